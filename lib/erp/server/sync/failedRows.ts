import { and, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { RecordRef } from '../../api/record.ts';
import { recordOfKey } from '../../api/recordKey.ts';
import type { FailedRow } from '../../api/sync/status.ts';
import type { TenantTransaction } from '../database/database.ts';
import { deadLetters } from '../database/schema/deadLetters.ts';
import { links } from '../database/schema/links.ts';
import { runRows, runs } from '../database/schema/runs.ts';
import type { Actor } from './actor.ts';
import { databaseTime } from './clock.ts';
import { ofCrmKind } from './ofRecords.ts';
import { visibleLinks } from './visibility.ts';

/** A failure that no run has come back to for this long says little about today. */
const TOLD_FOR_MS = 7 * 24 * 3_600_000;
const MOST = 500;
const MOST_COUNTED = 10_000;

/**
 * Records that failed in the latest run that saw them, the newest first, and that are not set aside: those without a link above all,
 * which nothing can be set aside of. Of records without a link, those of one's own runs where one does not see all.
 */
export const listFailedRows = async (transaction: TenantTransaction, actor: Actor): Promise<FailedRow[]> => {
  const rows = await failing(transaction, actor, MOST);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }) as FailedRow);
};

/** As many as there are, up to ten thousand. */
export const countFailedRows = async (transaction: TenantTransaction, actor: Actor): Promise<number> =>
  (await failing(transaction, actor, MOST_COUNTED)).length;

const failing = async (transaction: TenantTransaction, actor: Actor, most: number) => {
  const rows = await transaction
    .select({ record: runRows.link, reason: runRows.reason, run: runs.id, at: runs.startedAt })
    .from(runRows)
    .innerJoin(runs, ofItsRun)
    .where(await isFailing(transaction, actor))
    .orderBy(desc(runs.startedAt), desc(runs.id), runRows.link)
    .limit(most);
  const linked = await linkedSince(
    transaction,
    actor,
    rows.map(({ record }) => record),
  );
  return rows.filter(({ record }) => !linked.has(record));
};

const ofItsRun = and(eq(runs.tenant, runRows.tenant), eq(runs.id, runRows.run));

const isFailing = async (transaction: TenantTransaction, actor: Actor): Promise<SQL | undefined> =>
  and(
    eq(runRows.tenant, actor.tenant),
    // Written out, so that the index of those alone is known to hold them all.
    sql`${runRows.outcome} = 'failed'`,
    gt(runs.startedAt, new Date((await databaseTime(transaction)).getTime() - TOLD_FOR_MS)),
    isLatest,
    isNotAside,
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

/** Records that have got a link after they failed without one: what becomes of them is told by the link. */
const linkedSince = async (
  transaction: TenantTransaction,
  { tenant }: Actor,
  records: readonly string[],
): Promise<ReadonlySet<string>> => {
  const kinds = new Map<string, RecordRef[]>();
  for (const record of records.flatMap((key) => recordOfKey(key) ?? [])) {
    const kind = `${record.system}/${record.org}/${record.object}`;
    const others = kinds.get(kind) ?? [];
    others.push(record);
    kinds.set(kind, others);
  }
  const linked = new Set<string>();
  for (const [kind, of] of kinds) {
    const [first] = of;
    if (first === undefined) continue;
    const found = await transaction
      .select({ record: links.record })
      .from(links)
      .where(
        and(
          eq(links.tenant, tenant),
          ofCrmKind(first),
          inArray(
            links.record,
            of.map(({ id }) => id),
          ),
        ),
      );
    for (const { record } of found) linked.add(`${kind}/${record}`);
  }
  return linked;
};
