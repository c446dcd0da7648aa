import type { Invoice } from '../../erp/api/documents.ts';
import { daysPastDue } from '../calendar.ts';
import type { CustomerDocuments, LedgerCreditNote, LedgerInvoice } from '../ledger.ts';
import { sum } from '../money.ts';
import { type Settlement, settle } from '../settlement.ts';
import { allocationOf, brand, lineOf, newestFirst, type WrittenLine } from './parts.ts';
import { type SettledBy, settledBy } from './settledBy.ts';

interface Written {
  readonly customer: string;
  readonly order?: string | null | undefined;
  readonly lines?: readonly WrittenLine[] | undefined;
  readonly taxes?: Invoice['taxes'] | undefined;
}
export type InvoiceDocument = (LedgerInvoice | LedgerCreditNote) & Written;

const shared = (document: InvoiceDocument) => ({
  id: document.id,
  customer: brand(document.customer),
  type: document.type,
  state: document.state,
  date: document.date,
  currency: document.currency,
  bookedRate: document.bookedRate,
  net: document.net,
  tax: document.tax,
  total: sum([document.net, document.tax]),
  disputed: document.disputed ?? false,
  order: document.order ?? null,
  lines: (document.lines ?? []).map(lineOf),
  taxes: [...(document.taxes ?? [])],
});

const invoiceStatus = (
  state: 'posted' | 'draft' | 'cancelled',
  instalments: Invoice['instalments'],
  disputed: boolean,
  daysOverdue: number | null,
): Invoice['status'] => {
  if (state !== 'posted') return state;
  if (instalments.every(({ open }) => open === 0)) return 'settled';
  if (disputed) return 'disputed';
  if (daysOverdue !== null) return 'overdue';
  return instalments.some(({ open, amount }) => open !== amount) ? 'partPaid' : 'open';
};

const invoiceView = (
  document: LedgerInvoice & Written,
  settlement: Settlement,
  settled: SettledBy,
  asOf: string,
): Invoice => {
  const instalments = document.instalments.map(({ due, amount, writtenOff }, index) => ({
    due,
    amount,
    writtenOff: writtenOff ?? 0,
    open: settlement.open(document, index),
    daysPastDue: daysPastDue(due, asOf),
  }));
  const stillOpen = instalments.filter(({ open }) => open !== 0);
  const oldest = Math.max(0, ...stillOpen.filter(({ open }) => open > 0).map((each) => each.daysPastDue));
  const daysOverdue = oldest > 0 ? oldest : null;
  const view = shared(document);
  return {
    ...view,
    status: invoiceStatus(document.state, instalments, view.disputed, daysOverdue),
    open: sum(instalments.map(({ open }) => open)),
    daysOverdue,
    due:
      stillOpen.map(({ due }) => due).sort()[0] ??
      instalments
        .map(({ due }) => due)
        .sort()
        .at(-1) ??
      null,
    instalments,
    allocations: [],
    settledBy: settled(document.id),
  };
};

const creditNoteView = (document: LedgerCreditNote & Written, settlement: Settlement): Invoice => {
  const view = shared(document);
  const open =
    document.state === 'posted'
      ? settlement.unapplied({ amount: view.total, allocations: document.allocations })
      : 0;
  const appliedStatus = open === 0 ? 'applied' : 'unapplied';
  return {
    ...view,
    status: document.state === 'posted' ? appliedStatus : document.state,
    open,
    daysOverdue: null,
    due: null,
    instalments: [],
    allocations: document.allocations.map(allocationOf),
    settledBy: [],
  };
};

/**
 * Invoices and credit notes of one customer as the ERP API shows them, newest first. What is open on each depends on the
 * customer's payments, so all documents come in; `shown` are those that are wanted. Drafts and cancelled ones have nothing open.
 */
export const invoicesOf = (
  documents: { readonly invoices: readonly InvoiceDocument[] } & Pick<CustomerDocuments, 'payments'>,
  asOf: string,
  shown: readonly InvoiceDocument[] = documents.invoices,
): Invoice[] => {
  const settlement = settle(documents);
  const settled = settledBy(documents);
  return newestFirst(shown).map((document) =>
    document.type === 'invoice'
      ? invoiceView(document, settlement, settled, asOf)
      : creditNoteView(document, settlement),
  );
};
