import { boolean, date, integer, numeric, pgTable, text } from 'drizzle-orm/pg-core';
import { amount } from './columns.ts';
import { documentColumns } from './documents.ts';
import { documentKeys, partKeys, rateKey } from './keys.ts';
import { lineColumns, partColumns } from './lines.ts';

/** Invoices and credit notes: they share their numbers, their states and their lists. */
export const invoices = pgTable(
  'invoices',
  {
    ...documentColumns(),
    type: text().$type<'invoice' | 'creditNote'>().notNull(),
    state: text().$type<'posted' | 'draft' | 'cancelled'>().notNull(),
    net: amount().notNull(),
    tax: amount().notNull(),
    disputed: boolean().notNull(),
    order: text(),
  },
  (table) => [...documentKeys(table), rateKey(table)],
);

export const instalments = pgTable(
  'instalments',
  {
    ...partColumns(),
    due: date({ mode: 'string' }).notNull(),
    amount: amount().notNull(),
    writtenOff: amount().notNull(),
  },
  (table) => partKeys(table, invoices),
);

export const invoiceLines = pgTable('invoice_lines', lineColumns(), (table) => partKeys(table, invoices));

export const invoiceTaxes = pgTable(
  'invoice_taxes',
  {
    ...partColumns(),
    name: text().notNull(),
    rate: numeric().notNull(),
    base: amount().notNull(),
    amount: amount().notNull(),
  },
  (table) => partKeys(table, invoices),
);

/** What a credit note settles. */
export const creditAllocations = pgTable(
  'credit_allocations',
  {
    ...partColumns(),
    invoice: text().notNull(),
    instalment: integer().notNull(),
    amount: amount().notNull(),
  },
  (table) => partKeys(table, invoices),
);
