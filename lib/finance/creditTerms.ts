import type { CreditDocument, CreditTerm } from '../erp/api/creditCheck.ts';
import type { CustomerDocuments } from './ledger.ts';
import { convert, sum } from './money.ts';
import { uninvoiced, uninvoicedInCompanyCurrency } from './orders.ts';
import { type Settlement, settle } from './settlement.ts';

/** Documents that come with a term; the rest is told as a count and a sum. */
const SHOWN = 100;

const weightiestFirst = (one: CreditDocument, other: CreditDocument): number =>
  Math.abs(other.amount) - Math.abs(one.amount) || (one.id < other.id ? -1 : 1);

const termOf = (documents: readonly CreditDocument[]): CreditTerm => {
  const sorted = documents.toSorted(weightiestFirst);
  const rest = sorted.slice(SHOWN).map(({ amount }) => amount);
  return {
    amount: sum(documents.map(({ amount }) => amount)),
    documents: sorted.slice(0, SHOWN),
    more: { count: rest.length, amount: sum(rest) },
  };
};

/** Each instalment is converted on its own, as in the aging: the term is the buckets' sum to the minor unit. */
const openInvoices = ({ posted, open }: Settlement, companyCurrency: string): CreditDocument[] =>
  posted.flatMap((invoice) => {
    const { id, date, currency, bookedRate } = invoice;
    const parts = invoice.instalments
      .map(({ due }, index) => ({ due, amount: open(invoice, index) }))
      .filter(({ amount }) => amount !== 0);
    if (parts.length === 0) return [];
    return {
      kind: 'invoice',
      id,
      date,
      due: parts.map(({ due }) => due).toSorted()[0] ?? null,
      part: { amount: sum(parts.map(({ amount }) => amount)), currency },
      amount: sum(parts.map(({ amount }) => convert(amount, currency, companyCurrency, bookedRate))),
    };
  });

const unapplied = (
  settlement: Settlement,
  { invoices, payments }: CustomerDocuments,
  companyCurrency: string,
): CreditDocument[] => {
  const creditNotes = invoices
    .filter((document) => document.type === 'creditNote' && document.state === 'posted')
    .flatMap((note) =>
      note.type === 'creditNote'
        ? { ...note, kind: 'creditNote' as const, amount: sum([note.net, note.tax]) }
        : [],
    );
  const given = [...payments.map((payment) => ({ ...payment, kind: 'payment' as const })), ...creditNotes];
  return given.flatMap((document) => {
    const { kind, id, date, currency, bookedRate } = document;
    const left = settlement.unapplied(document);
    if (left === 0) return [];
    const amount = convert(left, currency, companyCurrency, bookedRate);
    return { kind, id, date, due: null, part: { amount: left, currency }, amount };
  });
};

const openOrders = ({ orders }: CustomerDocuments, companyCurrency: string): CreditDocument[] =>
  orders.flatMap((order) => {
    const left = uninvoiced(order);
    if (left === 0) return [];
    const { id, date, currency } = order;
    const amount = uninvoicedInCompanyCurrency(order, companyCurrency);
    return { kind: 'order', id, date, due: null, part: { amount: left, currency }, amount };
  });

/** What a customer's exposure is made of, in company currency: open invoices − unapplied is the AR balance. */
export const creditTerms = (documents: CustomerDocuments, companyCurrency: string) => {
  const settlement = settle(documents);
  return {
    openInvoices: termOf(openInvoices(settlement, companyCurrency)),
    unapplied: termOf(unapplied(settlement, documents, companyCurrency)),
    openOrders: termOf(openOrders(documents, companyCurrency)),
  };
};
