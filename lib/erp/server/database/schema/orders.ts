import { sql } from 'drizzle-orm';
import { date, index, numeric, pgTable, text } from 'drizzle-orm/pg-core';
import { documentColumns } from './documents.ts';
import { documentKeys, partKeys, rateKey } from './keys.ts';
import { lineColumns, partColumns } from './lines.ts';

export const orders = pgTable(
  'orders',
  {
    ...documentColumns(),
    state: text().$type<'draft' | 'confirmed' | 'cancelled' | 'closed'>().notNull(),
    quote: text(),
    /** `system/org/object/id` of the CRM opportunity that became this order. */
    opportunity: text(),
  },
  (table) => [
    ...documentKeys(table),
    rateKey(table),
    index().on(table.tenant, table.opportunity).where(sql`${table.opportunity} is not null`),
  ],
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
