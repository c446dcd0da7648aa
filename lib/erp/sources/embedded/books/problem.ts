import type { BooksInvoice, BooksOrder, BooksPayment } from './format.ts';

/** One thing that is wrong with the books: where, and what, in words of a bookkeeper. */
export interface BooksProblem {
  readonly place: string;
  readonly message: string;
}

const SHOWN = 20;

/** The books cannot be imported. Nothing was: correct the file by `problems` and import it again. */
export class BooksError extends Error {
  override readonly name = 'BooksError';
  readonly code = 'books.invalid';
  readonly problems: readonly BooksProblem[];
  constructor(problems: readonly BooksProblem[]) {
    const lines = problems.slice(0, SHOWN).map(({ place, message }) => `- ${place}: ${message}`);
    const more = problems.length > SHOWN ? [`- … and ${problems.length - SHOWN} more.`] : [];
    super(
      [
        `These books cannot be imported (${problems.length} to correct). Nothing was changed.`,
        ...lines,
        ...more,
      ].join('\n'),
    );
    this.problems = problems;
  }
}

export const invoicePlace = ({ type, id }: Pick<BooksInvoice, 'type' | 'id'>): string =>
  `${type === 'invoice' ? 'Invoice' : 'Credit note'} ${id}`;
export const paymentPlace = ({ id }: Pick<BooksPayment, 'id'>): string => `Payment ${id}`;
export const orderPlace = ({ id }: Pick<BooksOrder, 'id'>): string => `Order ${id}`;

const suffixes = new Map<Intl.LDMLPluralRule, string>([
  ['one', 'st'],
  ['two', 'nd'],
  ['few', 'rd'],
]);
const plural = new Intl.PluralRules('en', { type: 'ordinal' });

/** The file counts from 0, people from the first. */
export const nth = (index: number): string => `${index + 1}${suffixes.get(plural.select(index + 1)) ?? 'th'}`;
