import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { TenantTransaction } from '../../server/database/database.ts';
import { archivedRecords } from '../../server/database/schema/archivedRecords.ts';
import { companies } from '../../server/database/schema/company.ts';
import { customers } from '../../server/database/schema/customers.ts';
import { links } from '../../server/database/schema/links.ts';
import { products } from '../../server/database/schema/products.ts';
import { bookTables } from '../../server/database/schema/schema.ts';
import type { Books } from './books/format.ts';
import { type BookRows, rowsOf } from './rows.ts';

/** PostgreSQL takes at most 65,535 parameters in one statement. */
const MAX_PARAMETERS = 60_000;

/** Rows per table, and the links that lost their customer. */
export type ImportCounts = Record<keyof BookRows | 'removedLinks', number>;

const insertAll = async <T extends PgTable>(
  transaction: TenantTransaction,
  table: T,
  rows: readonly T['$inferInsert'][],
): Promise<void> => {
  const size = Math.floor(MAX_PARAMETERS / Object.keys(getTableColumns(table)).length);
  for (let start = 0; start < rows.length; start += size) {
    await transaction.insert(table).values(rows.slice(start, start + size));
  }
};

/** Empties the tenant's books; everything in them goes with its customer. Tokens and links stay. */
export const clearBooks = async (transaction: TenantTransaction, tenant: string): Promise<void> => {
  await transaction.delete(customers).where(eq(customers.tenant, tenant));
  await transaction.delete(products).where(eq(products.tenant, tenant));
  await transaction.delete(archivedRecords).where(eq(archivedRecords.tenant, tenant));
  await transaction.delete(companies).where(eq(companies.tenant, tenant));
};

/** Removes the links whose customer is no more. @returns how many. */
export const removeLooseLinks = async (transaction: TenantTransaction, tenant: string): Promise<number> => {
  const removed = await transaction
    .delete(links)
    .where(
      and(
        eq(links.tenant, tenant),
        sql`not exists (select 1 from ${customers} where ${customers.tenant} = ${links.tenant} and ${customers.id} = ${links.customer})`,
      ),
    )
    .returning({ id: links.id });
  return removed.length;
};

/** Replaces the tenant's books. In one transaction of the caller's, so that a failure changes nothing. */
export const importBooks = async (
  transaction: TenantTransaction,
  tenant: string,
  books: Books,
  asOf: string | null,
): Promise<ImportCounts> => {
  const rows = rowsOf(tenant, books, asOf);
  await clearBooks(transaction, tenant);
  const counts = {} as ImportCounts;
  for (const [name, table] of Object.entries(bookTables) as [keyof BookRows, PgTable][]) {
    await insertAll(transaction, table, rows[name]);
    counts[name] = rows[name].length;
  }
  return { ...counts, removedLinks: await removeLooseLinks(transaction, tenant) };
};
