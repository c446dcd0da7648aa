import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import type { Known } from './chain.ts';
import type { DocumentLoader } from './documentLoader.ts';
import type { TabContext, Target } from './tab.ts';

/** What a document's detail needs besides the document. */
export interface DetailContext {
  /** Whose document it is. */
  readonly customer: Pick<CustomerDetail, 'id' | 'source'>;
  readonly known: Known;
  onGo(target: Target): void;
}

const knownOf = (customer: CustomerDetail, loader: DocumentLoader): Known => ({
  order: (wanted) => loader.part(customer, 'orders').rows.find(({ id }) => id === wanted),
  invoice: (wanted) => loader.part(customer, 'invoices').rows.find(({ id }) => id === wanted),
});

/** null where the row's customer is none of the record's: a mixed-up answer opens nothing. */
export const detailContext = (
  { customers, loader, onGo }: Pick<TabContext, 'customers' | 'loader' | 'onGo'>,
  owner: string,
): DetailContext | null => {
  const customer = customers.find(({ id }) => id === owner);
  return customer === undefined ? null : { customer, known: knownOf(customer, loader), onGo };
};
