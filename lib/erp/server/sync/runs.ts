import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { linkId } from '../../api/primitives.ts';
import type { RowOutcome, RunCounts, RunReport, RunResult, SyncRun } from '../../api/sync/run.ts';
import type { TenantTransaction } from '../database/database.ts';
import { ledger } from '../database/schema/ledger.ts';
import { links } from '../database/schema/links.ts';
import { runRows, runs } from '../database/schema/runs.ts';
import { Refusal } from '../http/refusal.ts';
import type { Actor } from './actor.ts';
import { databaseTime } from './clock.ts';
import { visibleLinks } from './visibility.ts';

type RunRow = typeof runs.$inferSelect;

/** A record counts once per run, as the strongest thing that happened to it. */
const strength = (outcome: SQL): SQL =>
  sql`case ${outcome} when 'unchanged' then 0 when 'created' then 1 when 'updated' then 1 when 'conflict' then 2 else 3 end`;

export const beginRun = async (
  transaction: TenantTransaction,
  { tenant, user }: Actor,
  run: { readonly id: string; readonly trigger: RunRow['trigger']; readonly link: string | null },
): Promise<SyncRun> => {
  const startedAt = await databaseTime(transaction);
  const row: RunRow = {
    tenant,
    user,
    ...run,
    state: 'requested',
    result: null,
    startedAt,
    finishedAt: null,
  };
  await transaction.insert(runs).values(row);
  return toRun(row, undefined);
};

interface Told {
  readonly run: SyncRun;
  /** Nobody had heard of it before. */
  readonly isFirst: boolean;
  /** It ended with this report. */
  readonly isNew: boolean;
}

/**
 * Adds what a browser tells of its run. A run that was finished stays as it was told first, so that a report whose answer was lost
 * can be sent again. @throws {Refusal} run.unknown where the run is somebody else's
 */
export const reportRun = async (
  transaction: TenantTransaction,
  { tenant, user }: Actor,
  id: string,
  report: RunReport,
): Promise<Told> => {
  const own = and(eq(runs.tenant, tenant), eq(runs.id, id));
  const now = await databaseTime(transaction);
  const first = await transaction
    .insert(runs)
    .values({
      tenant,
      id,
      user,
      trigger: report.trigger,
      link: null,
      state: 'running',
      // Told of for the first time when it is over already, it began when it went to work.
      startedAt: new Date(now.getTime() - (report.workedMs ?? 0)),
    })
    .onConflictDoNothing()
    .returning({ id: runs.id });
  const isFirst = first.length === 1;
  const [known] = await transaction.select().from(runs).where(own).for('update');
  if (known === undefined || known.user !== user) throw new Refusal('run.unknown');
  if (known.state === 'finished') {
    return { run: toRun(known, (await countsOf(transaction, tenant, [id])).get(id)), isFirst, isNew: false };
  }
  await addRows(transaction, tenant, id, report.rows);
  if (report.state === 'finished') await addConfirmed(transaction, tenant, id);
  const counts = (await countsOf(transaction, tenant, [id])).get(id) ?? NONE;
  const end =
    report.state === 'finished'
      ? { state: 'finished' as const, result: resultOf(counts, report.complete), finishedAt: now }
      : { state: 'running' as const };
  const [row] = await transaction.update(runs).set(end).where(own).returning();
  if (row === undefined) throw new Error('A run went away while it was told of.');
  return { run: toRun(row, counts), isFirst, isNew: report.state === 'finished' };
};

const addRows = async (
  transaction: TenantTransaction,
  tenant: string,
  run: string,
  rows: readonly RowOutcome[],
): Promise<void> => {
  const strongest = new Map<string, RowOutcome>();
  for (const row of rows) {
    const known = strongest.get(row.link);
    if (known === undefined || RANK[row.outcome] > RANK[known.outcome]) strongest.set(row.link, row);
  }
  const all = [...strongest.values()].sort((one, other) => (one.link < other.link ? -1 : 1));
  for (let from = 0; from < all.length; from += CHUNK) {
    await transaction
      .insert(runRows)
      .values(all.slice(from, from + CHUNK).map((row) => ({ ...row, tenant, run })))
      .onConflictDoUpdate({
        target: [runRows.tenant, runRows.run, runRows.link],
        set: { outcome: sql`excluded.outcome`, reason: sql`excluded.reason` },
        setWhere: sql`${strength(sql`excluded.outcome`)} > ${strength(sql`${runRows.outcome}`)}`,
      });
  }
};

const RANK: Readonly<Record<RowOutcome['outcome'], number>> = {
  unchanged: 0,
  created: 1,
  updated: 1,
  conflict: 2,
  failed: 3,
};
const CHUNK = 5000;

/** A browser that died may not know any more what it wrote; the ledger does. Only of records that the run has seen. */
const addConfirmed = async (transaction: TenantTransaction, tenant: string, run: string): Promise<void> => {
  const confirmed = transaction
    .select({ link: sql`${ledger.link}::text` })
    .from(ledger)
    .where(
      and(
        eq(ledger.tenant, tenant),
        eq(ledger.run, run),
        sql`${ledger.content} ->> 'kind' = 'outcome' and ${ledger.content} ->> 'outcome' = 'confirmed'`,
      ),
    );
  await transaction
    .update(runRows)
    .set({ outcome: 'updated' })
    .where(
      and(
        eq(runRows.tenant, tenant),
        eq(runRows.run, run),
        eq(runRows.outcome, 'unchanged'),
        inArray(runRows.link, confirmed),
      ),
    );
};

const NONE: RunCounts = { created: 0, updated: 0, unchanged: 0, conflict: 0, failed: 0, seen: 0 };

/** Counted row by row, so that the parts always make up the whole. */
const countsOf = async (
  transaction: TenantTransaction,
  tenant: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RunCounts>> => {
  const rows = await transaction
    .select({ run: runRows.run, outcome: runRows.outcome, n: sql`count(*)`.mapWith(Number) })
    .from(runRows)
    .where(and(eq(runRows.tenant, tenant), inArray(runRows.run, [...ids])))
    .groupBy(runRows.run, runRows.outcome);
  const counts = new Map<string, RunCounts>();
  for (const { run, outcome, n } of rows) {
    const known = counts.get(run) ?? NONE;
    counts.set(run, { ...known, [outcome]: n, seen: known.seen + n });
  }
  return counts;
};

const resultOf = ({ failed, conflict, seen }: RunCounts, complete: boolean): RunResult => {
  if (!complete) return 'failed';
  if (failed > 0) return failed === seen ? 'failed' : 'partial';
  return conflict > 0 ? 'conflict' : 'success';
};

const toRun = (row: RunRow, counts: RunCounts | undefined): SyncRun => ({
  id: row.id,
  user: row.user,
  trigger: row.trigger,
  link: row.link === null ? null : linkId.parse(row.link),
  state: row.state,
  result: row.result,
  counts: counts ?? NONE,
  startedAt: row.startedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

export interface RunPlace {
  readonly startedAt: string;
  readonly id: string;
}

/** History, newest first: everybody's for scope `all`, else one's own. `link` = only runs that saw this record. */
export const listRuns = async (
  transaction: TenantTransaction,
  actor: Actor,
  { after, limit, link }: { after: RunPlace | null; limit: number; link: string | null },
): Promise<{ readonly runs: readonly SyncRun[]; readonly next: RunPlace | null }> => {
  const rows = await transaction
    .select()
    .from(runs)
    .where(
      and(
        eq(runs.tenant, actor.tenant),
        actor.visibleTo.scope === 'all' ? undefined : eq(runs.user, actor.user),
        link === null ? undefined : sawLink(transaction, actor, link),
        after === null
          ? undefined
          : sql`(${runs.startedAt}, ${runs.id}) < (${after.startedAt}::timestamptz, ${after.id})`,
      ),
    )
    .orderBy(desc(runs.startedAt), desc(runs.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const counts = await countsOf(
    transaction,
    actor.tenant,
    shown.map(({ id }) => id),
  );
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    runs: shown.map((row) => toRun(row, counts.get(row.id))),
    next: last === undefined ? null : { startedAt: last.startedAt.toISOString(), id: last.id },
  };
};

const sawLink = (transaction: TenantTransaction, actor: Actor, link: string): SQL | undefined =>
  and(
    inArray(
      runs.id,
      transaction
        .select({ run: runRows.run })
        .from(runRows)
        .where(and(eq(runRows.tenant, actor.tenant), eq(runRows.link, link))),
    ),
    sql`exists (select 1 from ${links} where ${visibleLinks(actor)} and ${links.id} = ${link}::uuid)`,
  );
