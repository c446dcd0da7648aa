import type { ConflictKey } from '../ids.ts';
import type { OutcomeEntry } from '../ledger.ts';
import type { BasePair, Conflict, HalfIntent, Pending, PendingField } from '../link.ts';
import type { Commit } from '../ports.ts';
import type { SideName } from '../rule.ts';
import type { Stored } from '../value.ts';
import type { Landing } from './landing.ts';
import { refusal } from './prepare.ts';

/** What became of one half of one field. */
export type HalfResult = Landing | { readonly kind: 'refused' };

export type Settlement = Pick<Commit, 'base' | 'open' | 'outcomes'>;

interface Settling {
  /** Somebody else's intent, found later. */
  readonly recovered: boolean;
  /** Whether a person decides where nobody can tell; else the plan does, as if nothing had been written. */
  isAsked(field: PendingField, side: SideName): boolean;
}

/**
 * Turns what became of each half into the new base, the questions and the ledger's outcomes. A field gets a new base only if both
 * halves are known. null = something was hidden from this user: the intent is left to somebody who can see it.
 */
export const settleFields = (
  pending: Pending,
  resultOf: (field: PendingField, side: SideName) => HalfResult,
  { recovered, isAsked }: Settling,
): Settlement | null => {
  const base: Record<string, BasePair> = {};
  const open = new Map<ConflictKey, Conflict>();
  const outcomes: OutcomeEntry[] = [];
  for (const field of pending.fields) {
    const halves = { crm: known(field.crm), erp: known(field.erp) };
    for (const side of ['crm', 'erp'] as const) {
      if (field[side].kind !== 'write') continue;
      const result = resultOf(field, side);
      if (result.kind === 'hidden') return null;
      outcomes.push(outcomeOf(field, side, result, recovered));
      if (result.kind === 'landed') {
        halves[side] = result.stored;
        if (result.overwritten !== null) ask(open, overwrittenBy(field, side, [result.overwritten]));
      }
      if (result.kind === 'untellable') {
        if (isAsked(field, side)) ask(open, untellable(field, side, result.current, open));
        if (result.passed.length > 0) ask(open, overwrittenBy(field, side, result.passed));
      }
      if (result.kind === 'refused') open.set(field.unit, refusal(field.unit, pending.fields));
    }
    if (halves.crm !== null && halves.erp !== null) base[field.rule] = { crm: halves.crm, erp: halves.erp };
  }
  return { base, open: [...open.values()], outcomes };
};

const ask = (open: Map<ConflictKey, Conflict>, question: Conflict): void => {
  open.set(question.key, question);
};

const known = (half: HalfIntent): Stored | null => (half.kind === 'write' ? null : half.stored);

const outcomeOf = (
  field: PendingField,
  side: SideName,
  result: Exclude<HalfResult, { kind: 'hidden' }>,
  recovered: boolean,
): OutcomeEntry => {
  const { rule } = field;
  switch (result.kind) {
    case 'landed':
      return { rule, side, outcome: recovered ? 'found' : 'confirmed', stored: result.stored };
    case 'untellable':
    case 'gone':
      return { rule, side, outcome: 'unknown', stored: null };
    case 'notLanded':
    case 'refused':
      return { rule, side, outcome: 'refused', stored: null };
  }
};

const overwrittenBy = (field: PendingField, side: SideName, values: readonly Stored[]): Conflict => ({
  key: `overwritten:${side}:${field.rule}` as ConflictKey,
  decision: null,
  kind: 'overwritten',
  rule: field.rule,
  side,
  values,
});

/** Asked with the values as they stand: what was on the written side before lies in the ledger beside it. */
const untellable = (
  field: PendingField,
  side: SideName,
  current: Stored,
  open: ReadonlyMap<ConflictKey, Conflict>,
): Conflict => {
  const other = side === 'crm' ? field.erp : field.crm;
  const kept = other.kind === 'write' ? other.before : other.stored;
  const contested = {
    rule: field.rule,
    crm: side === 'crm' ? current : kept,
    erp: side === 'erp' ? current : kept,
  };
  const asked = open.get(field.unit);
  const fields = asked?.kind === 'fields' && asked.reason === 'untellable' ? asked.fields : [];
  return {
    key: field.unit,
    decision: null,
    kind: 'fields',
    reason: 'untellable',
    fields: [...fields.filter(({ rule }) => rule !== field.rule), contested],
  };
};
