import type { CustomerDetail, CustomerSummary } from '../../api/customer.ts';
import type { Link } from '../../api/link.ts';
import type { CustomerId } from '../../api/primitives.ts';
import type { CustomerFilter, ErpSource, SourceCustomer, SourceDetail } from '../../sources/source.ts';
import type { LinkStore } from '../links/store.ts';

/** Owner and team decide who sees a customer; they are no part of what is seen. */
const withoutOwner = <T extends Partial<SourceCustomer>>({ owner: _, team: __, ...customer }: T) => customer;

export const summaryOf = (customer: SourceCustomer, links: readonly Link[]): CustomerSummary => ({
  ...withoutOwner(customer),
  links: links.filter((link) => link.customer === customer.id),
});

export const detailOf = (customer: SourceDetail, links: readonly Link[]): CustomerDetail => ({
  ...withoutOwner(customer),
  links: links.filter((link) => link.customer === customer.id),
});

export const linksOf = (
  store: LinkStore,
  customers: readonly { readonly id: CustomerId }[],
): Promise<Link[]> => store.ofCustomers(customers.map(({ id }) => id));

/** Those of the customers that the caller may see, with their names. */
export const visibleCustomers = async (
  source: ErpSource,
  tenant: string,
  visibleTo: CustomerFilter['visibleTo'],
  ids: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, string>> => {
  if (ids.length === 0) return new Map();
  const unique = [...new Set(ids)];
  const { rows } = await source.customers(
    tenant,
    { visibleTo, among: { ids: unique, mode: 'only' } },
    { after: null, limit: unique.length },
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
};
