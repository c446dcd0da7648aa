import type { Books, BooksInvoice, BooksOrder, BooksPayment } from './format.ts';

/** One customer's rows of the books. */
export interface BooksDocuments {
  readonly invoices: readonly BooksInvoice[];
  readonly payments: readonly BooksPayment[];
  readonly orders: readonly BooksOrder[];
}

/** The books' invoices, payments and orders by customer; a customer without any has empty lists. */
export const documentsByCustomer = (books: Books): ReadonlyMap<string, BooksDocuments> => {
  const invoices = Map.groupBy(books.invoices, ({ customer }) => customer);
  const payments = Map.groupBy(books.payments, ({ customer }) => customer);
  const orders = Map.groupBy(books.orders, ({ customer }) => customer);
  return new Map(
    books.customers.map(({ id }) => [
      id,
      {
        invoices: invoices.get(id) ?? [],
        payments: payments.get(id) ?? [],
        orders: orders.get(id) ?? [],
      },
    ]),
  );
};
