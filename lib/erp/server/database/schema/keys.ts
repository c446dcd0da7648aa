import { foreignKey, index, type PgColumn, primaryKey } from 'drizzle-orm/pg-core';
import { tenantPolicy } from './columns.ts';
import { inCustomer } from './inCustomer.ts';

interface DocumentTable {
  tenant: PgColumn;
  id: PgColumn;
  customer: PgColumn;
  date: PgColumn;
}

/** Keys of a document: by id, and by customer in the order of its lists (newest first, read backwards). */
export const documentKeys = (table: DocumentTable) => [
  primaryKey({ columns: [table.tenant, table.id] }),
  index().on(table.tenant, table.customer, table.date, table.id),
  inCustomer(table),
  tenantPolicy(table.tenant),
];

/** By which the company's latest booked rate of a currency is found. */
export const rateKey = (table: { tenant: PgColumn; currency: PgColumn; date: PgColumn }) =>
  index().on(table.tenant, table.currency, table.date);

interface PartTable {
  tenant: PgColumn;
  customer: PgColumn;
  document: PgColumn;
  position: PgColumn;
}

/** Keys of a part: it goes with its document. */
export const partKeys = (table: PartTable, of: { tenant: PgColumn; id: PgColumn }) => [
  primaryKey({ columns: [table.tenant, table.document, table.position] }),
  index().on(table.tenant, table.customer),
  foreignKey({ columns: [table.tenant, table.document], foreignColumns: [of.tenant, of.id] }).onDelete(
    'cascade',
  ),
  tenantPolicy(table.tenant),
];
