import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import type { CustomerId } from '../../../api/primitives.ts';
import { contacts } from '../../../server/database/schema/contacts.ts';
import { customers } from '../../../server/database/schema/customers.ts';
import { visible } from '../customers.ts';
import { CONTACT_FIELDS } from './fields/contact.ts';
import { isCustomerSeen } from './isCustomerSeen.ts';
import { asFields, type RecordObject, registered } from './object.ts';
import { checkNew, checkPatch } from './patch.ts';
import { refusedAbsent, refusedCustomer } from './refusals.ts';

const ofIds = (tenant: string, ids: readonly string[]) =>
  and(eq(contacts.tenant, tenant), inArray(contacts.id, [...ids]));

export const contactObject: RecordObject = {
  fields: CONTACT_FIELDS,
  prefix: 'CT',

  async read(transaction, tenant, ids, visibleTo) {
    const rows = await transaction
      .select(getTableColumns(contacts))
      .from(contacts)
      .innerJoin(customers, and(visible(tenant, visibleTo), eq(customers.id, contacts.customer)))
      .where(ofIds(tenant, ids));
    return rows.map((row) => ({
      id: row.id,
      customer: row.customer,
      fields: registered(CONTACT_FIELDS, row),
    }));
  },

  async lock(transaction, tenant, ids) {
    const rows = await transaction
      .select({ id: contacts.id })
      .from(contacts)
      .where(ofIds(tenant, ids))
      .orderBy(asc(contacts.id))
      .for('no key update');
    return rows.map(({ id }) => id);
  },

  async write(transaction, tenant, id, patch) {
    const checked = checkPatch(CONTACT_FIELDS, patch);
    if (checked.kind === 'refused') return checked;
    const updated = await transaction
      .update(contacts)
      .set(checked.columns)
      .where(ofIds(tenant, [id]))
      .returning({ id: contacts.id });
    if (updated.length === 0) return refusedAbsent(Object.keys(patch));
    return { kind: 'written', stored: asFields(checked.columns) };
  },

  async create(transaction, asker, id, fields) {
    const checked = checkNew(CONTACT_FIELDS, fields);
    if (checked.kind === 'refused') return checked;
    const customer = String(checked.columns.customer) as CustomerId;
    if (!(await isCustomerSeen(transaction, asker, customer))) return refusedCustomer();
    const row = {
      ...checked.columns,
      name: String(checked.columns.name),
      customer,
      id,
      tenant: asker.tenant,
    };
    const made = await transaction
      .insert(contacts)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: contacts.id });
    return { kind: made.length === 1 ? 'created' : 'exists' };
  },
};
