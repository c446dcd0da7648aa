import type { CustomerDetail, CustomerSummary } from '../../api/customer.ts';
import type { Link } from '../../api/link.ts';
import type { CustomerId } from '../../api/primitives.ts';
import type { SourceCustomer, SourceDetail } from '../../sources/source.ts';
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
