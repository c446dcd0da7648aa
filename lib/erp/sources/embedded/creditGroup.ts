import { sql } from 'drizzle-orm';
import { type CreditGroup, creditGroup } from '../../../finance/credit.ts';
import type { CustomerId } from '../../api/primitives.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { customers } from '../../server/database/schema/customers.ts';
import type { CustomerFilter } from '../source.ts';
import { visible } from './customers.ts';

export interface NamedCreditGroup extends CreditGroup {
  /** null: whoever holds the limit is outside the caller's scope. The limit counts all the same. */
  readonly holderSeen: { readonly id: CustomerId; readonly name: string } | null;
}

/**
 * Who shares a limit with a customer. Scope plays no part: what invisible sisters owe still counts against the common limit.
 * One query climbs to whoever holds the limit and comes down to all who draw on it; `union` ends it on a circle of parents.
 */
export const readCreditGroup = async (
  transaction: TenantTransaction,
  tenant: string,
  id: CustomerId,
  visibleTo: CustomerFilter['visibleTo'],
): Promise<NamedCreditGroup | null> => {
  const relatives = sql`(
    with recursive up as (
      select id, parent, shares_parent_limit from customers where tenant = ${tenant} and id = ${id}
      union
      select above.id, above.parent, above.shares_parent_limit
      from customers above join up on above.id = up.parent and up.shares_parent_limit
      where above.tenant = ${tenant}
    ), family as (
      select id from up
      union
      select below.id from customers below join family on below.parent = family.id
      where below.tenant = ${tenant} and below.shares_parent_limit
    ) select id from family)`;
  const rows = await transaction
    .select({
      id: customers.id,
      name: customers.name,
      isSeen: sql<boolean>`coalesce(${visible(tenant, visibleTo)}, false)`,
      parent: customers.parent,
      creditLimit: customers.creditLimit,
      sharesParentLimit: customers.sharesParentLimit,
    })
    .from(customers)
    .where(sql`${customers.tenant} = ${tenant} and ${customers.id} in ${relatives}`);
  const group = creditGroup(rows, id);
  if (group === null) return null;
  const holder = rows.find((row) => row.id === group.holder);
  return { ...group, holderSeen: holder?.isSeen ? { id: holder.id, name: holder.name } : null };
};
