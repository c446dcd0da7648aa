import { sql } from 'drizzle-orm';
import { index, pgPolicy, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Role, Scope } from '../../../api/me.ts';
import { tenant } from './columns.ts';

/**
 * Who may call. The token itself is stored nowhere: `hash` is its SHA-256.
 * The tenant is only known after the token was found, so its own hash is the second way in.
 */
export const tokens = pgTable(
  'tokens',
  {
    id: uuid().primaryKey(),
    tenant: tenant(),
    hash: text().notNull().unique(),
    user: text().notNull(),
    team: text(),
    role: text().$type<Role>().notNull(),
    scope: text().$type<Scope>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    revokedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index().on(table.tenant, table.user),
    pgPolicy('own_tenant_or_presented', {
      for: 'all',
      using: sql`${table.tenant} = current_setting('app.tenant', true) OR ${table.hash} = current_setting('app.token', true)`,
      withCheck: sql`${table.tenant} = current_setting('app.tenant', true)`,
    }),
  ],
);
