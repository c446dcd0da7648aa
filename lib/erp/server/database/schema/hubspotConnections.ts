import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { tenant, tenantPolicy } from './columns.ts';

/**
 * HubSpot's sign-ins of a user, one row: the tokens of all their portals are sealed together (`hubspot/seal.ts`) before they come here.
 * Portal and user are those of the latest.
 */
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
