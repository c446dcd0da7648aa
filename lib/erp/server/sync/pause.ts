import { and, eq, isNull, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../database/database.ts';
import { syncPauses } from '../database/schema/syncPauses.ts';
import type { Actor } from './actor.ts';
import { databaseTime } from './clock.ts';
import { appendLedger } from './ledger/append.ts';

type PauseRow = typeof syncPauses.$inferSelect;

/** The newest pause of a company, also one that has ended; null = there never was one. */
export const readPause = async (transaction: TenantTransaction, tenant: string): Promise<PauseRow | null> => {
  const [row] = await transaction.select().from(syncPauses).where(eq(syncPauses.tenant, tenant));
  return row ?? null;
};

export const standingPause = async (
  transaction: TenantTransaction,
  tenant: string,
): Promise<PauseRow | null> => {
  const pause = await readPause(transaction, tenant);
  return pause?.resumedAt === null ? pause : null;
};

/** Stops the sync of a company until an administrator lets it go on. @returns false where it had stopped already. */
export const pauseSync = async (
  transaction: TenantTransaction,
  actor: Pick<Actor, 'tenant' | 'user'>,
  { reason, detail, run }: Pick<PauseRow, 'reason' | 'detail' | 'run'>,
): Promise<boolean> => {
  const { tenant } = actor;
  const begun = {
    reason,
    detail,
    run,
    pausedAt: await databaseTime(transaction),
    resumedAt: null,
    resumedBy: null,
  };
  const paused = await transaction
    .insert(syncPauses)
    .values({ tenant, ...begun })
    // The first reason stands: it is the one that somebody has to look into.
    .onConflictDoUpdate({ target: syncPauses.tenant, set: begun, setWhere: isEnded })
    .returning({ tenant: syncPauses.tenant });
  if (paused.length === 0) return false;
  await appendLedger(transaction, actor, [{ run, link: null, content: { kind: 'paused', reason, detail } }]);
  return true;
};

const isEnded = sql`${syncPauses.resumedAt} is not null`;

/** @returns the pause that has ended; null = nothing had stopped. */
export const resumeSync = async (
  transaction: TenantTransaction,
  actor: Pick<Actor, 'tenant' | 'user'>,
): Promise<PauseRow | null> => {
  const { tenant, user } = actor;
  const [ended] = await transaction
    .update(syncPauses)
    .set({ resumedAt: await databaseTime(transaction), resumedBy: user })
    .where(and(eq(syncPauses.tenant, tenant), isNull(syncPauses.resumedAt)))
    .returning();
  if (ended === undefined) return null;
  const { reason, detail, run } = ended;
  await appendLedger(transaction, actor, [{ run, link: null, content: { kind: 'resumed', reason, detail } }]);
  return ended;
};
