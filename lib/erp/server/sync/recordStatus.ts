import { and, desc, eq, inArray, or, type SQL } from 'drizzle-orm';
import { linkId } from '../../api/primitives.ts';
import type { RecordStatus } from '../../api/sync/recordStatus.ts';
import type { TenantTransaction } from '../database/database.ts';
import { links } from '../database/schema/links.ts';
import { runRows, runs } from '../database/schema/runs.ts';
import type { Actor } from './actor.ts';
import { readBrake } from './brake.ts';
import { databaseTime } from './clock.ts';
import { ofRecord } from './conflicts/list.ts';
import { standingOf } from './conflicts/standing.ts';
import { type ViewPorts, viewConflicts } from './conflicts/view.ts';
import { deadLettersOf } from './deadLetters.ts';
import { whyPaused } from './guard.ts';
import { historyOf } from './ledger/historyOf.ts';
import { pendingState } from './readLinks.ts';
import { readConfig, readMapping } from './settings.ts';
import { erpIdOf, type LinkRow } from './syncLink.ts';
import { visibleLinks } from './visibility.ts';

const RUNS = 20;

/** All that is known about the sync of one CRM record: "Why didn't this sync?" is answered from it. */
export const readRecordStatus = async (
  transaction: TenantTransaction,
  actor: Actor,
  crm: string,
  ports: ViewPorts,
): Promise<RecordStatus> => {
  const rows = await transaction
    .select()
    .from(links)
    .where(and(visibleLinks(actor), ofRecord(crm)))
    .orderBy(links.createdAt, links.id);
  const { content } = await readConfig(transaction, actor.tenant, 'look');
  const statuses: RecordStatus['links'] = [];
  for (const row of rows) statuses.push(await linkStatus(transaction, actor, row, ports));
  return {
    crm,
    paused: await whyPaused(transaction, actor.tenant, content),
    links: statuses,
    runs: await runsOf(transaction, actor, crm, rows),
    brake: await readBrake(transaction, actor.tenant),
  };
};

const linkStatus = async (
  transaction: TenantTransaction,
  actor: Actor,
  link: LinkRow,
  ports: ViewPorts,
): Promise<RecordStatus['links'][number]> => {
  const { tenant } = actor;
  const { version, content } = await readMapping(transaction, tenant, link, 'look');
  const standing = await standingOf(transaction, actor, [link.id]);
  const [reading] = (await ports.records?.read(transaction, actor, [erpIdOf(link)])) ?? [];
  const named = reading?.kind === 'found' ? (reading.fields.name ?? reading.fields.number) : undefined;
  const [letter] = await deadLettersOf(transaction, actor, [link.id]);
  const state = pendingState(link, await databaseTime(transaction));
  return {
    link: linkId.parse(link.id),
    rev: link.rev,
    erp: erpIdOf(link),
    erpName: named?.kind === 'value' ? String(named.value) : null,
    erpObject: link.erpObject,
    linkedBy: link.createdBy,
    linkedAt: link.createdAt.toISOString(),
    mapping: { version, enabled: content.enabled, rules: content.rules.length },
    pending:
      state === 'none' || link.pendingUntil === null
        ? null
        : { state, by: link.pendingBy ?? '', until: link.pendingUntil.toISOString() },
    conflicts: await viewConflicts(transaction, actor, standing, ports),
    deadLetter: letter ?? null,
    history: await historyOf(transaction, tenant, link.id),
  };
};

/** Rows about its links, and about the record itself from before it had any: those of one's own runs where one does not see all. */
const runsOf = async (
  transaction: TenantTransaction,
  actor: Actor,
  crm: string,
  linked: readonly LinkRow[],
): Promise<RecordStatus['runs']> => {
  const ids = linked.map(({ id }) => id);
  const unlinked: SQL | undefined = and(
    eq(runRows.link, crm),
    actor.visibleTo.scope === 'all' ? undefined : eq(runs.user, actor.user),
  );
  const rows = await transaction
    .select({
      run: runs.id,
      user: runs.user,
      trigger: runs.trigger,
      startedAt: runs.startedAt,
      outcome: runRows.outcome,
      reason: runRows.reason,
    })
    .from(runRows)
    .innerJoin(runs, and(eq(runs.tenant, runRows.tenant), eq(runs.id, runRows.run)))
    .where(and(eq(runRows.tenant, actor.tenant), or(inArray(runRows.link, ids), unlinked)))
    .orderBy(desc(runs.startedAt), desc(runs.id))
    .limit(RUNS);
  return rows.map((row) => ({ ...row, startedAt: row.startedAt.toISOString() }));
};
