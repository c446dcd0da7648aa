import type { Books } from '../format.ts';
import type { BooksProblem } from '../problem.ts';

const repeated = (ids: readonly string[]): Set<string> => {
  const seen = new Set<string>();
  return new Set(ids.filter((id) => seen.size === seen.add(id).size));
};

/** Numbers are unique within a kind; an invoice and a credit note share one kind, a payment may repeat an invoice's number. */
export const duplicateProblems = (books: Books): BooksProblem[] => {
  const kinds = {
    Customer: books.customers,
    'Invoice or credit note': books.invoices,
    Payment: books.payments,
    Order: books.orders,
    Quote: books.quotes ?? [],
    Opportunity: books.opportunities ?? [],
    Contact: books.contacts ?? [],
    Product: books.products ?? [],
  };
  return Object.entries(kinds).flatMap(([kind, rows]) =>
    [...repeated(rows.map(({ id }) => id))].map((id) => ({
      place: `${kind} ${id}`,
      message: 'This number is used more than once.',
    })),
  );
};
