import { jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { tenant, tenantOrRetention } from './columns.ts';

/** What a request with an Idempotency-Key was answered, stored in the transaction that did it. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    tenant: tenant(),
    user: text().notNull(),
    key: text().notNull(),
    /** Hash of the endpoint and the body. */
    request: text().notNull(),
    answer: jsonb(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.user, table.key] }),
    tenantOrRetention(table.tenant, table.createdAt),
  ],
);
