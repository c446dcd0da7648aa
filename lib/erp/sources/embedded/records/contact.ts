import { and, asc, eq, inArray } from 'drizzle-orm';
import * as z from 'zod';
import { contacts } from '../../../server/database/schema/contacts.ts';
import { customers } from '../../../server/database/schema/customers.ts';
import { visible } from '../customers.ts';
import { asFields, type RecordObject } from './object.ts';
import { checkPatch, text, type Writable } from './patch.ts';

const WRITABLE: Writable = { name: z.string().trim().min(1).max(400), role: text, email: text, phone: text };

const ofIds = (tenant: string, ids: readonly string[]) =>
  and(eq(contacts.tenant, tenant), inArray(contacts.id, [...ids]));

export const contactObject: RecordObject = {
  async read(transaction, tenant, ids, visibleTo) {
    const rows = await transaction
      .select({
        id: contacts.id,
        customer: contacts.customer,
        name: contacts.name,
        role: contacts.role,
        email: contacts.email,
        phone: contacts.phone,
      })
      .from(contacts)
      .innerJoin(customers, and(visible(tenant, visibleTo), eq(customers.id, contacts.customer)))
      .where(ofIds(tenant, ids));
    return rows.map((row) => ({
      id: row.id,
      customer: row.customer,
      fields: asFields(row),
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
    const checked = checkPatch(WRITABLE, patch);
    if (checked.kind === 'refused') return checked;
    const updated = await transaction
      .update(contacts)
      .set(checked.columns)
      .where(ofIds(tenant, [id]))
      .returning({ id: contacts.id });
    if (updated.length === 0) return { kind: 'refused', fields: Object.keys(patch) };
    return { kind: 'written', stored: asFields(checked.columns) };
  },
};
