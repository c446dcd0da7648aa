import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { linkId } from '../../api/primitives.ts';
import type { DeadLetter } from '../../api/sync/status.ts';
import type { TenantTransaction } from '../database/database.ts';
import { deadLetters } from '../database/schema/deadLetters.ts';
import { links } from '../database/schema/links.ts';
import type { Actor } from './actor.ts';
import { announceLinks } from './announce.ts';
import { databaseTime } from './clock.ts';
import { visibleLinks } from './visibility.ts';

const toDeadLetter = (row: typeof deadLetters.$inferSelect): DeadLetter => ({
  id: row.id,
  link: linkId.parse(row.link),
  run: row.run,
  code: row.code,
  reason: row.reason,
  attempts: row.attempts,
  firstAt: row.firstAt.toISOString(),
  lastAt: row.lastAt.toISOString(),
});

const ofVisibleLink = (actor: Actor) =>
  and(
    eq(deadLetters.tenant, actor.tenant),
    sql`exists (select 1 from ${links} where ${visibleLinks(actor)} and ${links.id} = ${deadLetters.link})`,
  );

export const listDeadLetters = async (
  transaction: TenantTransaction,
  actor: Actor,
): Promise<DeadLetter[]> => {
  const rows = await transaction
    .select()
    .from(deadLetters)
    .where(ofVisibleLink(actor))
    .orderBy(desc(deadLetters.lastAt), desc(deadLetters.id))
    .limit(500);
  return rows.map(toDeadLetter);
};

/** Of these links, which the actor sees. */
export const deadLettersOf = async (
  transaction: TenantTransaction,
  { tenant }: Pick<Actor, 'tenant'>,
  ids: readonly string[],
): Promise<DeadLetter[]> => {
  const rows = await transaction
    .select()
    .from(deadLetters)
    .where(and(eq(deadLetters.tenant, tenant), inArray(deadLetters.link, [...ids])));
  return rows.map(toDeadLetter);
};

/** A report whose answer was lost is sent again: the same run is the same attempt. */
const anotherIn = (run: string) =>
  sql`${deadLetters.attempts} + case when ${deadLetters.run} = ${run} then 0 else 1 end`;

/** null = no such link, or out of sight. */
export const setAside = async (
  transaction: TenantTransaction,
  actor: Actor,
  { link, run, code, reason }: { link: string; run: string; code: string; reason: string },
): Promise<DeadLetter | null> => {
  const [seen] = await transaction
    .select({ id: links.id })
    .from(links)
    .where(and(visibleLinks(actor), eq(links.id, link)));
  if (seen === undefined) return null;
  const now = await databaseTime(transaction);
  const [row] = await transaction
    .insert(deadLetters)
    .values({
      id: uuidv7(),
      tenant: actor.tenant,
      link,
      run,
      code,
      reason,
      attempts: 1,
      firstAt: now,
      lastAt: now,
    })
    .onConflictDoUpdate({
      target: [deadLetters.tenant, deadLetters.link],
      set: { run, code, reason, lastAt: now, attempts: anotherIn(run) },
    })
    .returning();
  return row === undefined ? null : toDeadLetter(row);
};

/** @returns whether there was one; its link is then news for every browser. */
export const tryAgain = async (
  transaction: TenantTransaction,
  actor: Actor,
  id: string,
): Promise<boolean> => {
  const [row] = await transaction
    .delete(deadLetters)
    .where(and(ofVisibleLink(actor), eq(deadLetters.id, id)))
    .returning({ link: deadLetters.link });
  if (row === undefined) return false;
  await announceLinks(transaction, actor.tenant, [row.link]);
  return true;
};
