import type { Contact, Invoice, Order, Payment, ProductBought, Quote } from './documents.ts';

/** A customer's lists that come in pages, by the name of their endpoint; newest first. */
export interface CustomerLists {
  readonly invoices: Invoice;
  readonly orders: Order;
  readonly payments: Payment;
  readonly quotes: Quote;
  readonly products: ProductBought;
  /** By name. */
  readonly contacts: Contact;
}
export type ListKind = keyof CustomerLists;

export interface ListPage<K extends ListKind> {
  readonly rows: readonly CustomerLists[K][];
  /** null = this was the last. */
  readonly nextCursor: string | null;
}
