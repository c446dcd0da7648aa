import { and, asc, count, eq, sql } from 'drizzle-orm';
import type { Contact } from '../../api/documents.ts';
import type { CustomerId } from '../../api/primitives.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { contacts } from '../../server/database/schema/contacts.ts';
import { fromCursor, toCursor } from './cursor.ts';
import type { Slice, Sliced } from './slice.ts';

/** Where the list goes on after a contact. */
export const afterContact = (contact: Pick<Contact, 'name' | 'id'> | undefined): string | null =>
  contact === undefined ? null : toCursor([contact.name, contact.id]);

interface Wanted {
  readonly transaction: TenantTransaction;
  readonly tenant: string;
  readonly id: CustomerId;
}

/** A page of a customer's contacts by name. The database compares, as it does for the first of them: it knows its own alphabet. */
export const readContacts = async (
  { transaction, tenant, id }: Wanted,
  { after, limit }: Slice,
): Promise<Sliced<Contact>> => {
  const own = and(eq(contacts.tenant, tenant), eq(contacts.customer, id));
  const [name, contact] = after === null ? [null, null] : fromCursor(after);
  const beyond =
    name === null ? undefined : sql`(${contacts.name}, ${contacts.id}) > (${name}::text, ${contact}::text)`;
  const found = await transaction
    .select()
    .from(contacts)
    .where(and(own, beyond))
    .orderBy(asc(contacts.name), asc(contacts.id))
    .limit(limit + 1);
  const [total] = await transaction.select({ count: count() }).from(contacts).where(own);
  const rows = found.slice(0, limit).map(({ tenant: _, ...row }) => row);
  return { rows, next: found.length > limit ? afterContact(rows.at(-1)) : null, count: total?.count ?? 0 };
};
