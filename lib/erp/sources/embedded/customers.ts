import { and, asc, eq, like, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { CustomerId } from '../../api/primitives.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { customers } from '../../server/database/schema/customers.ts';
import type { CustomerFilter, Page, SourceCustomer } from '../source.ts';
import { fromCursor, toCursor } from './cursor.ts';

type VisibleTo = CustomerFilter['visibleTo'];
type Value = string | Placeholder;
type Scoped =
  | { readonly scope: 'all' }
  | { readonly scope: 'team'; readonly team: Value }
  | { readonly scope: 'own'; readonly user: Value };

export const customerColumns = {
  id: customers.id,
  name: customers.name,
  currency: customers.currency,
  parent: customers.parent,
  creditHold: customers.creditHold,
  creditLimit: customers.creditLimit,
  website: customers.website,
  email: customers.email,
  phone: customers.phone,
  city: customers.city,
  country: customers.country,
  industry: customers.industry,
  owner: customers.owner,
  team: customers.team,
};

/** The caller's scope as a condition: part of every query, so that nobody can forget it later. */
export const visible = (tenant: Value, visibleTo: Scoped): SQL | undefined => {
  const own = eq(customers.tenant, tenant);
  switch (visibleTo.scope) {
    case 'all':
      return own;
    case 'team':
      return and(own, eq(customers.team, visibleTo.team));
    case 'own':
      return and(own, eq(customers.owner, visibleTo.user));
  }
};

const containing = (word: string): SQL =>
  like(customers.searchText, `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);

/** The ids are one parameter, however many they are. */
const amongIds = ({ ids, mode }: NonNullable<CustomerFilter['among']>): SQL =>
  mode === 'only'
    ? sql`${customers.id} = any(${sql.param(ids)}::text[])`
    : sql`${customers.id} <> all(${sql.param(ids)}::text[])`;

const matching = ({ search, currency, creditHold, among }: CustomerFilter): (SQL | undefined)[] => [
  ...(search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(containing),
  currency === undefined ? undefined : eq(customers.currency, currency),
  creditHold === undefined ? undefined : eq(customers.creditHold, creditHold),
  among === undefined ? undefined : amongIds(among),
];

const afterCursor = (after: string): SQL => {
  const [sortName, id] = fromCursor(after);
  return sql`(${customers.sortName}, ${customers.id}) > (${sortName}, ${id})`;
};

/** By name, then id. @throws {CursorError} */
export const listCustomers = async (
  transaction: TenantTransaction,
  tenant: string,
  filter: CustomerFilter,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Page<SourceCustomer>> => {
  const found = await transaction
    .select({ ...customerColumns, sortName: customers.sortName })
    .from(customers)
    .where(
      and(
        visible(tenant, filter.visibleTo),
        ...matching(filter),
        after === null ? undefined : afterCursor(after),
      ),
    )
    .orderBy(asc(customers.sortName), asc(customers.id))
    .limit(limit + 1);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    rows: rows.map(({ sortName: _, ...row }) => row),
    next: last === undefined ? null : toCursor([last.sortName, last.id]),
  };
};

/** null = no such customer, or not visible. */
export const findCustomer = async (
  transaction: TenantTransaction,
  tenant: string,
  id: CustomerId,
  visibleTo: VisibleTo,
): Promise<SourceCustomer | null> => {
  const [row] = await transaction
    .select(customerColumns)
    .from(customers)
    .where(and(visible(tenant, visibleTo), eq(customers.id, id)));
  return row ?? null;
};
