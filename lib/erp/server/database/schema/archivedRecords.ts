import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { tenant, tenantPolicy } from './columns.ts';

/** ERP records that were archived because their CRM twin was deleted. The documents stay where they are: nothing is erased. */
export const archivedRecords = pgTable(
  'archived_records',
  {
    tenant: tenant(),
    object: text().notNull(),
    record: text().notNull(),
    archivedBy: text().notNull(),
    archivedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.object, table.record] }),
    tenantPolicy(table.tenant),
  ],
);
