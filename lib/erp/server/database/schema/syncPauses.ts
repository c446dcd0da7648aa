import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { tenant, tenantPolicy } from './columns.ts';

/** That the sync of a company stopped by itself, and since when it may go on again. One row per company, the newest pause. */
export const syncPauses = pgTable(
  'sync_pauses',
  {
    tenant: tenant().primaryKey(),
    reason: text().$type<'successRate' | 'tooLong' | 'ledgerBroken'>().notNull(),
    /** A sentence for whoever has to look into it. */
    detail: text().notNull(),
    run: text(),
    pausedAt: timestamp({ withTimezone: true }).notNull(),
    /** null = it still stands. */
    resumedAt: timestamp({ withTimezone: true }),
    resumedBy: text(),
  },
  (table) => [tenantPolicy(table.tenant)],
);
