import { index, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { CustomerId } from '../../../api/primitives.ts';
import type { CrmSystem } from '../../../api/record.ts';
import { tenant, tenantPolicy } from './columns.ts';

/** A record and a customer of which somebody has said that they never belong together. No foreign key, as for links. */
export const neverLinks = pgTable(
  'never_links',
  {
    id: uuid().primaryKey(),
    tenant: tenant(),
    system: text().$type<CrmSystem>().notNull(),
    org: text().notNull(),
    object: text().notNull(),
    record: text().notNull(),
    customer: text().$type<CustomerId>().notNull(),
    createdBy: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    unique('never_links_record_customer').on(
      table.tenant,
      table.system,
      table.org,
      table.object,
      table.record,
      table.customer,
    ),
    index().on(table.tenant, table.customer),
    tenantPolicy(table.tenant),
  ],
);
