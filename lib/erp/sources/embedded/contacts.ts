import { and, asc, eq } from 'drizzle-orm';
import type { Contact } from '../../api/documents.ts';
import type { CustomerId } from '../../api/primitives.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { contacts } from '../../server/database/schema/contacts.ts';

/** By name. */
export const readContacts = (
  transaction: TenantTransaction,
  tenant: string,
  id: CustomerId,
): Promise<Contact[]> =>
  transaction
    .select({
      id: contacts.id,
      customer: contacts.customer,
      name: contacts.name,
      role: contacts.role,
      email: contacts.email,
      phone: contacts.phone,
    })
    .from(contacts)
    .where(and(eq(contacts.tenant, tenant), eq(contacts.customer, id)))
    .orderBy(asc(contacts.name), asc(contacts.id));
