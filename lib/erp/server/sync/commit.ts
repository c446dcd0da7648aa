import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { CommitRow } from '../../api/sync/prepare.ts';
import type { TenantTransaction } from '../database/database.ts';
import { intents } from '../database/schema/intents.ts';
import { links } from '../database/schema/links.ts';
import type { Actor } from './actor.ts';
import { announceLinks } from './announce.ts';
import { databaseTime } from './clock.ts';
import { endLink } from './endLink.ts';
import { appendLedger, type NewEntry } from './ledger/append.ts';
import { lockLinks } from './lockLinks.ts';
import { putRight } from './putRight.ts';
import { pendingState } from './readLinks.ts';
import { rememberQuestions, withBase } from './remember.ts';
import { crmIdOf, erpIdOf, type LinkRow } from './syncLink.ts';
import { withdrawUnrecovered } from './unrecovered.ts';

/**
 * Step 6, and 7 for the intents of others: what was read back becomes the base, the outcome goes to the ledger, the intent is cleared.
 * A live intent is its owner's; an expired one is anybody's who sees the link. The same run's same commit again = the same answer;
 * whoever finds that another run has recovered the intent plans again, for that one may have judged otherwise.
 */
export const commit = async (
  transaction: TenantTransaction,
  actor: Actor,
  rows: readonly CommitRow[],
): Promise<readonly ('done' | 'stale')[]> => {
  const locked = await lockLinks(
    transaction,
    actor,
    rows.map(({ link }) => link),
  );
  const committed = await committedIntents(transaction, actor, rows);
  const now = await databaseTime(transaction);
  const entries: NewEntry[] = [];
  const answers = new Map<CommitRow, 'done' | 'stale'>();
  const touched: string[] = [];
  for (const row of rows.toSorted((one, other) => (one.link < other.link ? -1 : 1))) {
    const link = locked.get(row.link);
    if (committed.has(keyOf(row))) answers.set(row, 'done');
    else if (link === undefined || !isStanding(link, row, actor, now)) answers.set(row, 'stale');
    else {
      committed.add(keyOf(row));
      entries.push(...(await commitOne(transaction, actor, link, row)));
      if (!row.end) touched.push(link.id);
      answers.set(row, 'done');
    }
  }
  await announceLinks(transaction, actor.tenant, touched);
  await appendLedger(transaction, actor, entries);
  return rows.map((row) => answers.get(row) ?? 'stale');
};

const isStanding = (link: LinkRow, row: CommitRow, actor: Actor, now: Date): boolean => {
  if (link.rev !== row.rev || link.pending?.intentId !== row.intentId) return false;
  return link.pendingBy === actor.user || pendingState(link, now) === 'expired';
};

const committedIntents = async (
  transaction: TenantTransaction,
  { tenant }: Actor,
  rows: readonly CommitRow[],
): Promise<Set<string>> => {
  const ids = rows.map(({ intentId }) => intentId);
  const found = await transaction
    .select({ intentId: intents.id, committedRun: intents.committedRun, run: intents.run })
    .from(intents)
    .where(and(eq(intents.tenant, tenant), inArray(intents.id, ids), isNotNull(intents.committedAt)));
  return new Set(
    found.map(({ intentId, committedRun, run }) => keyOf({ intentId, run: committedRun ?? run })),
  );
};

const keyOf = ({ intentId, run }: Pick<CommitRow, 'intentId' | 'run'>): string => `${intentId} ${run}`;

const commitOne = async (
  transaction: TenantTransaction,
  actor: Actor,
  link: LinkRow,
  row: CommitRow,
): Promise<NewEntry[]> => {
  const { run, intentId: intent } = row;
  const entries: NewEntry[] = [];
  for (const outcome of row.outcomes) {
    const record = outcome.side === 'crm' ? crmIdOf(link) : erpIdOf(link);
    entries.push({ run, link: link.id, content: { kind: 'outcome', intent, record, ...outcome } });
  }
  const [settled] = await transaction
    .update(intents)
    .set({ committedAt: sql`clock_timestamp()`, committedRun: run })
    .where(and(eq(intents.tenant, actor.tenant), eq(intents.id, intent)))
    .returning({ mapping: intents.mapping });
  if (settled === undefined) throw new Error('An intent stands that was never prepared.');
  const { open, crmChanged } = row;
  const asked = { open, close: [], run, mapping: settled.mapping, crmChanged };
  entries.push(...(await rememberQuestions(transaction, link, asked)));
  const cleared = { pending: null, pendingBy: null, pendingUntil: null };
  // By the mapping that planned it, whichever holds by now.
  const base = withBase(link, row.base, settled.mapping);
  await transaction
    .update(links)
    .set({ ...cleared, rev: link.rev + 1, base })
    .where(and(eq(links.tenant, actor.tenant), eq(links.id, link.id)));
  await putRight(transaction, link, row);
  await withdrawUnrecovered(transaction, link);
  if (row.end) {
    const record = link.pending?.archive === 'crm' ? crmIdOf(link) : erpIdOf(link);
    entries.push({ run, link: link.id, content: { kind: 'archived', record, intent } });
    entries.push(await endLink(transaction, actor, { ...link, ...cleared, base }, run));
  }
  return entries;
};
