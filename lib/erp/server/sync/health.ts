import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { SyncRun } from '../../api/sync/run.ts';
import type { TenantTransaction } from '../database/database.ts';
import { brakeQuestions } from '../database/schema/brakeQuestions.ts';
import { runRows, runs } from '../database/schema/runs.ts';
import type { Actor } from './actor.ts';
import { databaseTime } from './clock.ts';
import { verifyTail } from './ledger/verify.ts';
import { pauseSync, readPause } from './pause.ts';

/** As the requirement has it: under 90 %, over 15 minutes. */
const LEAST_SUCCESS = 0.9;
const LONGEST_RUN = 15 * 60_000;
/** Of so many runs, and not before so many records: three failures out of five say little. */
const LAST_RUNS = 10;
const LEAST_ROWS = 50;

interface Reported {
  readonly run: SyncRun;
  /** As the browser tells; undefined = it does not. */
  readonly workedMs: number | undefined;
}

/** Looks at how a reported run went, and stops the company's sync where something is wrong. @returns whether it did. */
export const pauseIfUnwell = async (
  transaction: TenantTransaction,
  actor: Actor,
  { run, workedMs }: Reported,
): Promise<boolean> => {
  const { tenant } = actor;
  const worked = workedMs ?? (await workedByOurClock(transaction, tenant, run));
  const before = await readPause(transaction, tenant);
  // Whoever let the sync go on after that very run, lets it come to its end.
  const isLetGo = before?.reason === 'tooLong' && before.run === run.id && before.resumedAt !== null;
  if (worked > LONGEST_RUN && !isLetGo) {
    const detail = `A run took ${Math.round(worked / 60_000)} minutes; ${LONGEST_RUN / 60_000} are expected at most.`;
    return pauseSync(transaction, actor, { reason: 'tooLong', detail, run: run.id });
  }
  if (run.state !== 'finished') return false;
  // One that saw nothing says nothing new.
  const failed =
    run.counts.seen === 0 ? null : await failedShare(transaction, tenant, before?.resumedAt ?? null);
  if (failed !== null) {
    return pauseSync(transaction, actor, { reason: 'successRate', detail: failed, run: run.id });
  }
  const brokenAt = await verifyTail(transaction, actor);
  if (brokenAt === null) return false;
  const detail = `The ledger of ${actor.user} does not follow at entry ${brokenAt}.`;
  return pauseSync(transaction, actor, { reason: 'ledgerBroken', detail, run: run.id });
};

/** Since it began, or since it went on after a person had let it: waiting is no work. */
const workedByOurClock = async (
  transaction: TenantTransaction,
  tenant: string,
  { id, startedAt, finishedAt }: SyncRun,
): Promise<number> => {
  const [question] = await transaction
    .select({ verdict: brakeQuestions.verdict, usedAt: brakeQuestions.usedAt })
    .from(brakeQuestions)
    .where(and(eq(brakeQuestions.tenant, tenant), eq(brakeQuestions.run, id)));
  if (question?.verdict === 'ask' && question.usedAt === null) return 0;
  const from = question?.usedAt?.getTime() ?? Date.parse(startedAt);
  const until = finishedAt === null ? (await databaseTime(transaction)).getTime() : Date.parse(finishedAt);
  return until - from;
};

/**
 * Of the last runs that saw anything, since somebody let the sync go on: one sync is a run for every pair of every CRM, and most of
 * them are empty. null = they went well, or were too few to tell.
 */
const failedShare = async (
  transaction: TenantTransaction,
  tenant: string,
  since: Date | null,
): Promise<string | null> => {
  const last = await transaction
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        eq(runs.tenant, tenant),
        eq(runs.state, 'finished'),
        since === null ? undefined : gt(runs.finishedAt, since),
        sql`exists (select 1 from ${runRows} where ${runRows.tenant} = ${runs.tenant} and ${runRows.run} = ${runs.id})`,
      ),
    )
    .orderBy(desc(runs.finishedAt))
    .limit(LAST_RUNS);
  const [row] = await transaction
    .select({
      seen: sql`count(*)`.mapWith(Number),
      failed: sql`count(*) filter (where ${runRows.outcome} = 'failed')`.mapWith(Number),
    })
    .from(runRows)
    .where(
      and(
        eq(runRows.tenant, tenant),
        inArray(
          runRows.run,
          last.map(({ id }) => id),
        ),
      ),
    );
  const { seen, failed } = row ?? { seen: 0, failed: 0 };
  if (seen < LEAST_ROWS || 1 - failed / seen >= LEAST_SUCCESS) return null;
  return `${failed} of ${seen} records failed in the last ${last.length} runs; at least ${LEAST_SUCCESS * 100} % are expected to go well.`;
};
