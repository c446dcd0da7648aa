import {
  boolean,
  date,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import type { DraftReason } from '../../../api/convert.ts';
import { tenant, tenantPolicy } from './columns.ts';
import { orders } from './orders.ts';

/**
 * Opportunities that have become an order. The primary key is the promise "exactly one order per opportunity": whoever comes second
 * finds it taken. A merged opportunity has one row per id that it ever had.
 */
export const conversions = pgTable(
  'conversions',
  {
    tenant: tenant(),
    /** hash(tenant, CRM, org, opportunity, "order"). */
    key: text().notNull(),
    /** `system/org/object/id`. */
    opportunity: text().notNull(),
    order: text().notNull(),
    /** false: an id that merged into the one that was converted. */
    isMain: boolean().notNull(),
    poNumber: text(),
    shipTo: text(),
    requestedDate: date({ mode: 'string' }),
    /** Why it is a draft; null = it was confirmed. */
    draftReason: jsonb().$type<DraftReason>(),
    convertedBy: text().notNull(),
    convertedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.key] }),
    index().on(table.tenant, table.order),
    foreignKey({ columns: [table.tenant, table.order], foreignColumns: [orders.tenant, orders.id] }).onDelete(
      'cascade',
    ),
    tenantPolicy(table.tenant),
  ],
);
