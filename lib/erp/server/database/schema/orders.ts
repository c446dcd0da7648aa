import { date, numeric, pgTable, text } from 'drizzle-orm/pg-core';
import { documentColumns } from './documents.ts';
import { documentKeys, partKeys } from './keys.ts';
import { lineColumns, partColumns } from './lines.ts';

export const orders = pgTable(
  'orders',
  {
    ...documentColumns(),
    state: text().$type<'draft' | 'confirmed' | 'cancelled' | 'closed'>().notNull(),
    quote: text(),
  },
  documentKeys,
);

export const orderLines = pgTable(
  'order_lines',
  { ...lineColumns(), invoicedQuantity: numeric().notNull() },
  (table) => partKeys(table, orders),
);

export const shipments = pgTable(
  'shipments',
  {
    ...partColumns(),
    id: text().notNull(),
    date: date({ mode: 'string' }).notNull(),
    carrier: text(),
    tracking: text(),
  },
  (table) => partKeys(table, orders),
);
