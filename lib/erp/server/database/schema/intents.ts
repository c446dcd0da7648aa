import { index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { tenant, tenantOrRetention } from './columns.ts';

/** Every intent that was ever prepared: a second commit of one answers as the first did, and none is prepared twice. */
export const intents = pgTable(
  'intents',
  {
    tenant: tenant(),
    id: text().notNull(),
    link: uuid().notNull(),
    run: text().notNull(),
    /** Version of the field mapping that planned it. */
    mapping: integer().notNull(),
    preparedBy: text().notNull(),
    preparedAt: timestamp({ withTimezone: true }).notNull(),
    committedAt: timestamp({ withTimezone: true }),
    /** Whose verdict counted; null = of before it was kept. */
    committedRun: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.id] }),
    index().on(table.tenant, table.link),
    // Only a settled intent is ever forgotten.
    tenantOrRetention(table.tenant, table.committedAt),
  ],
);
