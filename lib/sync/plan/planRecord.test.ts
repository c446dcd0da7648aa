import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CrmId, ErpId, FieldName, MappingVersion, RuleKey, ServerTime, Version } from '../ids.ts';
import type { BasePair, Conflict } from '../link.ts';
import type { Cell, Found } from '../reading.ts';
import type { FieldRule, Form } from '../rule.ts';
import { asValue, BLANK, type Seen, type Stored, sameStored, UNSEEN } from '../value.ts';
import { planRecord } from './planRecord.ts';
import { isNothing, type RecordPlan } from './recordPlan.ts';

const same: Form = { toCrm: (value) => value, toErp: (value) => value };
const rule = (field: string, change: Partial<FieldRule> = {}): FieldRule =>
  ({
    key: field as RuleKey,
    crmField: field as FieldName,
    erpField: field as FieldName,
    form: same,
    blanks: 'keep',
    group: null,
    askAbove: null,
    owner: 'shared',
    flow: { direction: 'both', policy: 'ask', firstTime: 'ask' },
    ...change,
  }) as FieldRule;

type Row = Readonly<Record<string, Seen>>;
const found = <Id>(
  id: string,
  row: Row,
  change: Partial<Found<Id>> & { times?: number | null } = {},
): Found<Id> => ({
  kind: 'found',
  id: id as Id,
  version: '1' as Version,
  modifiedAt: 0 as ServerTime,
  readAt: 9 as ServerTime,
  openDocuments: false,
  cells: Object.fromEntries(
    Object.entries(row).map(([field, seen]): [string, Cell] => [
      field,
      { seen, changedAt: (change.times ?? null) as ServerTime | null, history: null },
    ]),
  ),
  ...change,
});

const plan = (
  rules: readonly FieldRule[],
  base: Readonly<Record<string, BasePair>>,
  crm: Row,
  erp: Row,
  more: { conflicts?: readonly Conflict[]; crmTime?: number; erpTime?: number } = {},
): RecordPlan =>
  planRecord({
    mapping: { version: 1 as MappingVersion, rules },
    link: { base, conflicts: more.conflicts ?? [] },
    crm: found<CrmId>('A', crm, { times: more.crmTime ?? null }),
    erp: found<ErpId>('E', erp, { times: more.erpTime ?? null }),
    toleranceMs: 1_000,
  });

const both = (value: string): BasePair => ({ crm: asValue(value), erp: asValue(value) });
const [a, b, c] = [asValue('a'), asValue('b'), asValue('c')];
const writesOf = ({ writes }: RecordPlan) =>
  writes.map(({ rule: key, crm, erp }) => [
    key,
    crm.kind === 'write' ? { crm: crm.after } : { erp: erp.kind === 'write' ? erp.after : null },
  ]);

describe('one field', () => {
  test('that changed on one side is copied to the other', () => {
    expect(writesOf(plan([rule('x')], { x: both('a') }, { x: b }, { x: a }))).toEqual([['x', { erp: b }]]);
    expect(writesOf(plan([rule('x')], { x: both('a') }, { x: a }, { x: c }))).toEqual([['x', { crm: c }]]);
  });

  test('that changed on both sides to the same value is agreed on without a write', () => {
    const { writes, settled } = plan([rule('x')], { x: both('a') }, { x: b }, { x: b });
    expect({ writes, settled }).toEqual({ writes: [], settled: [{ rule: 'x', pair: { crm: b, erp: b } }] });
  });

  test('that changed on both sides to different values is asked about', () => {
    const { writes, open } = plan([rule('x')], { x: both('a') }, { x: b }, { x: c });
    expect(writes).toEqual([]);
    expect(open).toMatchObject([{ kind: 'fields', reason: 'bothChanged', fields: [{ crm: b, erp: c }] }]);
  });

  test('that is not seen on one side is left alone', () => {
    expect(isNothing(plan([rule('x')], { x: both('a') }, { x: UNSEEN }, { x: c }))).toBe(true);
    expect(isNothing(plan([rule('x')], { x: both('a') }, {}, { x: c }))).toBe(true);
  });

  test('that was cleared stays beside the value unless its rule propagates it', () => {
    const kept = plan([rule('x')], { x: both('a') }, { x: BLANK }, { x: a });
    expect(kept.writes).toEqual([]);
    expect(kept.settled).toEqual([{ rule: 'x', pair: { crm: BLANK, erp: a } }]);
    const cleared = plan([rule('x', { blanks: 'propagate' })], { x: both('a') }, { x: BLANK }, { x: a });
    expect(writesOf(cleared)).toEqual([['x', { erp: { kind: 'cleared' } }]]);
  });

  test('without a base is filled where one side is empty, and asked about where both differ', () => {
    expect(writesOf(plan([rule('x')], {}, { x: BLANK }, { x: a }))).toEqual([['x', { crm: a }]]);
    expect(plan([rule('x')], {}, { x: b }, { x: a }).open).toMatchObject([{ reason: 'firstTime' }]);
  });

  test('that was left apart is no leave to overwrite what nobody agreed on', () => {
    const { writes, open } = plan([rule('x')], { x: { crm: BLANK, erp: a } }, { x: b }, { x: a });
    expect({ writes, asked: open.length }).toEqual({ writes: [], asked: 1 });
  });
});

describe('last write wins', () => {
  const rules = [
    rule('x', {
      flow: { direction: 'both', policy: 'lastWriteWins', firstTime: 'ask' },
    } as Partial<FieldRule>),
  ];
  const contest = (crmTime?: number, erpTime?: number) =>
    plan(
      rules,
      { x: both('a') },
      { x: b },
      { x: c },
      {
        ...(crmTime === undefined ? {} : { crmTime }),
        ...(erpTime === undefined ? {} : { erpTime }),
      },
    );

  test('where field times decide, and the loser is named', () => {
    const { writes, losers } = contest(9_000, 5_000);
    expect(writes).toHaveLength(1);
    expect(losers).toEqual([{ rule: 'x', side: 'erp', value: c, reason: 'lastWriteWins' }]);
  });

  test('asks where the clocks are too close, or only a record time is known', () => {
    expect(contest(5_400, 5_000).open).toMatchObject([{ reason: 'timesUndecided' }]);
    expect(contest(9_000).open).toMatchObject([{ reason: 'timesUndecided' }]);
  });
});

describe('what finance owns', () => {
  const limit = rule('limit', {
    owner: 'finance',
    flow: { direction: 'toCrm', firstTime: 'ask' },
  } as Partial<FieldRule>);

  test('is put back when the CRM was edited, and the edit is named as the loser', () => {
    const { losers, ...rest } = plan([limit], { limit: both('a') }, { limit: b }, { limit: a });
    expect(writesOf({ losers, ...rest })).toEqual([['limit', { crm: a }]]);
    expect(losers).toMatchObject([{ side: 'crm', value: b, reason: 'oneWay' }]);
  });

  test('is not turned round by a person’s answer either', () => {
    const asked = plan([limit], {}, { limit: b }, { limit: a }).open.map((each) => ({
      ...each,
      decision: 'crm' as const,
    }));
    expect(writesOf(plan([limit], {}, { limit: b }, { limit: a }, { conflicts: asked }))).toEqual([]);
  });
});

describe('a question', () => {
  const asked = plan([rule('x')], { x: both('a') }, { x: b }, { x: c }).open;

  test('stands still while nothing changes', () => {
    expect(isNothing(plan([rule('x')], { x: both('a') }, { x: b }, { x: c }, { conflicts: asked }))).toBe(
      true,
    );
  });

  test('is answered for the values that were in view, and for no others', () => {
    const answered = asked.map((each) => ({ ...each, decision: 'crm' as const }));
    const base = { x: both('a') };
    expect(writesOf(plan([rule('x')], base, { x: b }, { x: c }, { conflicts: answered }))).toEqual([
      ['x', { erp: b }],
    ]);
    expect(plan([rule('x')], base, { x: asValue('d') }, { x: c }, { conflicts: answered }).open).toHaveLength(
      1,
    );
  });
});

/** Correlated: both sides are the base, each perturbed a little, as they are in life; two independent trees would never agree. */
const FIELDS = ['x', 'y', 'amount', 'currency'];
const stored = fc.oneof(
  fc.constant<Stored>(BLANK),
  fc.integer({ min: 0, max: 5 }).map((n): Stored => asValue(n)),
);
const pairs = fc.array(stored, { minLength: 4, maxLength: 4 });
const edits = fc.array(fc.record({ field: fc.integer({ min: 0, max: 3 }), value: stored }), { maxLength: 2 });
const edited = (values: readonly Stored[], changes: readonly { field: number; value: Stored }[]): Stored[] =>
  values.map((value, index) => changes.findLast(({ field }) => field === index)?.value ?? value);
const row = (values: readonly Stored[]): Row =>
  Object.fromEntries(values.map((value, index) => [FIELDS[index] ?? '', value]));
const ruleSets = fc.record({
  policy: fc.constantFrom('ask' as const, 'crmWins' as const, 'erpWins' as const, 'lastWriteWins' as const),
  blanks: fc.constantFrom('keep' as const, 'propagate' as const),
});
const story = fc.record({ base: pairs, crm: edits, erp: edits, how: ruleSets });

const rulesOf = ({
  policy,
  blanks,
}: {
  policy: 'ask' | 'crmWins' | 'erpWins' | 'lastWriteWins';
  blanks: 'keep' | 'propagate';
}) =>
  FIELDS.map((field, index) =>
    rule(field, {
      blanks,
      group: index > 1 ? 'money' : null,
      flow: { direction: 'both', policy, firstTime: 'ask' },
    } as Partial<FieldRule>),
  );

const carryOut = (result: RecordPlan, side: 'crm' | 'erp', values: Row): Row => {
  const after = { ...values };
  for (const { fields, [side]: half } of result.writes)
    if (half.kind === 'write') after[fields[side]] = half.after.kind === 'cleared' ? BLANK : half.after;
  return after;
};

test('whatever was perturbed: one plan, carried out, leaves nothing to do but what a person is asked', () => {
  fc.assert(
    fc.property(story, ({ base, crm, erp, how }) => {
      const rules = rulesOf(how);
      const known = Object.fromEntries(
        FIELDS.map((field, i) => [field, { crm: base[i] ?? BLANK, erp: base[i] ?? BLANK }]),
      );
      const [there, here] = [row(edited(base, crm)), row(edited(base, erp))];
      const first = plan(rules, known, there, here, { crmTime: 5_000, erpTime: 9_000 });
      const [there2, here2] = [carryOut(first, 'crm', there), carryOut(first, 'erp', here)];
      const learnt: Record<string, BasePair> = { ...known };
      for (const { rule: key, pair } of first.settled) learnt[key] = pair;
      for (const { rule: key, fields } of first.writes)
        learnt[key] = { crm: there2[fields.crm] as Stored, erp: here2[fields.erp] as Stored };
      const second = plan(rules, learnt, there2, here2, {
        conflicts: first.open,
        crmTime: 5_000,
        erpTime: 9_000,
      });
      expect(isNothing(second)).toBe(true);
      // Every value that was overwritten was the base's, or is named as a loser.
      for (const [side, before, after] of [
        ['crm', there, there2],
        ['erp', here, here2],
      ] as const)
        for (const [index, field] of FIELDS.entries()) {
          const [was, is] = [before[field] as Stored, after[field] as Stored];
          if (sameStored(was, is) || sameStored(was, base[index] ?? BLANK)) continue;
          expect(first.losers).toContainEqual(expect.objectContaining({ rule: field, side, value: was }));
        }
    }),
    { numRuns: 2_000 },
  );
});
