import { and, asc, eq, inArray, notInArray } from 'drizzle-orm';
import { keysOfCustomer } from '../../../../matching/keys.ts';
import type { CustomerId } from '../../../api/primitives.ts';
import type { TenantTransaction } from '../../../server/database/database.ts';
import { companies } from '../../../server/database/schema/company.ts';
import { customerKeys } from '../../../server/database/schema/customerKeys.ts';
import { customers } from '../../../server/database/schema/customers.ts';
import { visible } from '../customers.ts';
import { searchText } from '../rows.ts';
import { CUSTOMER_FIELDS } from './fields/customer.ts';
import { asFields, type RecordObject, registered } from './object.ts';
import { checkNew, checkPatch } from './patch.ts';
import { refusedAbsent, refusedNoBooks } from './refusals.ts';

const ofIds = (tenant: string, ids: readonly string[]) =>
  and(eq(customers.tenant, tenant), inArray(customers.id, ids as CustomerId[]));

/** Search text and matching keys follow the fields that they are made of. What is as it was is not written: every write is a change. */
const refreshDerived = async (
  transaction: TenantTransaction,
  tenant: string,
  row: typeof customers.$inferSelect,
): Promise<void> => {
  const { id } = row;
  const derived = { sortName: row.name.toLowerCase(), searchText: searchText(row) };
  if (row.sortName !== derived.sortName || row.searchText !== derived.searchText)
    await transaction
      .update(customers)
      .set(derived)
      .where(and(eq(customers.tenant, tenant), eq(customers.id, id)));
  const keys = [...new Set(keysOfCustomer(row))];
  await transaction
    .delete(customerKeys)
    .where(
      and(eq(customerKeys.tenant, tenant), eq(customerKeys.customer, id), notInArray(customerKeys.key, keys)),
    );
  if (keys.length > 0)
    await transaction
      .insert(customerKeys)
      .values(keys.map((key) => ({ tenant, customer: id, key })))
      .onConflictDoNothing();
};

export const customerObject: RecordObject = {
  fields: CUSTOMER_FIELDS,
  prefix: 'CU',

  async read(transaction, tenant, ids, visibleTo) {
    const rows = await transaction
      .select()
      .from(customers)
      .where(and(visible(tenant, visibleTo), ofIds(tenant, ids)));
    return rows.map((row) => ({ id: row.id, customer: row.id, fields: registered(CUSTOMER_FIELDS, row) }));
  },

  async lock(transaction, tenant, ids) {
    // "no key update": documents may still be written that refer to the customer.
    const rows = await transaction
      .select({ id: customers.id })
      .from(customers)
      .where(ofIds(tenant, ids))
      .orderBy(asc(customers.id))
      .for('no key update');
    return rows.map(({ id }) => id);
  },

  async write(transaction, tenant, id, patch) {
    const checked = checkPatch(CUSTOMER_FIELDS, patch);
    if (checked.kind === 'refused') return checked;
    const [row] = await transaction
      .update(customers)
      .set(checked.columns)
      .where(ofIds(tenant, [id]))
      .returning();
    if (row === undefined) return refusedAbsent(Object.keys(patch));
    await refreshDerived(transaction, tenant, row);
    return { kind: 'written', stored: asFields(checked.columns) };
  },

  /** In the company's currency, on no hold, with no limit set: those are finance's to decide. Whoever makes it owns it. */
  async create(transaction, { tenant, user, visibleTo }, id, fields) {
    const checked = checkNew(CUSTOMER_FIELDS, fields);
    if (checked.kind === 'refused') return checked;
    const [company] = await transaction
      .select({ currency: companies.currency })
      .from(companies)
      .where(eq(companies.tenant, tenant));
    if (company === undefined) return refusedNoBooks();
    const name = String(checked.columns.name);
    const [row] = await transaction
      .insert(customers)
      .values({
        ...checked.columns,
        tenant,
        id: id as CustomerId,
        name,
        sortName: name.toLowerCase(),
        searchText: '',
        currency: company.currency,
        creditHold: false,
        sharesParentLimit: false,
        owner: user,
        team: visibleTo.scope === 'team' ? visibleTo.team : null,
      })
      .onConflictDoNothing()
      .returning();
    if (row === undefined) return { kind: 'exists' };
    await refreshDerived(transaction, tenant, row);
    return { kind: 'created' };
  },
};
