import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../database/database.ts';
import { conflicts } from '../../database/schema/conflicts.ts';
import { links } from '../../database/schema/links.ts';
import type { Actor } from '../actor.ts';
import type { LinkRow } from '../syncLink.ts';
import { visibleLinks } from '../visibility.ts';

type ConflictRow = typeof conflicts.$inferSelect;

/** A question with the link that it stands beside. */
export interface Standing {
  readonly row: ConflictRow;
  readonly link: LinkRow;
}

const selected = (transaction: TenantTransaction, actor: Actor, where: SQL | undefined) =>
  transaction
    .select({ row: conflicts, link: links })
    .from(conflicts)
    .innerJoin(links, and(eq(links.id, conflicts.link), visibleLinks(actor)))
    .where(and(eq(conflicts.tenant, actor.tenant), where))
    .orderBy(asc(conflicts.openedAt), asc(conflicts.link), asc(conflicts.key));

export interface ConflictPlace {
  readonly openedAt: string;
  readonly link: string;
  readonly key: string;
}

/** Those of the actor's customers, the longest waiting first. */
export const standingAfter = (
  transaction: TenantTransaction,
  actor: Actor,
  { after, where, limit }: { after: ConflictPlace | null; where: SQL | undefined; limit: number },
): Promise<Standing[]> =>
  selected(
    transaction,
    actor,
    and(
      where,
      after === null
        ? undefined
        : sql`(${conflicts.openedAt}, ${conflicts.link}, ${conflicts.key}) > (${after.openedAt}::timestamptz, ${after.link}::uuid, ${after.key})`,
    ),
  ).limit(limit);

export const standingOf = (
  transaction: TenantTransaction,
  actor: Actor,
  ids: readonly string[],
): Promise<Standing[]> => selected(transaction, actor, inArray(conflicts.link, [...ids]));

export const countStanding = async (
  transaction: TenantTransaction,
  actor: Actor,
  where: SQL | undefined,
): Promise<number> => {
  const [row] = await transaction
    .select({ n: sql`count(*)`.mapWith(Number) })
    .from(conflicts)
    .innerJoin(links, and(eq(links.id, conflicts.link), visibleLinks(actor)))
    .where(and(eq(conflicts.tenant, actor.tenant), where));
  return row?.n ?? 0;
};
