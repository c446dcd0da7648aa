import { and, eq, sql } from 'drizzle-orm';
import { exposureOf } from '../../../../finance/figures.ts';
import { convert as inCurrency, sum } from '../../../../finance/money.ts';
import type { DraftReason } from '../../../api/convert.ts';
import type { CustomerId } from '../../../api/primitives.ts';
import { creditGroupIn, relativesField } from '../../../sources/embedded/creditGroup.ts';
import { readLedgers } from '../../../sources/embedded/ledger.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { customers } from '../../database/schema/customers.ts';
import { asking } from '../../database/tenant.ts';

/** Gross of the order, in its own currency, with the rate it is booked at. */
export interface Demand {
  readonly amount: number;
  readonly currency: string;
  readonly rate: string;
}

/**
 * Why an order has to wait; null = it need not. Whoever holds the limit is locked first: two orders that are made at once cannot both
 * be the last one that fits.
 */
export const whyDraft = async (
  transaction: TenantTransaction,
  tenant: string,
  customer: CustomerId,
  companyCurrency: string,
  { amount, currency, rate }: Demand,
): Promise<DraftReason | null> => {
  const before = await groupOf(transaction, tenant, customer);
  await lockCustomer(transaction, tenant, before?.holder ?? customer);
  // Read anew: the group may have changed while the lock was waited for.
  const group = await groupOf(transaction, tenant, customer);
  if (await isOnHold(transaction, tenant, customer)) return { code: 'creditHold' };
  if (group === null || group.creditLimit === null) return null;
  const ledgerOf = await readLedgers(asking(transaction), tenant, group.members);
  const exposures = group.members.map((member) => exposureOf(ledgerOf(member), companyCurrency));
  const over = sum([...exposures, inCurrency(amount, currency, companyCurrency, rate), -group.creditLimit]);
  return over > 0 ? { code: 'overLimit', amount: { amount: over, currency: companyCurrency } } : null;
};

/** Scope plays no part: what invisible sisters owe still counts against the common limit. */
const GROUP = { name: 'credit_group', fields: { relatives: relativesField(sql`true`) } };

const groupOf = async (transaction: TenantTransaction, tenant: string, id: CustomerId) => {
  const { relatives } = await asking(transaction).ask(GROUP, { tenant, id });
  return creditGroupIn(relatives, id);
};

const lockCustomer = (transaction: TenantTransaction, tenant: string, id: string) =>
  transaction
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.tenant, tenant), eq(customers.id, id as CustomerId)))
    .for('no key update');

const isOnHold = async (transaction: TenantTransaction, tenant: string, id: CustomerId): Promise<boolean> => {
  const [row] = await transaction
    .select({ creditHold: customers.creditHold })
    .from(customers)
    .where(and(eq(customers.tenant, tenant), eq(customers.id, id)));
  return row?.creditHold === true;
};
