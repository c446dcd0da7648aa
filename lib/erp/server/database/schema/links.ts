import { index, integer, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { CustomerId } from '../../../api/primitives.ts';
import type { CrmSystem } from '../../../api/record.ts';
import { tenant, tenantPolicy } from './columns.ts';

/**
 * One CRM record joined to one ERP customer. No foreign key to the customer on purpose: it may live in another ERP.
 * The unique key is also the index by which a record page finds its customers.
 */
export const links = pgTable(
  'links',
  {
    id: uuid().primaryKey(),
    tenant: tenant(),
    rev: integer().notNull(),
    system: text().$type<CrmSystem>().notNull(),
    org: text().notNull(),
    object: text().notNull(),
    record: text().notNull(),
    host: text().notNull(),
    customer: text().$type<CustomerId>().notNull(),
    createdBy: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    unique('links_record_customer').on(
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
