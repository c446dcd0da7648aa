import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { amount } from './columns.ts';
import { documentColumns } from './documents.ts';
import { documentKeys, partKeys, rateKey } from './keys.ts';
import { partColumns } from './lines.ts';

export const payments = pgTable(
  'payments',
  { ...documentColumns(), amount: amount().notNull(), reference: text() },
  (table) => [...documentKeys(table), rateKey(table)],
);

/** What a payment settles; `discount` settles without money. */
export const paymentAllocations = pgTable(
  'payment_allocations',
  {
    ...partColumns(),
    invoice: text().notNull(),
    instalment: integer().notNull(),
    amount: amount().notNull(),
    discount: amount().notNull(),
  },
  (table) => partKeys(table, payments),
);
