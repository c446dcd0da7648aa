import { and, eq, inArray, ne, notLike, or, sql } from 'drizzle-orm';
import { suggest } from '../../../matching/suggest.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { customerKeys } from '../../server/database/schema/customerKeys.ts';
import { customers } from '../../server/database/schema/customers.ts';
import type { CustomerFilter, SourceCustomer, SourceLookalike } from '../source.ts';
import { customerColumns, visible } from './customers.ts';

/** More than these are no longer a slip that a person mends by hand. */
const COMPARED = 50;
const SHOWN = 5;

const given = (field: string, value: string | null) => (value === null ? {} : { [field]: value });

/** A parent and its children share a domain and half a name; the ERP says itself that they are not the same. */
const isFamily = (one: SourceCustomer, other: SourceCustomer): boolean =>
  one.parent === other.id || other.parent === one.id || (one.parent !== null && one.parent === other.parent);

/**
 * Visible customers that look like this one. Only those that share a whole value (domain, address, number) or the very name are compared:
 * the first letters of a name, which suggestions for a CRM record go by, would fetch half of large books.
 */
export const findLookalikes = async (
  transaction: TenantTransaction,
  tenant: string,
  customer: SourceCustomer,
  visibleTo: CustomerFilter['visibleTo'],
): Promise<SourceLookalike[]> => {
  const own = transaction
    .select({ key: customerKeys.key })
    .from(customerKeys)
    .where(
      and(
        eq(customerKeys.tenant, tenant),
        eq(customerKeys.customer, customer.id),
        notLike(customerKeys.key, 'name:%'),
      ),
    );
  const sharing = transaction
    .select({ id: customerKeys.customer })
    .from(customerKeys)
    .where(and(eq(customerKeys.tenant, tenant), inArray(customerKeys.key, own)));
  const candidates = await transaction
    .select(customerColumns)
    .from(customers)
    .where(
      and(
        visible(tenant, visibleTo),
        ne(customers.id, customer.id),
        or(inArray(customers.id, sharing), eq(customers.sortName, sql`lower(${customer.name})`)),
      ),
    )
    .orderBy(customers.id)
    .limit(COMPARED);
  const { name, website, email, phone, city, country } = customer;
  const query = {
    name,
    ...given('domain', website),
    ...given('email', email),
    ...given('phone', phone),
    ...given('city', city),
    ...given('country', country),
  };
  return suggest(
    query,
    candidates.filter((candidate) => !isFamily(customer, candidate)),
    SHOWN,
  )
    .filter(({ band }) => band !== 'possible')
    .map(({ customer: other, score, reasons }) => ({
      customer: customer.id,
      other: { id: other.id, name: other.name },
      score,
      reasons: [...reasons],
    }));
};
