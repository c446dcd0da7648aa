import type { Books } from '../format.ts';
import { type BooksProblem, invoicePlace, nth, orderPlace, paymentPlace } from '../problem.ts';

interface Reference {
  readonly place: string;
  readonly kind: string;
  readonly id: string | null | undefined;
  readonly known: ReadonlySet<string>;
}

const idsOf = (rows: readonly { readonly id: string }[]) => new Set(rows.map(({ id }) => id));

/** Every row that belongs to a customer, by the name of its place. */
const owned = (books: Books): { readonly place: string; readonly customer: string }[] => [
  ...books.invoices.map((row) => ({ place: invoicePlace(row), customer: row.customer })),
  ...books.payments.map((row) => ({ place: paymentPlace(row), customer: row.customer })),
  ...books.orders.map((row) => ({ place: orderPlace(row), customer: row.customer })),
  ...(books.quotes ?? []).map((row) => ({ place: `Quote ${row.id}`, customer: row.customer })),
  ...(books.contacts ?? []).map((row) => ({ place: `Contact ${row.id}`, customer: row.customer })),
  ...(books.opportunities ?? []).map((row) => ({ place: `Opportunity ${row.id}`, customer: row.customer })),
];

/** Product codes are free text where the books carry no list of products. */
const productReferences = (books: Books): Reference[] => {
  if (books.products === undefined) return [];
  const known = idsOf(books.products);
  const documents = [
    ...books.invoices.map((row) => ({ place: invoicePlace(row), lines: row.lines ?? [] })),
    ...books.orders.map((row) => ({ place: orderPlace(row), lines: row.lines })),
    ...(books.quotes ?? []).map((row) => ({ place: `Quote ${row.id}`, lines: row.lines })),
  ];
  return documents.flatMap(({ place, lines }) =>
    lines.map(({ product }, index) => ({
      place: `${place}, ${nth(index)} line`,
      kind: 'product',
      id: product,
      known,
    })),
  );
};

/** Whoever and whatever a row names must be in the same file. Allocations have their own check. */
export const referenceProblems = (books: Books): BooksProblem[] => {
  const customers = idsOf(books.customers);
  const orders = idsOf(books.orders);
  const quotes = idsOf(books.quotes ?? []);
  const references: Reference[] = [
    ...owned(books).map(({ place, customer }) => ({
      place,
      kind: 'customer',
      id: customer,
      known: customers,
    })),
    ...books.customers.map(({ id, parent }) => ({
      place: `Customer ${id}`,
      kind: 'parent customer',
      id: parent,
      known: customers,
    })),
    ...books.invoices.map((row) => ({
      place: invoicePlace(row),
      kind: 'order',
      id: row.order,
      known: orders,
    })),
    ...books.orders.map((row) => ({ place: orderPlace(row), kind: 'quote', id: row.quote, known: quotes })),
    ...productReferences(books),
  ];
  return references
    .filter(({ id, known }) => id != null && !known.has(id))
    .map(({ place, kind, id }) => ({ place, message: `There is no ${kind} ${id} in these books.` }));
};
