import type { Quote } from '../../erp/api/documents.ts';
import { brand, lineOf, newestFirst, oldestFirst, totalsOf, type WrittenLine } from './parts.ts';

export interface QuoteDocument {
  readonly id: string;
  readonly customer: string;
  readonly state: Quote['state'];
  readonly date: string;
  readonly validUntil?: string | null | undefined;
  readonly currency: string;
  readonly lines: readonly WrittenLine[];
}

interface Ordering {
  readonly id: string;
  readonly date: string;
  readonly quote?: string | null | undefined;
}

/** Quotes of one customer as the ERP API shows them, newest first; `orders` are all of that customer's. */
export const quotesOf = (quotes: readonly QuoteDocument[], orders: readonly Ordering[]): Quote[] => {
  const ordersBy = Map.groupBy(oldestFirst(orders), ({ quote }) => quote ?? null);
  return newestFirst(quotes).map((quote) => ({
    id: quote.id,
    customer: brand(quote.customer),
    state: quote.state,
    date: quote.date,
    validUntil: quote.validUntil ?? null,
    currency: quote.currency,
    ...totalsOf(quote.lines),
    orders: (ordersBy.get(quote.id) ?? []).map(({ id }) => id),
    lines: quote.lines.map(lineOf),
  }));
};
