import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ChangedBy, DecisionMade } from '../../../api/sync/conflicts.ts';
import type { Conflict } from '../../../api/sync/link.ts';
import { tenant, tenantPolicy } from './columns.ts';
import { links } from './links.ts';

/** Questions that stand for a link, one per field, group or delete. Gone with their link; what became of them is in the ledger. */
export const conflicts = pgTable(
  'conflicts',
  {
    tenant: tenant(),
    link: uuid().notNull(),
    key: text().notNull(),
    conflict: jsonb().$type<Conflict>().notNull(),
    run: text(),
    openedAt: timestamp({ withTimezone: true }).notNull(),
    /** Version of the field mapping that asked. */
    mapping: integer(),
    crmChanged: jsonb().$type<ChangedBy>(),
    erpChanged: jsonb().$type<ChangedBy>(),
    /** By the first of two people. */
    proposed: jsonb().$type<DecisionMade>(),
    decided: jsonb().$type<DecisionMade>(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.link, table.key] }),
    index().on(table.tenant, table.openedAt),
    foreignKey({ columns: [table.link], foreignColumns: [links.id] }).onDelete('cascade'),
    tenantPolicy(table.tenant),
  ],
);
