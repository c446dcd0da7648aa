import { index, integer, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { tenant, tenantPolicy } from './columns.ts';

/** Records that fail again and again, set aside with their reason while the others go on. */
export const deadLetters = pgTable(
  'dead_letters',
  {
    id: uuid().primaryKey(),
    tenant: tenant(),
    link: uuid().notNull(),
    code: text().notNull(),
    reason: text().notNull(),
    run: text().notNull(),
    attempts: integer().notNull(),
    firstAt: timestamp({ withTimezone: true }).notNull(),
    lastAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    unique('dead_letters_link').on(table.tenant, table.link),
    index().on(table.tenant, table.lastAt, table.id),
    tenantPolicy(table.tenant),
  ],
);
