import { and, asc, eq, inArray } from 'drizzle-orm';
import * as z from 'zod';
import { keysOfCustomer } from '../../../../matching/keys.ts';
import type { CustomerId } from '../../../api/primitives.ts';
import type { TenantTransaction } from '../../../server/database/database.ts';
import { customerKeys } from '../../../server/database/schema/customerKeys.ts';
import { customers } from '../../../server/database/schema/customers.ts';
import { customerColumns, visible } from '../customers.ts';
import { searchText } from '../rows.ts';
import { asFields, type RecordObject } from './object.ts';
import { checkPatch, text, type Writable } from './patch.ts';

/** Absent on purpose: currency, credit limit and hold, parent: finance owns them. */
const WRITABLE: Writable = {
  name: z.string().trim().min(1).max(200),
  website: text,
  email: text,
  phone: text,
  city: text,
  country: z.string().length(2).toUpperCase().nullable(),
  industry: text,
};

const ofIds = (tenant: string, ids: readonly string[]) =>
  and(eq(customers.tenant, tenant), inArray(customers.id, ids as CustomerId[]));

/** Search text and matching keys follow the fields that they are made of. */
const refreshDerived = async (
  transaction: TenantTransaction,
  tenant: string,
  row: typeof customers.$inferSelect,
): Promise<void> => {
  const { id } = row;
  const own = and(eq(customers.tenant, tenant), eq(customers.id, id));
  await transaction
    .update(customers)
    .set({ sortName: row.name.toLowerCase(), searchText: searchText(row) })
    .where(own);
  await transaction
    .delete(customerKeys)
    .where(and(eq(customerKeys.tenant, tenant), eq(customerKeys.customer, id)));
  const keys = keysOfCustomer(row).map((key) => ({ tenant, customer: id, key }));
  if (keys.length > 0) await transaction.insert(customerKeys).values(keys);
};

export const customerObject: RecordObject = {
  async read(transaction, tenant, ids, visibleTo) {
    const rows = await transaction
      .select(customerColumns)
      .from(customers)
      .where(and(visible(tenant, visibleTo), ofIds(tenant, ids)));
    return rows.map(({ owner: _, team: __, ...row }) => ({
      id: row.id,
      customer: row.id,
      fields: asFields(row),
    }));
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
    const checked = checkPatch(WRITABLE, patch);
    if (checked.kind === 'refused') return checked;
    const [row] = await transaction
      .update(customers)
      .set(checked.columns)
      .where(ofIds(tenant, [id]))
      .returning();
    if (row === undefined) return { kind: 'refused', fields: Object.keys(patch) };
    await refreshDerived(transaction, tenant, row);
    return { kind: 'written', stored: asFields(checked.columns) };
  },
};
