import type { Invoice, Payment, Quote } from '../../erp/api/documents.ts';
import type { LedgerAllocation, LedgerLine } from '../ledger.ts';
import { lineNet, lineTax } from '../line.ts';
import { sum } from '../money.ts';

/** A line with the words a person reads; both may be missing where a source keeps amounts only. */
export interface WrittenLine extends LedgerLine {
  readonly description?: string | undefined;
  readonly product?: string | null | undefined;
}

type Allocation = Payment['allocations'][number];
type Line = Quote['lines'][number];
type CustomerId = Invoice['customer'];

/** The source vouches for its own ids; the brand only keeps them apart from other strings. */
export const brand = (customer: string): CustomerId => customer as CustomerId;

/** By date, then by id. */
export const newestFirst = <T extends { readonly date: string; readonly id: string }>(
  documents: readonly T[],
): T[] =>
  documents.toSorted((a, b) => {
    if (a.date !== b.date) return a.date < b.date ? 1 : -1;
    return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
  });

export const oldestFirst = <T extends { readonly date: string; readonly id: string }>(
  documents: readonly T[],
): T[] => newestFirst(documents).reverse();

export const allocationOf = ({ invoice, instalment, amount, discount }: LedgerAllocation): Allocation => ({
  invoice,
  instalment,
  amount,
  discount: discount ?? 0,
});

export const lineOf = (line: WrittenLine): Line => ({
  description: line.description ?? line.product ?? '',
  product: line.product ?? null,
  quantity: line.quantity,
  unitPrice: line.unitPrice,
  taxRate: line.taxRate,
  net: lineNet(line),
});

/** Net, tax and total of a document whose lines are its only amounts: each line rounded on its own. */
export const totalsOf = (lines: readonly LedgerLine[]): Pick<Quote, 'net' | 'tax' | 'total'> => {
  const net = sum(lines.map(lineNet));
  const tax = sum(lines.map((line) => lineTax(lineNet(line), line.taxRate)));
  return { net, tax, total: sum([net, tax]) };
};
