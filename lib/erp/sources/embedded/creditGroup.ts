import { type SQL, sql } from 'drizzle-orm';
import { type CreditGroup, creditGroup, type LimitedCustomer } from '../../../finance/credit.ts';
import type { CustomerId } from '../../api/primitives.ts';

export interface NamedCreditGroup extends CreditGroup {
  /** null: whoever holds the limit is outside the caller's scope. The limit counts all the same. */
  readonly holderSeen: Named | null;
  /** Members that are in the caller's scope. */
  readonly seen: readonly Named[];
}

interface Named {
  readonly id: CustomerId;
  readonly name: string;
}

/** A relative of a customer, in either direction, as far as limits are shared. */
interface Relative extends LimitedCustomer {
  readonly id: CustomerId;
  readonly name: string;
  readonly isSeen: boolean;
}

const TENANT = sql.placeholder('tenant');

// A family is small, and PostgreSQL cannot know it: left to itself, it reads every customer there is. `offset 0` keeps each step a
// question of its own, which the index answers.
const RELATIVES = sql`(
  with recursive up as (
    select id, parent, shares_parent_limit from customers
    where tenant = ${TENANT} and id = ${sql.placeholder('id')}
    union
    select above.id, above.parent, above.shares_parent_limit
    from up cross join lateral (
      select id, parent, shares_parent_limit from customers
      where tenant = ${TENANT} and id = up.parent offset 0
    ) above where up.shares_parent_limit
  ), family as (
    select id from up
    union
    select below.id from family cross join lateral (
      select id from customers where tenant = ${TENANT} and parent = family.id and shares_parent_limit offset 0
    ) below
  ) select id from family)`;

/**
 * Who shares a limit with customer `id`. Scope plays no part: what invisible sisters owe still counts against the common limit.
 * It climbs to whoever holds the limit and comes down to all who draw on it; `union` ends it on a circle of parents.
 */
export const relativesField = (isSeen: SQL | undefined): SQL<Relative[]> =>
  sql`(select coalesce(json_agg(r), '[]'::json) from (
    select relative.* from ${RELATIVES} member cross join lateral (
      select id, name, coalesce(${isSeen}, false) as "isSeen", parent, credit_limit as "creditLimit",
        shares_parent_limit as "sharesParentLimit"
      from customers where tenant = ${TENANT} and id = member.id offset 0
    ) relative) r)`;

const named = ({ id, name }: Named): Named => ({ id, name });

/** null = the customer is not there. */
export const creditGroupIn = (relatives: readonly Relative[], id: CustomerId): NamedCreditGroup | null => {
  const group = creditGroup(relatives, id);
  if (group === null) return null;
  const holder = relatives.find((each) => each.id === group.holder);
  const members = new Set(group.members);
  const seen = relatives.filter((each) => each.isSeen && members.has(each.id));
  return { ...group, holderSeen: holder?.isSeen ? named(holder) : null, seen: seen.map(named) };
};
