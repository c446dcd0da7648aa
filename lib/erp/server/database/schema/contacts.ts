import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CustomerId } from '../../../api/primitives.ts';
import { tenant, tenantPolicy } from './columns.ts';
import { inCustomer } from './inCustomer.ts';

export const contacts = pgTable(
  'contacts',
  {
    tenant: tenant(),
    id: text().notNull(),
    customer: text().$type<CustomerId>().notNull(),
    name: text().notNull(),
    role: text(),
    email: text(),
    phone: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.id] }),
    index().on(table.tenant, table.customer),
    inCustomer(table),
    tenantPolicy(table.tenant),
  ],
);
