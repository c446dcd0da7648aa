import { bigint, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { BrakeKind } from '../../../api/sync/status.ts';
import { tenant, tenantOrRetention } from './columns.ts';

/** What all browsers of a company have set out to do within an hour, together. */
export const brakeCounters = pgTable(
  'brake_counters',
  {
    tenant: tenant(),
    /** Start of the hour. */
    since: timestamp({ withTimezone: true }).notNull(),
    kind: text().$type<BrakeKind>().notNull(),
    count: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.since, table.kind] }),
    tenantOrRetention(table.tenant, table.since),
  ],
);
