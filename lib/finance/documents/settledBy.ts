import type { Invoice } from '../../erp/api/documents.ts';
import type { CustomerDocuments, LedgerAllocation } from '../ledger.ts';

type Part = Invoice['settledBy'][number];

/** What settled an invoice, by its id; [] where nothing did. */
export type SettledBy = (invoice: string) => Part[];

interface Settling {
  readonly id: string;
  readonly date: string;
  readonly type: Part['type'];
  readonly allocations: readonly LedgerAllocation[];
}

/** All payments and posted credit notes, by the invoices that they were set against; oldest first. */
export const settledBy = ({
  invoices,
  payments,
}: Pick<CustomerDocuments, 'invoices' | 'payments'>): SettledBy => {
  const settling: Settling[] = [
    ...payments.map((each) => ({ ...each, type: 'payment' as const })),
    ...invoices.flatMap((each) => (each.type === 'creditNote' && each.state === 'posted' ? [each] : [])),
  ];
  const parts = settling.flatMap(({ id, type, date, allocations }) =>
    allocations.map(({ invoice, instalment, amount, discount }) => ({
      invoice,
      part: { document: id, type, date, instalment, amount, discount: discount ?? 0 },
    })),
  );
  const byInvoice = Map.groupBy(parts, ({ invoice }) => invoice);
  return (invoice) => (byInvoice.get(invoice) ?? []).map(({ part }) => part).toSorted(byDate);
};

const byDate = (one: Part, other: Part): number => {
  if (one.date !== other.date) return one.date < other.date ? -1 : 1;
  return one.document < other.document ? -1 : one.document > other.document ? 1 : 0;
};
