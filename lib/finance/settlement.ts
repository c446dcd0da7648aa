import type { CustomerDocuments, LedgerAllocation, LedgerInstalment, LedgerInvoice } from './ledger.ts';
import { sum } from './money.ts';

/** The documents that settle something: payments and posted credit notes, with what each has to give. */
interface SettlingDocument {
  readonly currency: string;
  readonly bookedRate: string;
  readonly amount: number;
  readonly allocations: readonly LedgerAllocation[];
}

export interface Settlement {
  /** Amount − allocations − discounts − written off; 0 for an invoice that is not posted. */
  open(invoice: LedgerInvoice, instalment: number): number;
  /** What a payment or credit note has not yet given to a posted invoice. */
  unapplied(document: Pick<SettlingDocument, 'amount' | 'allocations'>): number;
  /** Payments and posted credit notes. */
  readonly settling: readonly SettlingDocument[];
  /** Posted invoices, the only ones with open amounts. */
  readonly posted: readonly LedgerInvoice[];
}

const key = (invoice: string, instalment: number) => `${instalment}/${invoice}`;

const openOf = (instalment: LedgerInstalment, settled: readonly number[]): number =>
  sum([instalment.amount, -(instalment.writtenOff ?? 0), ...settled.map((amount) => -amount)]);

/**
 * Who settles what, among one customer's documents. Allocations count whatever their date. An allocation to an invoice that
 * is not posted settles nothing, so its money stays unapplied: a cancelled invoice must not swallow a payment.
 */
export const settle = ({
  invoices,
  payments,
}: Pick<CustomerDocuments, 'invoices' | 'payments'>): Settlement => {
  const counted = invoices.filter((document) => document.state === 'posted');
  const posted = counted.filter((document) => document.type === 'invoice');
  const creditNotes = counted.filter((document) => document.type === 'creditNote');
  const settling: SettlingDocument[] = [
    ...payments,
    ...creditNotes.map((note) => ({ ...note, amount: sum([note.net, note.tax]) })),
  ];

  const postedIds = new Set(posted.map((invoice) => invoice.id));
  const settled = new Map<string, number[]>();
  for (const { allocations } of settling) {
    for (const { invoice, instalment, amount, discount } of allocations) {
      const entries = settled.get(key(invoice, instalment)) ?? [];
      entries.push(amount, discount ?? 0);
      settled.set(key(invoice, instalment), entries);
    }
  }

  return {
    settling,
    posted,
    open(invoice, index) {
      const instalment = invoice.instalments[index];
      if (invoice.state !== 'posted' || instalment === undefined) return 0;
      return openOf(instalment, settled.get(key(invoice.id, index)) ?? []);
    },
    unapplied: ({ amount, allocations }) =>
      sum([
        amount,
        ...allocations
          .filter(({ invoice }) => postedIds.has(invoice))
          .map((allocation) => -allocation.amount),
      ]),
  };
};
