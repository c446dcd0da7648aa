import { type ChangeTime, conflictHandlers, isEqual, type Verdict } from '../conflictHandlers.ts';
import type { ConflictKey } from '../ids.ts';
import type { WinningReason } from '../ledger.ts';
import type { BasePair, Conflict, FieldConflictReason, HalfIntent, PendingField } from '../link.ts';
import { carry, fieldOn, otherSide, type SideName, sourceOf } from '../rule.ts';
import { observe, sameStored, toWrite } from '../value.ts';
import { type Contestant, changedOn, contestedBy, wasApart } from './contestant.ts';
import { type Cause, NOTHING, type UnitPlan } from './recordPlan.ts';

export type FieldsConflict = Extract<Conflict, { kind: 'fields' }>;

export interface Unit {
  readonly key: ConflictKey;
  readonly fields: readonly Contestant[];
  /** The question that stands for this unit, if one does. */
  readonly standing: FieldsConflict | null;
  readonly toleranceMs: number;
}

/** One field, or one group: it moves as a whole, it is asked about as a whole. */
export const planUnit = (unit: Unit): UnitPlan => {
  const { fields, standing } = unit;
  if (fields.every(({ rule, stored }) => isEqual(rule, stored.crm, stored.erp))) return agree(unit);
  if (standing !== null) {
    const answered = answerOf(unit, standing);
    if (answered !== 'plan afresh') return answered;
  }
  if (fields.some(({ base }) => base === null)) return meetFirstTime(unit);
  const crm = fields.some((field) => changedOn(field, 'crm'));
  const erp = fields.some((field) => changedOn(field, 'erp'));
  if (!crm && !erp) return closing(unit, NOTHING);
  return (crm && erp) || isStillApart(unit) ? contest(unit) : follow(unit, crm ? 'crm' : 'erp');
};

/** Nobody ever agreed on what stands on either side: the next change on one of them is no leave to overwrite the other. */
const isStillApart = ({ fields }: Unit): boolean =>
  fields.some(wasApart) &&
  (['crm', 'erp'] as const).every((side) => fields.some(({ stored }) => stored[side].kind === 'value'));

const closing = ({ standing }: Unit, plan: UnitPlan): UnitPlan =>
  standing === null ? plan : { ...plan, close: [standing.key] };

/** Equal now, however that came about: the pair as it stands becomes the base, each half in its own form. */
const agree = (unit: Unit): UnitPlan => {
  const settled = unit.fields
    .filter(
      ({ base, stored }) =>
        base === null || !sameStored(base.crm, stored.crm) || !sameStored(base.erp, stored.erp),
    )
    .map(({ rule, stored }) => ({ rule: rule.key, pair: { crm: stored.crm, erp: stored.erp } }));
  return closing(unit, settled.length === 0 ? NOTHING : { ...NOTHING, settled });
};

/** An open question holds its fields still; an answer counts for the values that were in view, and for no others. */
const answerOf = (unit: Unit, standing: FieldsConflict): UnitPlan | 'plan afresh' => {
  const asked = new Map(standing.fields.map((field) => [field.rule, field]));
  const inView = unit.fields.every(({ rule, stored }) => {
    const pair = asked.get(rule.key);
    if (pair === undefined) return isEqual(rule, stored.crm, stored.erp);
    return sameStored(pair.crm, stored.crm) && sameStored(pair.erp, stored.erp);
  });
  if (standing.decision !== null && inView && mayFlow(unit, standing.decision))
    return copy(unit, standing.decision, 'decision');
  if (standing.reason === 'untellable') return inView ? NOTHING : asking(unit, 'untellable');
  return inView ? NOTHING : 'plan afresh';
};

/** Not even a person turns a one-way flow round: what finance owns is corrected in the ERP. */
const mayFlow = ({ fields }: Unit, from: SideName): boolean =>
  fields.every(({ rule }) => {
    const source = sourceOf(rule);
    return source === null || source === from;
  });

/** No base yet: one side empty is filled, else the rule says whose values count at the start. */
const meetFirstTime = (unit: Unit): UnitPlan => {
  const [first] = unit.fields;
  if (first === undefined) return NOTHING;
  const source = sourceOf(first.rule);
  const empty = (side: SideName) => unit.fields.every(({ stored }) => stored[side].kind === 'blank');
  for (const side of ['crm', 'erp'] as const)
    if (empty(side) && source !== side) return copy(unit, otherSide(side), 'firstTime');
  if (source !== null && empty(source) && first.rule.blanks === 'keep')
    return copy(unit, source, 'firstTime');
  const { flow } = first.rule;
  const preferred = flow.firstTime === 'source' ? source : flow.firstTime;
  return preferred === null || preferred === 'ask'
    ? asking(unit, 'firstTime')
    : copy(unit, preferred, 'firstTime');
};

/** One side changed: copy it, or put the owner's value back where the flow is one way and the other side was touched. */
const follow = (unit: Unit, changed: SideName): UnitPlan => {
  const source = unit.fields[0] === undefined ? null : sourceOf(unit.fields[0].rule);
  return source === null || source === changed ? copy(unit, changed, null) : copy(unit, source, 'oneWay');
};

const contest = (unit: Unit): UnitPlan => {
  const verdict = judge(unit);
  return verdict.kind === 'ask' ? asking(unit, verdict.reason) : copy(unit, verdict.side, verdict.why);
};

type Judged = { kind: 'winner'; side: SideName; why: WinningReason } | Extract<Verdict, { kind: 'ask' }>;

const judge = ({ fields, toleranceMs }: Unit): Judged => {
  const [first] = fields;
  const flow = first?.rule.flow;
  if (first === undefined || flow === undefined) return { kind: 'ask', reason: 'bothChanged' };
  const source = sourceOf(first.rule);
  if (source !== null) return { kind: 'winner', side: source, why: 'oneWay' };
  if (fields.some(isAboveThreshold)) return { kind: 'ask', reason: 'aboveThreshold' };
  const policy = flow.direction === 'both' ? flow.policy : 'ask';
  const times = { crm: changeTime(fields, 'crm'), erp: changeTime(fields, 'erp') };
  const verdict = conflictHandlers[policy].resolve({ times, toleranceMs });
  if (verdict.kind === 'ask') return verdict;
  return { ...verdict, why: policy === 'ask' ? 'decision' : policy };
};

const isAboveThreshold = ({ rule, stored }: Contestant): boolean => {
  const { askAbove } = rule;
  if (askAbove === null) return false;
  return [stored.crm, stored.erp].some(
    (half) => half.kind === 'value' && typeof half.value === 'number' && Math.abs(half.value) > askAbove,
  );
};

/** The latest of a side's changed fields; a single record-time among them makes it an upper bound. */
const changeTime = (fields: readonly Contestant[], side: SideName): ChangeTime => {
  let at = Number.NEGATIVE_INFINITY;
  let exact = true;
  for (const field of fields) {
    if (!changedOn(field, side) && !wasApart(field)) continue;
    const { changedAt } = field.cell[side];
    if (changedAt === null) exact = false;
    else at = Math.max(at, changedAt);
  }
  return exact ? { at, exact } : { at: Number.POSITIVE_INFINITY, exact };
};

const asking = (unit: Unit, reason: FieldConflictReason): UnitPlan => ({
  ...NOTHING,
  open: [
    {
      key: unit.standing?.key ?? unit.key,
      decision: null,
      kind: 'fields',
      reason,
      fields: unit.fields.map((field) => contestedBy(field)),
    },
  ],
});

/**
 * Everything of `from` goes to the other side, except that a mere blank erases nothing, and a cleared field only where its rule
 * says so: the pair is then left apart, as it stands. `why` names the policy where something that somebody typed is overwritten;
 * null where the other side stands as it was last agreed.
 */
const copy = (unit: Unit, from: SideName, why: WinningReason | null): UnitPlan => {
  const to = otherSide(from);
  const writes: PendingField[] = [];
  const causes: Cause[] = [];
  const settled: { rule: Contestant['rule']['key']; pair: BasePair }[] = [];
  const losers: UnitPlan['losers'][number][] = [];
  const moving = unit.fields.filter(isMoving);
  const stopped = moving.filter((field) => wouldEraseUnasked(field, from, why));
  // A group moves as one: an address without its street is nobody's address.
  if (stopped.length > 0 && stopped.length < moving.length) return asking(unit, 'blankInGroup');
  for (const field of unit.fields) {
    const { rule, stored } = field;
    if (stopped.length === moving.length) {
      settled.push({ rule: rule.key, pair: { crm: stored.crm, erp: stored.erp } });
      continue;
    }
    // What is equal already is written as it stands, so that nobody slips another value into the group meanwhile.
    const carried = moving.includes(field) ? carry(rule, from, stored[from]) : stored[to];
    const write: HalfIntent = {
      kind: 'write',
      before: stored[to],
      after: toWrite(carried),
      mark: field.cell[to].history?.at(-1) ?? null,
    };
    const kept: HalfIntent = { kind: 'kept', stored: stored[from] };
    writes.push({
      rule: rule.key,
      unit: unit.key,
      fields: { crm: fieldOn(rule, 'crm'), erp: fieldOn(rule, 'erp') },
      crm: to === 'crm' ? write : kept,
      erp: to === 'erp' ? write : kept,
    });
    causes.push({ rule: rule.key, changed: whoChanged(field), why: why ?? 'onlyChange' });
    const reason = why ?? (wasApart(field) ? 'leftApart' : null);
    if (reason !== null && moving.includes(field))
      losers.push({ rule: rule.key, side: to, value: stored[to], reason });
  }
  return closing(unit, { ...NOTHING, writes, causes, settled, losers });
};

const whoChanged = (field: Contestant): Cause['changed'] => {
  if (field.base === null) return null;
  const [crm, erp] = [changedOn(field, 'crm'), changedOn(field, 'erp')];
  if (crm && erp) return 'both';
  return crm ? 'crm' : erp ? 'erp' : 'neither';
};

/** Differs, and not merely by what a side has made of a value that both agreed on. */
const isMoving = (field: Contestant): boolean =>
  !isEqual(field.rule, field.stored.crm, field.stored.erp) &&
  (field.base === null || wasApart(field) || changedOn(field, 'crm') || changedOn(field, 'erp'));

/** A mere blank never takes the place of a value, and a cleared field only where its rule or a person says so. */
const wouldEraseUnasked = (
  { rule, base, stored }: Contestant,
  from: SideName,
  why: WinningReason | null,
): boolean => {
  if (stored[from].kind !== 'blank' || stored[otherSide(from)].kind !== 'value' || why === 'decision')
    return false;
  const cleared = observe(stored[from], base?.[from] ?? null).kind === 'cleared';
  return !(cleared && rule.blanks === 'propagate');
};
