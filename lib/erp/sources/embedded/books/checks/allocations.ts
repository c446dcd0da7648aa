import type { Books, BooksInvoice } from '../format.ts';
import { type BooksProblem, invoicePlace, nth, paymentPlace } from '../problem.ts';

type Invoice = BooksInvoice & { type: 'invoice' };

/** A payment or credit note that is set against invoices. */
interface Settling {
  readonly place: string;
  readonly customer: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly allocations: Books['payments'][number]['allocations'];
  /** false: a draft or cancelled credit note, which settles nothing. */
  readonly counts: boolean;
}

const settlingDocuments = ({ invoices, payments }: Books): Settling[] => [
  ...payments.map((payment) => ({
    ...payment,
    place: paymentPlace(payment),
    amount: BigInt(payment.amount),
    counts: true,
  })),
  ...invoices
    .filter((invoice) => invoice.type === 'creditNote')
    .map((note) => ({
      ...note,
      place: invoicePlace(note),
      amount: BigInt(note.net) + BigInt(note.tax),
      counts: note.state === 'posted',
    })),
];

const totalOf = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + BigInt(amount), 0n);
/** Not between nothing and the whole, whichever side of nothing that is. */
const outside = (part: bigint, whole: bigint) =>
  whole < 0n ? part < whole || part > 0n : part > whole || part < 0n;

/** What is wrong with one allocation by itself; its amount is judged with all others of its document and its instalment. */
const allocationProblem = (
  document: Settling,
  allocation: Settling['allocations'][number],
  invoice: Invoice | undefined,
): string | null => {
  const { invoice: id, instalment: index } = allocation;
  if (invoice === undefined) return `It is set against invoice ${id}, which is not in these books.`;
  if (index >= invoice.instalments.length) {
    return `It is set against the ${nth(index)} instalment of invoice ${id}, which has ${invoice.instalments.length} (the file counts from 0).`;
  }
  if (invoice.customer !== document.customer) {
    return `It belongs to customer ${document.customer} but is set against invoice ${id} of customer ${invoice.customer}.`;
  }
  if (invoice.currency !== document.currency) {
    return `It is in ${document.currency} but is set against invoice ${id} in ${invoice.currency}.`;
  }
  return null;
};

/** Instalments of posted invoices that more was set against than they ask for. A reversed payment takes its own back again. */
const wronglySettled = (documents: readonly Settling[], invoices: readonly Invoice[]): BooksProblem[] => {
  const allocations = Map.groupBy(
    documents.filter(({ counts }) => counts).flatMap((document) => document.allocations),
    ({ invoice }) => invoice,
  );
  return invoices
    .filter(({ state }) => state === 'posted')
    .flatMap((invoice) =>
      invoice.instalments.flatMap(({ amount, writtenOff = 0 }, index) => {
        const own = (allocations.get(invoice.id) ?? []).filter(({ instalment }) => instalment === index);
        const settled = totalOf([writtenOff, ...own.flatMap((each) => [each.amount, each.discount ?? 0])]);
        if (!outside(settled, BigInt(amount))) return [];
        return {
          place: `${invoicePlace(invoice)}, ${nth(index)} instalment`,
          message: `${settled} is settled (payments, credit notes, discounts, written off) of an amount of ${amount}.`,
        };
      }),
    );
};

/** Money can be set against an invoice once, in its currency, by its customer, and no more than there is; a draft sets none against it yet. */
export const allocationProblems = (books: Books): BooksProblem[] => {
  const invoices = books.invoices.filter((row) => row.type === 'invoice');
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  const documents = settlingDocuments(books);
  const each = documents.flatMap((document) => {
    const problems = document.allocations.flatMap((allocation) => {
      const message = allocationProblem(document, allocation, byId.get(allocation.invoice));
      return message === null ? [] : { place: document.place, message };
    });
    const given = totalOf(document.allocations.map(({ amount }) => amount));
    if (document.counts && outside(given, document.amount)) {
      problems.push({
        place: document.place,
        message: `It is set against invoices with ${given} in all, but its amount is ${document.amount}.`,
      });
    }
    return problems;
  });
  return [...each, ...wronglySettled(documents, invoices)];
};
