import { index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { tenant, tenantPolicy } from './columns.ts';

/** Links that were parted, or whose records are both gone: their ids are never used again, and what they knew is kept. */
export const endedLinks = pgTable(
  'ended_links',
  {
    id: uuid().primaryKey(),
    tenant: tenant(),
    rev: integer().notNull(),
    /** The row as it was. */
    link: jsonb().notNull(),
    endedBy: text().notNull(),
    /** null = a person parted it. */
    run: text(),
    endedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index().on(table.tenant, table.run), tenantPolicy(table.tenant)],
);
