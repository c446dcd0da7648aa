import { foreignKey, type PgColumn } from 'drizzle-orm/pg-core';
import { customers } from './customers.ts';

/** Belongs to a customer of the same tenant, and goes with it. */
export const inCustomer = (table: { tenant: PgColumn; customer: PgColumn }) =>
  foreignKey({
    columns: [table.tenant, table.customer],
    foreignColumns: [customers.tenant, customers.id],
  }).onDelete('cascade');
