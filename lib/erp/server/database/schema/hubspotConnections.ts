import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { tenant, tenantPolicy } from './columns.ts';

/** One HubSpot sign-in per user. The refresh token is sealed (`hubspot/seal.ts`) before it comes here. */
export const hubspotConnections = pgTable(
  'hubspot_connections',
  {
    tenant: tenant(),
    user: text().notNull(),
    sealedRefreshToken: text().notNull(),
    portalId: text().notNull(),
    hubspotUser: text().notNull(),
    connectedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.user] }), tenantPolicy(table.tenant)],
);
