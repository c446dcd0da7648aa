import { companies } from './company.ts';
import { contacts } from './contacts.ts';
import { customerKeys } from './customerKeys.ts';
import { customers } from './customers.ts';
import { hubspotConnections } from './hubspotConnections.ts';
import { creditAllocations, instalments, invoiceLines, invoices, invoiceTaxes } from './invoices.ts';
import { links } from './links.ts';
import { neverLinks } from './neverLinks.ts';
import { orderLines, orders, shipments } from './orders.ts';
import { paymentAllocations, payments } from './payments.ts';
import { products } from './products.ts';
import { quoteLines, quotes } from './quotes.ts';
import { tokens } from './tokens.ts';

/** The embedded books, in the order in which they can be filled: a row comes after what it belongs to. */
export const bookTables = {
  companies,
  customers,
  customerKeys,
  contacts,
  products,
  quotes,
  quoteLines,
  orders,
  orderLines,
  shipments,
  invoices,
  instalments,
  invoiceLines,
  invoiceTaxes,
  creditAllocations,
  payments,
  paymentAllocations,
};

/** Every table. A test walks them: each has its tenant and its wall. */
export const schema = { ...bookTables, tokens, links, neverLinks, hubspotConnections };
