/*
 * Longer than a page on purpose: one transaction, read from top to bottom.
 *
 *   config (held) → mapping (held) → both ends of every link to be (held, in order) → per row: look again → link, ask, make or claim
 *     → brake → ledger (held last)
 *
 * A row that was decided on something else answers `stale` and has changed nothing; anything else that goes wrong takes the whole
 * transaction back.
 */
import { and, eq } from 'drizzle-orm';
import type { Settle, Settled, TwinPair } from '../../../api/sync/create.ts';
import type { Base, PendingField } from '../../../api/sync/link.ts';
import type { Stored, Written } from '../../../api/sync/values.ts';
import type { ErpRecords } from '../../../sources/records.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { twins } from '../../database/schema/twins.ts';
import type { Actor } from '../actor.ts';
import { NOTHING_DONE } from '../brakes/doing.ts';
import { countDoings } from '../brakes/draw.ts';
import { databaseTime } from '../clock.ts';
import { refuseWhilePaused } from '../guard.ts';
import { appendLedger, type NewEntry } from '../ledger/append.ts';
import { readConfig, readMapping } from '../settings.ts';
import { holdEnds, linkedAmong } from './ends.ts';
import { idOf, join, linkedEntry } from './join.ts';
import { standingOf, storedIn, type TwinRow, twinOf } from './look.ts';
import type { WaitsFor } from './references.ts';

/** How long a claim is its holder's alone. */
const HOLD_MS = 90_000;

interface Context {
  readonly transaction: TenantTransaction;
  readonly actor: Actor;
  readonly pair: TwinPair;
  readonly records: ErpRecords;
  readonly version: number;
  readonly now: Date;
  readonly entries: NewEntry[];
  /** How many were made, by run. */
  readonly creates: Map<string, number>;
}

/** @returns one answer per row, in their order. @throws {Refusal} sync.paused, brake.engaged */
export const settle = async (
  transaction: TenantTransaction,
  actor: Actor,
  pair: TwinPair,
  rows: readonly Settle[],
  records: ErpRecords,
): Promise<readonly Settled[]> => {
  const { content: config } = await readConfig(transaction, actor.tenant, 'hold');
  await refuseWhilePaused(transaction, actor.tenant, config);
  const { version } = await readMapping(transaction, actor.tenant, pair, 'hold');
  const ends = rows.flatMap((row) => [row.of.id, ...(row.kind === 'link' ? [row.twin] : [])]);
  await holdEnds(transaction, actor.tenant, ends);
  const now = await databaseTime(transaction);
  const context: Context = {
    transaction,
    actor,
    pair,
    records,
    version,
    now,
    entries: [],
    creates: new Map(),
  };
  const answers: Settled[] = [];
  for (const row of rows) answers.push(await settleOne(context, row));
  const doings = [...context.creates].map(([run, creates]) => [run, { ...NOTHING_DONE, creates }] as const);
  await countDoings(transaction, actor.tenant, config.brake, new Map(doings));
  await appendLedger(transaction, actor, context.entries);
  return answers;
};

const settleOne = async (context: Context, row: Settle): Promise<Settled> => {
  const { transaction, actor, pair } = context;
  const twin = await twinOf(transaction, actor.tenant, pair, row.of);
  // What tells them apart was looked at by the browser; here it is looked up once more.
  const { of, identity, references, found } = row;
  const stand = await standingOf(context, { of, identity, references, found, twinKey: null });
  if ('waitsFor' in stand) {
    await putTwin(context, row, twin, waitingFor(stand.waitsFor));
    return stand.standing;
  }
  if (!('given' in stand)) {
    const { standing } = stand;
    const made = twin?.record != null && twin.run === row.run;
    return standing.kind === 'linked' ? { ...standing, made } : standing;
  }
  if (context.version !== row.mapping || (twin !== null && twin.key !== row.key)) return { kind: 'stale' };
  if (stand.standing.candidates.map(({ id }) => id).join() !== row.candidates.join())
    return { kind: 'stale' };
  switch (row.kind) {
    // What it waited for is there.
    case 'wait':
      return { kind: 'stale' };
    case 'ask':
      await putTwin(context, row, twin, { candidates: [...row.candidates] });
      return { kind: 'asked' };
    case 'link':
      return linkOne(context, row, twin);
    case 'make':
      return makeOne(context, row, twin, stand.given);
    case 'claim':
      return claimOne(context, row, twin, stand.given);
  }
};

const countCreate = ({ creates }: Context, { run }: Settle): void => {
  creates.set(run, (creates.get(run) ?? 0) + 1);
};

const NO_LONGER: Pick<TwinRow, 'waitsObject' | 'waitsRecord'> = { waitsObject: null, waitsRecord: null };
const waitingFor = (waitsFor: WaitsFor): typeof NO_LONGER =>
  waitsFor === null ? NO_LONGER : { waitsObject: waitsFor.object, waitsRecord: waitsFor.record };

const putTwin = async (
  { transaction, actor: { tenant }, pair }: Context,
  { key, of, run }: Settle,
  known: TwinRow | null,
  change: Partial<Pick<TwinRow, 'attempt' | 'until' | 'record' | 'candidates' | keyof typeof NO_LONGER>>,
): Promise<void> => {
  if (known === null)
    await transaction
      .insert(twins)
      .values({ ...pair, tenant, key, side: of.side, source: of.id, run, ...change });
  else
    await transaction
      .update(twins)
      .set({ run, ...NO_LONGER, ...change })
      .where(and(eq(twins.tenant, tenant), eq(twins.key, known.key)));
};

const linkOne = async (
  context: Context,
  row: Extract<Settle, { kind: 'link' }>,
  twin: TwinRow | null,
): Promise<Settled> => {
  const { transaction, actor, pair, records, version } = context;
  const { of } = row;
  const ends = of.side === 'crm' ? { crm: of.id, erp: row.twin } : { crm: row.twin, erp: of.id };
  // Both are held: if the other one has no link now, it will have none but this one.
  if ((await linkedAmong(transaction, actor.tenant, pair, [ends.erp])).size > 0) return { kind: 'stale' };
  const link = await join(transaction, actor, { pair, ends, base: {}, mapping: version, records });
  if (link === null) return { kind: 'stale' };
  await putTwin(context, row, twin, { candidates: null });
  context.entries.push(linkedEntry(link, row.run));
  return { kind: 'linked', link: idOf(link), made: false };
};

const makeOne = async (
  context: Context,
  row: Extract<Settle, { kind: 'make' }>,
  twin: TwinRow | null,
  given: Readonly<Record<string, string>>,
): Promise<Settled> => {
  const { transaction, actor, pair, records, version } = context;
  if (row.of.side !== 'crm') return { kind: 'leftAlone' };
  const values: Record<string, Written> = storedIn(given);
  for (const { fields, erp } of row.draft.fields) if (erp.kind === 'write') values[fields.erp] = erp.after;
  const made = await records.create(transaction, actor, pair.erpObject, row.key, values);
  if (made.kind === 'refused') return { kind: 'refused', fields: [...made.fields], reason: made.reason };
  const stored = made.kind === 'created' ? made.stored : {};
  const ends = { crm: row.of.id, erp: made.id };
  const link = await join(transaction, actor, {
    pair,
    ends,
    base: baseOf(row.draft.fields, stored),
    mapping: version,
    records,
  });
  if (link === null) return { kind: 'stale' };
  await putTwin(context, row, twin, { record: made.id, candidates: null });
  countCreate(context, row);
  context.entries.push(...intended(row, made.id, version), linkedEntry(link, row.run));
  for (const field of row.draft.fields) {
    const value = stored[field.fields.erp];
    const content = { kind: 'outcome' as const, intent: row.key, record: made.id };
    const result = { rule: field.rule, side: 'erp' as const, outcome: 'confirmed' as const };
    context.entries.push({
      run: row.run,
      link: link.id,
      content: { ...content, ...result, stored: value ?? null },
    });
  }
  return { kind: 'linked', link: idOf(link), made: true };
};

const baseOf = (fields: readonly PendingField[], stored: Readonly<Record<string, Stored>>): Base => {
  const base: Base = {};
  for (const { rule, crm, fields: names } of fields) {
    const erp = stored[names.erp];
    if (crm.kind === 'kept' && erp !== undefined) base[rule] = { crm: crm.stored, erp };
  }
  return base;
};

/** What is to be written into a record that is not there yet is remembered under its key. */
const intended = (
  { key, run, of, draft }: Extract<Settle, { kind: 'make' | 'claim' }>,
  record: string,
  mapping: number,
): NewEntry[] => {
  const side = of.side === 'crm' ? ('erp' as const) : ('crm' as const);
  return draft.fields.flatMap((field) => {
    const half = field[side];
    if (half.kind !== 'write' || half.after.kind !== 'value') return [];
    const entry = {
      rule: field.rule,
      side,
      field: field.fields[side],
      before: half.before,
      after: half.after,
    };
    return [{ run, link: null, content: { kind: 'intended', intent: key, record, mapping, ...entry } }];
  });
};

const claimOne = async (
  context: Context,
  row: Extract<Settle, { kind: 'claim' }>,
  twin: TwinRow | null,
  given: Readonly<Record<string, string>>,
): Promise<Settled> => {
  const attempt = (twin?.attempt ?? 0) + 1;
  const until = new Date(context.now.getTime() + HOLD_MS + row.visibleMs);
  await putTwin(context, row, twin, { attempt, until, candidates: null });
  countCreate(context, row);
  context.entries.push(...intended(row, `new/${row.key}`, context.version));
  return { kind: 'claimed', attempt, holdMs: HOLD_MS, given };
};

/** The row of a claim, held until the transaction ends. */
export const lockTwin = async (
  transaction: TenantTransaction,
  tenant: string,
  key: string,
): Promise<TwinRow | null> => {
  const [row] = await transaction
    .select()
    .from(twins)
    .where(and(eq(twins.tenant, tenant), eq(twins.key, key)))
    .for('update');
  return row ?? null;
};
