/*
 * Longer than a page on purpose: one transaction, read from top to bottom.
 *
 *   config (held) → links (locked, by id) → mapping (held) → ERP rows (locked) → per row: ERP patch, base, questions, pending
 *     → approvals of the runs (locked, by run) → brake → intents → ledger (locked last)
 *
 * Everybody takes the locks in this order. A row that was overtaken answers `stale` and has changed nothing; anything else that goes
 * wrong takes the whole transaction back.
 */
import { and, eq, inArray } from 'drizzle-orm';
import type { MappingPair } from '../../api/fieldMapping.ts';
import type { HalfIntent, Pending, PendingField } from '../../api/sync/link.ts';
import type { Prepared, PrepareRow } from '../../api/sync/prepare.ts';
import type { SideName, Stored } from '../../api/sync/values.ts';
import type { ErpRecords, WriteAnswer } from '../../sources/records.ts';
import type { TenantTransaction } from '../database/database.ts';
import { intents } from '../database/schema/intents.ts';
import { links } from '../database/schema/links.ts';
import type { Actor } from './actor.ts';
import { type Doing, NOTHING_DONE, together } from './brakes/doing.ts';
import { doingsOf } from './brakes/doingsOf.ts';
import { countDoings } from './brakes/draw.ts';
import { databaseTime } from './clock.ts';
import { endLink } from './endLink.ts';
import { refuseWhilePaused } from './guard.ts';
import { appendLedger, type NewEntry } from './ledger/append.ts';
import { lockLinks } from './lockLinks.ts';
import { rememberQuestions, withBase } from './remember.ts';
import { mappingName, readConfig, readMapping } from './settings.ts';
import { crmIdOf, erpIdOf, type LinkRow } from './syncLink.ts';

/** How long an intent is its owner's alone. */
const HOLD_MS = 90_000;

interface Context {
  readonly transaction: TenantTransaction;
  readonly actor: Actor;
  /** null = the ERP is elsewhere: its half is only an intent. */
  readonly records: ErpRecords | null;
  readonly now: Date;
  readonly entries: NewEntry[];
  readonly prepared: { readonly intent: Pending; readonly link: string; readonly mapping: number }[];
}

/** Steps 4 of the protocol for up to 200 links. @returns one answer per row, in their order. @throws {Refusal} */
export const prepare = async (
  transaction: TenantTransaction,
  actor: Actor,
  rows: readonly PrepareRow[],
  records: ErpRecords | null,
): Promise<readonly Prepared[]> => {
  const { content: config } = await readConfig(transaction, actor.tenant, 'hold');
  await refuseWhilePaused(transaction, actor.tenant, config);
  const locked = await lockLinks(
    transaction,
    actor,
    rows.map(({ link }) => link),
  );
  const context: Context = {
    transaction,
    actor,
    records,
    now: await databaseTime(transaction),
    entries: [],
    prepared: [],
  };
  const due = await notOvertaken(context, rows, locked);
  const doingOf = await doingsOf(context, due);
  const doings = new Map<string, Doing>();
  const answers = new Map<PrepareRow, Prepared>();
  for (const row of rows.toSorted((one, other) => (one.link < other.link ? -1 : 1))) {
    const link = due.get(row);
    const answer = link === undefined ? STALE : await prepareOne(context, link, row);
    answers.set(row, answer);
    const { run } = row;
    if (answer.kind === 'done' || answer.kind === 'pending')
      doings.set(run, together(doings.get(run) ?? NOTHING_DONE, doingOf(row)));
  }
  await countDoings(transaction, actor.tenant, config.brake, doings);
  await storeIntents(context);
  await appendLedger(transaction, actor, context.entries);
  return rows.map((row) => answers.get(row) ?? { kind: 'stale' });
};

const STALE: Prepared = { kind: 'stale' };

const pairOf = ({ system, object, erpObject }: LinkRow): MappingPair => ({ system, object, erpObject });

/** Compare: link id, rev, no intent, mapping version, ERP row. Rows that pass are safe to set. */
const notOvertaken = async (
  { transaction, actor: { tenant }, records }: Context,
  rows: readonly PrepareRow[],
  locked: ReadonlyMap<string, LinkRow>,
): Promise<ReadonlyMap<PrepareRow, LinkRow>> => {
  const mappings = new Map<string, number>();
  for (const link of locked.values()) {
    const pair = pairOf(link);
    const name = mappingName(pair);
    if (mappings.has(name)) continue;
    mappings.set(name, (await readMapping(transaction, tenant, pair, 'hold')).version);
  }
  const known = await knownIntents(transaction, tenant, rows);
  const due = new Map<PrepareRow, LinkRow>();
  const taken = new Set<string>();
  for (const row of rows) {
    const link = locked.get(row.link);
    if (link === undefined || taken.has(link.id) || link.rev !== row.rev || link.pending !== null) continue;
    if (mappings.get(mappingName(pairOf(link))) !== row.mapping) continue;
    if (row.pending !== null && known.has(row.pending.intentId)) continue;
    taken.add(link.id);
    due.set(row, link);
  }
  if (records === null) return due;
  const asked = [...due].filter(([{ erpVersion }]) => erpVersion !== null);
  const versions = await records.lock(
    transaction,
    tenant,
    asked.map(([, link]) => erpIdOf(link)),
  );
  for (const [row, link] of asked) {
    if (versions.get(erpIdOf(link)) !== row.erpVersion) due.delete(row);
  }
  return due;
};

/** An intent that was prepared once is not prepared again, whoever sends it. */
const knownIntents = async (
  transaction: TenantTransaction,
  tenant: string,
  rows: readonly PrepareRow[],
): Promise<ReadonlySet<string>> => {
  const ids = rows.flatMap(({ pending }) => (pending === null ? [] : [pending.intentId]));
  if (ids.length === 0) return new Set();
  const found = await transaction
    .select({ id: intents.id })
    .from(intents)
    .where(and(eq(intents.tenant, tenant), inArray(intents.id, ids)));
  return new Set(found.map(({ id }) => id));
};

const prepareOne = async (context: Context, link: LinkRow, row: PrepareRow): Promise<Prepared> => {
  const { transaction, actor, entries } = context;
  const erp = await writeErpHalf(context, link, row);
  if (erp.kind === 'refused') return erp;
  const { pending, run } = row;
  const { fields, archived } = erp;
  entries.push(...(await rememberQuestions(transaction, link, row)));
  entries.push(...intendedEntries(link, row, fields, archived));
  const waits = pending !== null && (fields.some(isUnwritten) || (pending.archive !== null && !archived));
  const settled = waits || pending?.archive != null ? row.base : { ...row.base, ...landedPairs(fields) };
  const next: LinkRow = { ...link, rev: link.rev + 1, base: withBase(link, settled, row.mapping) };
  if (row.end || archived) {
    entries.push(await endLink(transaction, actor, { ...next, rev: link.rev }, run));
    return { kind: 'done' };
  }
  const intent = waits ? { ...pending, fields: [...fields] } : null;
  await transaction
    .update(links)
    .set({
      rev: next.rev,
      base: next.base,
      pending: intent,
      pendingBy: intent === null ? null : actor.user,
      pendingUntil: intent === null ? null : new Date(context.now.getTime() + HOLD_MS),
    })
    .where(and(eq(links.tenant, actor.tenant), eq(links.id, link.id)));
  if (intent === null) return { kind: 'done' };
  context.prepared.push({ intent, link: link.id, mapping: row.mapping });
  return { kind: 'pending', rev: next.rev, holdMs: HOLD_MS, fields: [...fields] };
};

type ErpHalf =
  | { readonly kind: 'stored'; readonly fields: readonly PendingField[]; readonly archived: boolean }
  | Extract<Prepared, { kind: 'refused' }>;

/** What goes to the ERP goes there now, in this very transaction. */
const writeErpHalf = async (
  { transaction, actor, records }: Context,
  link: LinkRow,
  { pending }: PrepareRow,
): Promise<ErpHalf> => {
  const fields = pending?.fields ?? [];
  const nothing: ErpHalf = { kind: 'stored', fields, archived: false };
  if (pending === null || records === null) return nothing;
  const id = erpIdOf(link);
  if (pending.archive === 'erp') {
    const refused = await records.archive(transaction, actor, id);
    return refused === null
      ? { kind: 'stored', fields, archived: true }
      : { ...refused, fields: [...refused.fields] };
  }
  const patch = Object.fromEntries(
    fields.flatMap(({ erp, fields: { erp: field } }) => (erp.kind === 'write' ? [[field, erp.after]] : [])),
  );
  if (Object.keys(patch).length === 0) return nothing;
  const answer = await records.write(transaction, actor.tenant, id, patch);
  if (answer.kind === 'refused') return { ...answer, fields: [...answer.fields] };
  return { kind: 'stored', fields: fields.map((field) => withStored(field, answer)), archived: false };
};

const withStored = (
  field: PendingField,
  { stored }: Extract<WriteAnswer, { kind: 'written' }>,
): PendingField => {
  const value = stored[field.fields.erp];
  if (field.erp.kind !== 'write' || value === undefined) return field;
  return { ...field, erp: { kind: 'written', stored: value } };
};

const isUnwritten = ({ crm, erp }: PendingField): boolean => crm.kind === 'write' || erp.kind === 'write';

const storedOf = (half: HalfIntent): Stored | null => (half.kind === 'write' ? null : half.stored);

/** Fields of which both halves are in place already. */
const landedPairs = (fields: readonly PendingField[]) =>
  Object.fromEntries(
    fields.flatMap(({ rule, crm, erp }) => {
      const pair = { crm: storedOf(crm), erp: storedOf(erp) };
      return pair.crm === null || pair.erp === null ? [] : [[rule, { crm: pair.crm, erp: pair.erp }]];
    }),
  );

const recordOn = (link: LinkRow, side: SideName): string => (side === 'crm' ? crmIdOf(link) : erpIdOf(link));

const intendedEntries = (
  link: LinkRow,
  { losers, intended, pending, run, mapping }: PrepareRow,
  fields: readonly PendingField[],
  archived: boolean,
): NewEntry[] => {
  const intent = pending?.intentId ?? null;
  const of = { run, link: link.id };
  const entries: NewEntry[] = losers.map((loser) => ({
    ...of,
    content: { kind: 'loser', mapping, ...loser },
  }));
  for (const entry of intended) {
    const record = recordOn(link, entry.side);
    entries.push({ ...of, content: { kind: 'intended', intent, record, mapping, ...entry } });
    const half = fields.find(({ rule }) => rule === entry.rule)?.[entry.side];
    if (half?.kind !== 'written') continue;
    const { rule, side } = entry;
    const outcome = { rule, side, outcome: 'confirmed' as const, stored: half.stored };
    entries.push({ ...of, content: { kind: 'outcome', intent, record, ...outcome } });
  }
  if (archived && intent !== null)
    entries.push({ ...of, content: { kind: 'archived', record: erpIdOf(link), intent } });
  return entries;
};

const storeIntents = async ({ transaction, actor, prepared, now }: Context): Promise<void> => {
  if (prepared.length === 0) return;
  await transaction.insert(intents).values(
    prepared.map(({ intent: { intentId, runId }, link, mapping }) => ({
      tenant: actor.tenant,
      id: intentId,
      link,
      run: runId,
      mapping,
      preparedBy: actor.user,
      preparedAt: now,
      committedAt: null,
    })),
  );
};
