import { Temporal } from 'temporal-polyfill';
import { lineNet, lineTax } from '../../../../finance/line.ts';
import { sum } from '../../../../finance/money.ts';
import type { Books, BooksInvoice, BooksOrder, BooksPayment } from '../books/format.ts';

type Line = NonNullable<BooksInvoice['lines']>[number];
type Quote = NonNullable<Books['quotes']>[number];
export type Invoice = BooksInvoice & { type: 'invoice' };
type CreditNote = BooksInvoice & { type: 'creditNote' };

/** Books under construction: rows get their numbers here, in the order in which they are entered. */
export interface Ledger {
  /** ISO date so many days before the as-of date; negative = after it. */
  daysAgo(days: number): string;
  invoice(row: Omit<Invoice, 'id' | 'type' | 'net' | 'tax' | 'taxes'> & { lines: Line[] }): Invoice;
  /** An invoice of a bare amount, free of tax and without lines. */
  plainInvoice(row: Omit<Invoice, 'id' | 'type' | 'tax' | 'taxes' | 'lines'>): Invoice;
  creditNote(row: Omit<CreditNote, 'id' | 'type'>): CreditNote;
  payment(row: Omit<BooksPayment, 'id'>): BooksPayment;
  order(row: Omit<BooksOrder, 'id'>): BooksOrder;
  quote(row: Omit<Quote, 'id'>): Quote;
  /** The books so far; `rest` are the parts that are not numbered here. */
  books(rest: Pick<Books, 'company' | 'customers' | 'contacts' | 'products' | 'opportunities'>): Books;
}

const taxesOf = (lines: readonly Line[]) =>
  [...Map.groupBy(lines, ({ taxRate }) => taxRate)].map(([rate, group]) => ({
    name: rate === '0' ? 'Tax free' : `VAT ${rate.replace(/^0\.0?/, '')} %`,
    rate,
    base: sum(group.map(lineNet)),
    amount: sum(group.map((line) => lineTax(lineNet(line), rate))),
  }));

const number = (prefix: string, row: number) => `${prefix}${String(row + 1).padStart(5, '0')}`;

export const openLedger = (asOf: string): Ledger => {
  const today = Temporal.PlainDate.from(asOf);
  const invoices: BooksInvoice[] = [];
  const payments: BooksPayment[] = [];
  const orders: BooksOrder[] = [];
  const quotes: Quote[] = [];
  const enter = <T>(rows: unknown[], row: T): T => {
    rows.push(row);
    return row;
  };
  return {
    daysAgo: (days) => today.subtract({ days }).toString(),
    invoice: (row) => {
      const taxes = taxesOf(row.lines);
      const net = sum(taxes.map(({ base }) => base));
      const tax = sum(taxes.map(({ amount }) => amount));
      return enter(invoices, {
        ...row,
        id: number('I', invoices.length),
        type: 'invoice' as const,
        net,
        tax,
        taxes,
      });
    },
    plainInvoice: (row) =>
      enter(invoices, { ...row, id: number('I', invoices.length), type: 'invoice' as const, tax: 0 }),
    creditNote: (row) =>
      enter(invoices, { ...row, id: number('K', invoices.length), type: 'creditNote' as const }),
    payment: (row) => enter(payments, { ...row, id: number('P', payments.length) }),
    order: (row) => enter(orders, { ...row, id: number('S', orders.length) }),
    quote: (row) => enter(quotes, { ...row, id: number('Q', quotes.length) }),
    books: (rest) => ({ format: 'ledgerside-books/1', asOf, ...rest, invoices, payments, orders, quotes }),
  };
};
