import { integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { tenant, tenantPolicy } from './columns.ts';

const columns = () => ({
  tenant: tenant(),
  /** `config`, or `mapping/` and the pair of objects. */
  name: text().notNull(),
  version: integer().notNull(),
  content: jsonb().notNull(),
  savedBy: text().notNull(),
  savedAt: timestamp({ withTimezone: true }).notNull(),
});

/** Shared settings as they hold now. Whoever relies on a version locks its row against the next one. */
export const settings = pgTable('settings', columns(), (table) => [
  primaryKey({ columns: [table.tenant, table.name] }),
  tenantPolicy(table.tenant),
]);

/** Every version that ever held. */
export const settingVersions = pgTable('setting_versions', columns(), (table) => [
  primaryKey({ columns: [table.tenant, table.name, table.version] }),
  tenantPolicy(table.tenant),
]);
