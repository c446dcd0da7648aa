import {
  bigint,
  boolean,
  customType,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import { tenant, tenantOrRetention } from './columns.ts';

/** A transaction's number, never reused within a database cluster. As text: it has 64 bits. */
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });

/**
 * What changed, one row per record and statement, written by triggers in the transaction that changed it (migration
 * `0004_sync_walls.sql`, opportunities in `0006`). `xid` is what makes the feed safe: a reader stops before the oldest transaction that is still running, so a
 * transaction that commits late is never jumped over (`sync/feed.ts`).
 */
export const changes = pgTable(
  'changes',
  {
    tenant: tenant(),
    xid: transactionId().notNull(),
    seq: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
    /** `link`, or the object of an ERP record: `customer`, `contact`, `opportunity`, `quote`, `order`, `invoice`, `payment`. */
    object: text().notNull(),
    record: text().notNull(),
    /** Whose it is, for the caller's scope; null for a link. */
    customer: text(),
    deleted: boolean().notNull(),
    changedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.xid, table.seq] }),
    index().on(table.tenant, table.object, table.record, table.seq),
    tenantOrRetention(table.tenant, table.changedAt),
  ],
);
