import type { CrmId, ErpId, RunId } from '../ids.ts';
import type { Conflict, Pending, PendingField } from '../link.ts';
import type { Commit } from '../ports.ts';
import type { Engine } from '../protocol.ts';
import { type Cells, cellOf, type Reading } from '../reading.ts';
import { type Mapping, otherSide, type SideName, sourceOf } from '../rule.ts';
import { sameStored } from '../value.ts';
import { withCrmChanged } from './crmChanged.ts';
import type { Intent } from './intent.ts';
import type { Item } from './readItems.ts';
import type { Sent } from './send.ts';
import { type HalfResult, settleFields } from './settle.ts';

export interface BothSent {
  readonly crm: Sent<CrmId> | null;
  readonly erp: Sent<ErpId> | null;
}

/** After our own writes. null = a half is not known: the intent stays for recovery. */
export const commitRow = (engine: Engine, intent: Intent, sent: BothSent, run: RunId): Commit | null => {
  if (sent.crm?.kind === 'unknown' || sent.erp?.kind === 'unknown') return null;
  const { pending } = intent;
  const settlement = settleFields(
    pending,
    (field, side) => ownResult(engine, intent, field, side, sent),
    // Written, and yet not there: to write it again and again would be no end.
    { recovered: false, isAsked: () => true },
  );
  if (settlement === null) return null;
  const row = { link: intent.link, rev: intent.rev, intentId: pending.intentId, run };
  const after = sent.crm?.kind === 'written' ? sent.crm.after : null;
  const told = (open: readonly Conflict[]) => withChanges(open, after ?? intent.crm, pending);
  if (pending.archive === null) return { ...row, ...settlement, ...told(settlement.open), end: false };
  const archived = sent[pending.archive];
  if (archived?.kind !== 'written') return { ...row, base: {}, ...told([]), outcomes: [], end: false };
  const lost = swallowed(pending, pending.archive, archived.after);
  return { ...row, base: {}, ...told(lost), outcomes: [], end: lost.length === 0 };
};

const withChanges = (open: readonly Conflict[], crm: Reading<CrmId> | null, { fields }: Pending) =>
  withCrmChanged(open, crm, (key) => fields.find(({ rule }) => rule === key)?.fields.crm);

const ownResult = (
  { protocol }: Engine,
  intent: Intent,
  field: PendingField,
  side: SideName,
  sent: BothSent,
): HalfResult => {
  const half = field[side];
  const outcome = sent[side];
  if (half.kind !== 'write' || outcome === null || outcome.kind === 'unknown') return { kind: 'hidden' };
  if (outcome.kind === 'notSent') return { kind: 'notLanded' };
  if (outcome.kind === 'refused')
    return unitRefused(intent.pending, field, side, outcome.fields)
      ? { kind: 'refused' }
      : { kind: 'notLanded' };
  const name = field.fields[side];
  const after = outcome.after;
  const same = after?.kind === 'found' && after.id === intent[side]?.id;
  return protocol.land(half, {
    cell: same ? cellOf(after.cells, name) : null,
    touched: true,
    acknowledged: true,
    stored: outcome.stored?.[name] ?? null,
  });
};

const unitRefused = (
  pending: Pending,
  { unit }: PendingField,
  side: SideName,
  refused: readonly string[],
): boolean => pending.fields.some((field) => field.unit === unit && refused.includes(field.fields[side]));

/** What somebody typed between our last look and the archiving: the delete would have swallowed it. */
const swallowed = (pending: Pending, side: SideName, after: Reading<unknown> | null): readonly Conflict[] => {
  const last: Cells | null = after?.kind === 'deleted' ? after.last : null;
  if (last === null) return [];
  return pending.fields.flatMap((field): Conflict[] => {
    const half = field[side];
    const { seen } = cellOf(last, field.fields[side]);
    if (half.kind !== 'kept' || seen.kind === 'unseen' || sameStored(seen, half.stored)) return [];
    return [
      {
        key: `overwritten:${side}:${field.rule}` as Conflict['key'],
        decision: null,
        kind: 'overwritten',
        rule: field.rule,
        side,
        values: [seen],
      },
    ];
  });
};

/**
 * Somebody's intent has outlived all its requests: judged by what stands on both sides now. null = this user cannot see enough.
 * The plan comes afterwards, in the next pass; `mapping` is the one that it will go by.
 */
export const recoverRow = (engine: Engine, mapping: Mapping, item: Item, run: RunId): Commit | null => {
  const { link } = item.view;
  const { pending } = link;
  if (pending === null) return null;
  if (pending.archive !== null) return recoverArchive(item, pending, run);
  const settlement = settleFields(
    pending,
    (field, side) => recoveredResult(engine, item, pending, field, side),
    { recovered: true, isAsked: (field, side) => !isOwnedElsewhere(mapping, field, side) },
  );
  if (settlement === null) return null;
  const row = { link: link.id, rev: link.rev, intentId: pending.intentId, run };
  return { ...row, ...settlement, ...withChanges(settlement.open, item.crm, pending), end: false };
};

const recoveredResult = (
  { protocol }: Engine,
  item: Item,
  pending: Pending,
  field: PendingField,
  side: SideName,
): HalfResult => {
  const half = field[side];
  const reading = item[side];
  if (half.kind !== 'write' || reading.kind === 'absent') return { kind: 'hidden' };
  if (reading.kind === 'deleted') return { kind: 'gone' };
  const cell = cellOf(reading.cells, field.fields[side]);
  const merged = reading.id !== item.view.link[side];
  // The survivor of a merge has a history of its own: all of it is news, and where it has none it says nothing of the other record.
  const isSilent = merged && cell.history?.length === 0;
  return protocol.land(merged ? { ...half, mark: null } : half, {
    cell: isSilent ? { ...cell, history: null } : cell,
    touched: merged || reading.version !== pending.versions[side],
    acknowledged: false,
    stored: null,
  });
};

/** Whoever touched the record has no say in a field that only flows to this side: it is written once more, and nobody is asked. */
const isOwnedElsewhere = ({ rules }: Mapping, { rule: key }: PendingField, side: SideName): boolean => {
  const rule = rules.find((each) => each.key === key);
  return rule !== undefined && sourceOf(rule) === otherSide(side);
};

const recoverArchive = (item: Item, pending: Pending, run: RunId): Commit | null => {
  const side = pending.archive;
  if (side === null) return null;
  const reading = item[side];
  if (reading.kind === 'absent') return null;
  const lost = swallowed(pending, side, reading);
  const { id: link, rev } = item.view.link;
  const end = reading.kind === 'deleted' && lost.length === 0;
  const row = { link, rev, intentId: pending.intentId, run };
  return { ...row, base: {}, ...withChanges(lost, item.crm, pending), outcomes: [], end };
};
