import { sum } from './money.ts';

export interface LimitedCustomer {
  readonly id: string;
  /** Company currency; null = none set, 0 is a limit of nothing. */
  readonly creditLimit: number | null;
  readonly parent?: string | null | undefined;
  /** The parent's limit counts for this customer and its siblings together. */
  readonly sharesParentLimit?: boolean | undefined;
}

/** Who shares one limit. */
export interface CreditGroup {
  /** The customer whose limit counts. */
  readonly holder: string;
  readonly creditLimit: number | null;
  /** Everybody who draws on it, the holder included. */
  readonly members: readonly string[];
}

const holderOf = (byId: ReadonlyMap<string, LimitedCustomer>, start: LimitedCustomer): LimitedCustomer => {
  const seen = new Set<string>();
  let customer = start;
  while (customer.sharesParentLimit === true && !seen.has(customer.id)) {
    seen.add(customer.id);
    const parent = byId.get(customer.parent ?? '');
    if (parent === undefined) break;
    customer = parent;
  }
  return customer;
};

/** The group a customer's limit is shared in; alone in it where nothing is shared. null = no such customer. */
export const creditGroup = (customers: readonly LimitedCustomer[], id: string): CreditGroup | null => {
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const customer = byId.get(id);
  if (customer === undefined) return null;
  const holder = holderOf(byId, customer);
  return {
    holder: holder.id,
    creditLimit: holder.creditLimit,
    members: customers.filter((each) => holderOf(byId, each) === holder).map((each) => each.id),
  };
};

/** Credit limit − AR balance − open orders of all who share it, company currency; null where no limit is set. */
export const availableCredit = (creditLimit: number | null, exposures: readonly number[]): number | null =>
  creditLimit === null ? null : sum([creditLimit, ...exposures.map((exposure) => -exposure)]);
