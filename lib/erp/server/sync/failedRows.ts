import { and, desc, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { FailedRow } from '../../api/sync/status.ts';
import type { TenantTransaction } from '../database/database.ts';
import { deadLetters } from '../database/schema/deadLetters.ts';
import { links } from '../database/schema/links.ts';
import { runRows, runs } from '../database/schema/runs.ts';
import type { Actor } from './actor.ts';
import { databaseTime } from './clock.ts';
import { visibleLinks } from './visibility.ts';

/** A failure that no run has come back to for this long says little about today. */
const TOLD_FOR_MS = 7 * 24 * 3_600_000;
const MOST = 500;

/**
 * Records that failed in the latest run that saw them, the newest first, and that are not set aside: those without a link above all,
 * which nothing can be set aside of. Of records without a link, those of one's own runs where one does not see all.
 */
export const listFailedRows = async (transaction: TenantTransaction, actor: Actor): Promise<FailedRow[]> => {
  const rows = await transaction
    .select({ record: runRows.link, reason: runRows.reason, run: runs.id, at: runs.startedAt })
    .from(runRows)
    .innerJoin(runs, ofItsRun)
    .where(await isFailing(transaction, actor))
    .orderBy(desc(runs.startedAt), desc(runs.id), runRows.link)
    .limit(MOST);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }) as FailedRow);
};

/** All of them, however many. */
export const countFailedRows = async (transaction: TenantTransaction, actor: Actor): Promise<number> => {
  const [row] = await transaction
    .select({ n: sql`count(*)`.mapWith(Number) })
    .from(runRows)
    .innerJoin(runs, ofItsRun)
    .where(await isFailing(transaction, actor));
  return row?.n ?? 0;
};

const ofItsRun = and(eq(runs.tenant, runRows.tenant), eq(runs.id, runRows.run));

const isFailing = async (transaction: TenantTransaction, actor: Actor): Promise<SQL | undefined> =>
  and(
    eq(runRows.tenant, actor.tenant),
    eq(runRows.outcome, 'failed'),
    gt(runs.startedAt, new Date((await databaseTime(transaction)).getTime() - TOLD_FOR_MS)),
    isLatest,
    isNotAside,
    isNotLinkedSince,
    isToBeSeen(actor),
  );

const isLatest: SQL = sql`not exists (
  select 1 from ${runRows} later join ${runs} later_run on later_run.tenant = later.tenant and later_run.id = later.run
  where later.tenant = ${runRows.tenant} and later.link = ${runRows.link}
    and (later_run.started_at, later_run.id) > (${runs.startedAt}, ${runs.id}))`;

const isNotAside: SQL = sql`not exists (
  select 1 from ${deadLetters} where ${deadLetters.tenant} = ${runRows.tenant} and ${deadLetters.link}::text = ${runRows.link})`;

/** The name of a link has no slash, that of a record has. */
const isToBeSeen = (actor: Actor): SQL => {
  const ofLink = sql`exists (select 1 from ${links} where ${visibleLinks(actor)} and ${links.id} = ${runRows.link}::uuid)`;
  const own = actor.visibleTo.scope === 'all' ? sql`true` : sql`${runs.user} = ${actor.user}`;
  return sql`case when position('/' in ${runRows.link}) = 0 then ${ofLink} else ${own} end`;
};

/** A record that has got a link after it failed without one: what becomes of it is told by the link. */
const isNotLinkedSince: SQL = sql`not exists (
  select 1 from ${links} where ${links.tenant} = ${runRows.tenant}
    and ${links.system} = split_part(${runRows.link}, '/', 1) and ${links.org} = split_part(${runRows.link}, '/', 2)
    and ${links.object} = split_part(${runRows.link}, '/', 3) and ${links.record} = split_part(${runRows.link}, '/', 4))`;
