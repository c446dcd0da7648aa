import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import type { CustomerLists, ListKind } from '../../../lib/erp/api/lists.ts';
import type { Part } from './listing.ts';

/** Where the lists get what did not come with the customer. Components ask it; what answers is the panel's own business. */
export interface DocumentLoader {
  part<K extends ListKind>(customer: CustomerDetail, kind: K): Part<CustomerLists[K]>;
}
