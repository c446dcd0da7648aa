import type { Quote } from '../../erp/api/documents.ts';
import { brand, lineOf, newestFirst, totalsOf, type WrittenLine } from './parts.ts';

export interface QuoteDocument {
  readonly id: string;
  readonly customer: string;
  readonly state: Quote['state'];
  readonly date: string;
  readonly validUntil?: string | null | undefined;
  readonly currency: string;
  readonly lines: readonly WrittenLine[];
}

/** Quotes of one customer as the ERP API shows them, newest first. */
export const quotesOf = (quotes: readonly QuoteDocument[]): Quote[] =>
  newestFirst(quotes).map((quote) => ({
    id: quote.id,
    customer: brand(quote.customer),
    state: quote.state,
    date: quote.date,
    validUntil: quote.validUntil ?? null,
    currency: quote.currency,
    ...totalsOf(quote.lines),
    lines: quote.lines.map(lineOf),
  }));
