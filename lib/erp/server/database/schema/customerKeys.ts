import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CustomerId } from '../../../api/primitives.ts';
import { tenant, tenantPolicy } from './columns.ts';
import { inCustomer } from './inCustomer.ts';

/** Blocking keys of `lib/matching`: a company is compared only with the customers that share one. */
export const customerKeys = pgTable(
  'customer_keys',
  { tenant: tenant(), customer: text().$type<CustomerId>().notNull(), key: text().notNull() },
  (table) => [
    primaryKey({ columns: [table.tenant, table.customer, table.key] }),
    index().on(table.tenant, table.key),
    inCustomer(table),
    tenantPolicy(table.tenant),
  ],
);
