import { bigint, index, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { LedgerContent } from '../../sync/ledger/content.ts';
import { tenant, tenantPolicy } from './columns.ts';

/**
 * Who changed which field of which record, before → after; for ever. Each writer has a chain of its own, and every entry carries the
 * hash of the one before. Triggers refuse UPDATE, DELETE and TRUNCATE (migration `0004_sync_walls.sql`).
 */
export const ledger = pgTable(
  'ledger',
  {
    tenant: tenant(),
    writer: text().notNull(),
    /** 1, 2, 3 … without a gap. */
    seq: bigint({ mode: 'number' }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    run: text(),
    link: uuid(),
    content: jsonb().$type<LedgerContent>().notNull(),
    previous: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.writer, table.seq] }),
    index().on(table.tenant, table.link),
    index().on(table.tenant, table.run),
    tenantPolicy(table.tenant),
  ],
);

/** The end of each chain: what the next entry follows, and what a chain that was cut short no longer reaches. */
export const ledgerHeads = pgTable(
  'ledger_heads',
  {
    tenant: tenant(),
    writer: text().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.writer] }), tenantPolicy(table.tenant)],
);
