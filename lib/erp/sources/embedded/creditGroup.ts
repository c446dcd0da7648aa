import { sql } from 'drizzle-orm';
import { type CreditGroup, creditGroup } from '../../../finance/credit.ts';
import type { CustomerId } from '../../api/primitives.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { customers } from '../../server/database/schema/customers.ts';

/**
 * Who shares a limit with a customer. Scope plays no part: what invisible sisters owe still counts against the common limit.
 * One query climbs to whoever holds the limit and comes down to all who draw on it; `union` ends it on a circle of parents.
 */
export const readCreditGroup = async (
  transaction: TenantTransaction,
  tenant: string,
  id: CustomerId,
): Promise<CreditGroup | null> => {
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
      parent: customers.parent,
      creditLimit: customers.creditLimit,
      sharesParentLimit: customers.sharesParentLimit,
    })
    .from(customers)
    .where(sql`${customers.tenant} = ${tenant} and ${customers.id} in ${relatives}`);
  return creditGroup(rows, id);
};
