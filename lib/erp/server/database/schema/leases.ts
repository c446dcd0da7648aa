import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { tenant, tenantPolicy } from './columns.ts';

/** Which browser of a CRM user syncs an object just now. It saves calls; nothing relies on it. */
export const leases = pgTable(
  'leases',
  {
    tenant: tenant(),
    /** `system/org/user`. */
    crmUser: text().notNull(),
    object: text().notNull(),
    browser: text().notNull(),
    until: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.crmUser, table.object] }),
    tenantPolicy(table.tenant),
  ],
);
