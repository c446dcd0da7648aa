import { and, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { recordOfKey } from '../../api/recordKey.ts';
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
  const since = new Date((await databaseTime(transaction)).getTime() - TOLD_FOR_MS);
  const rows = await transaction
    .select({ record: runRows.link, reason: runRows.reason, run: runs.id, at: runs.startedAt })
    .from(runRows)
    .innerJoin(runs, and(eq(runs.tenant, runRows.tenant), eq(runs.id, runRows.run)))
    .where(
      and(
        eq(runRows.tenant, actor.tenant),
        eq(runRows.outcome, 'failed'),
        gt(runs.startedAt, since),
        isLatest,
        isNotAside,
        isToBeSeen(actor),
      ),
    )
    .orderBy(desc(runs.startedAt), desc(runs.id), runRows.link)
    .limit(MOST);
  const linked = await linkedSince(
    transaction,
    actor,
    rows.map(({ record }) => record),
  );
  return rows
    .filter(({ record }) => !linked.has(record))
    .map(({ at, ...row }) => ({ ...row, at: at.toISOString() }) as FailedRow);
};

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

/** Records that have got a link after they failed without one: what becomes of them is told by the link. */
const linkedSince = async (
  transaction: TenantTransaction,
  { tenant }: Actor,
  records: readonly string[],
): Promise<ReadonlySet<string>> => {
  const ids = records.flatMap((key) => recordOfKey(key)?.id ?? []);
  if (ids.length === 0) return new Set();
  const found = await transaction
    .select({ system: links.system, org: links.org, object: links.object, record: links.record })
    .from(links)
    .where(and(eq(links.tenant, tenant), inArray(links.record, ids)));
  return new Set(found.map(({ system, org, object, record }) => `${system}/${org}/${object}/${record}`));
};
