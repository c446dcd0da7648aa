import { numeric, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { amount, tenant, tenantPolicy } from './columns.ts';

export const products = pgTable(
  'products',
  {
    tenant: tenant(),
    id: text().notNull(),
    name: text().notNull(),
    unitPrice: amount().notNull(),
    currency: text().notNull(),
    stock: numeric(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.id] }), tenantPolicy(table.tenant)],
);
