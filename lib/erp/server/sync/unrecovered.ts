import { and, eq, isNotNull, lte, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { TenantTransaction } from '../database/database.ts';
import { deadLetters } from '../database/schema/deadLetters.ts';
import { links } from '../database/schema/links.ts';
import type { Actor } from './actor.ts';
import { databaseTime } from './clock.ts';
import type { LinkRow } from './syncLink.ts';
import { visibleLinks } from './visibility.ts';

const UNRECOVERED = 'intent.unrecovered';

/**
 * An intent that nobody has recovered a day after it expired: every run since has tried. The link is set aside with its reason, so
 * that a person learns of it; runs go on trying.
 */
export const setAsideUnrecovered = async (
  transaction: TenantTransaction,
  actor: Actor,
  run: string,
): Promise<void> => {
  const stuck = await transaction
    .select({ id: links.id, by: links.pendingBy, until: links.pendingUntil })
    .from(links)
    .where(
      and(
        visibleLinks(actor),
        isNotNull(links.pending),
        lte(links.pendingUntil, sql`clock_timestamp() - interval '1 day'`),
      ),
    )
    .orderBy(links.id)
    .limit(500);
  const now = await databaseTime(transaction);
  for (const { id: link, by, until } of stuck) {
    const reason = `What ${by ?? 'somebody'} was writing on ${until?.toISOString().slice(0, 10) ?? 'some day'} was never confirmed, and nobody could find out since.`;
    await transaction
      .insert(deadLetters)
      .values({
        id: uuidv7(),
        tenant: actor.tenant,
        link,
        run,
        code: UNRECOVERED,
        reason,
        attempts: 1,
        firstAt: now,
        lastAt: now,
      })
      .onConflictDoUpdate({
        target: [deadLetters.tenant, deadLetters.link],
        set: { run, lastAt: now, attempts: sql`${deadLetters.attempts} + 1` },
        setWhere: eq(deadLetters.code, UNRECOVERED),
      });
  }
};

/** Somebody has recovered it after all. */
export const withdrawUnrecovered = async (
  transaction: TenantTransaction,
  { tenant, id }: LinkRow,
): Promise<void> => {
  await transaction
    .delete(deadLetters)
    .where(and(eq(deadLetters.tenant, tenant), eq(deadLetters.link, id), eq(deadLetters.code, UNRECOVERED)));
};
