import type { Books, BooksInvoice } from '../format.ts';
import { type BooksProblem, invoicePlace, nth, orderPlace, paymentPlace } from '../problem.ts';

const opposite = (a: bigint, b: bigint) => (a < 0n && b >= 0n) || (a > 0n && b < 0n);

const instalmentProblems = (invoice: BooksInvoice & { type: 'invoice' }): BooksProblem[] => {
  const place = invoicePlace(invoice);
  const total = BigInt(invoice.net) + BigInt(invoice.tax);
  const sum = invoice.instalments.reduce((amount, instalment) => amount + BigInt(instalment.amount), 0n);
  const problems: BooksProblem[] = [];
  if (sum !== total) {
    problems.push({
      place,
      message: `Its instalments come to ${sum}, but net ${invoice.net} + tax ${invoice.tax} is ${total}.`,
    });
  }
  invoice.instalments.forEach(({ amount }, index) => {
    const at = `${place}, ${nth(index)} instalment`;
    if (opposite(BigInt(amount), total)) {
      problems.push({
        place: at,
        message: `Its amount ${amount} runs against the invoice's total of ${total}.`,
      });
    }
  });
  return problems;
};

const invoiceProblems = (invoice: BooksInvoice): BooksProblem[] => {
  // A draft or cancelled one counts nowhere, so its amounts need not come to anything.
  if (invoice.state !== 'posted') return [];
  if (invoice.type === 'invoice') return instalmentProblems(invoice);
  const total = BigInt(invoice.net) + BigInt(invoice.tax);
  return total < 0n
    ? [{ place: invoicePlace(invoice), message: `A credit note of ${total} is an invoice: enter it as one.` }]
    : [];
};

const rateProblems = (books: Books): BooksProblem[] =>
  [
    ...books.invoices.map((row) => ({ place: invoicePlace(row), rate: row.bookedRate })),
    ...books.payments.map((row) => ({ place: paymentPlace(row), rate: row.bookedRate })),
    ...books.orders.map((row) => ({ place: orderPlace(row), rate: row.bookedRate })),
    ...(books.quotes ?? []).map((row) => ({ place: `Quote ${row.id}`, rate: row.bookedRate })),
  ]
    .filter(({ rate }) => rate.startsWith('-') || /^[0.]+$/.test(rate))
    .map(({ place, rate }) => ({ place, message: `An exchange rate is more than 0, not ${rate}.` }));

/** Each document by itself. A negative invoice is legal (a correction), and so is a refund: a negative payment. */
export const documentProblems = (books: Books): BooksProblem[] => [
  ...books.invoices.flatMap(invoiceProblems),
  ...rateProblems(books),
];
