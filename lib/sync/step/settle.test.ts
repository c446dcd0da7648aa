import { expect, test } from 'vitest';
import { pair, pendingOf } from '../../../test/setup/engine.ts';
import type { HalfIntent, PendingField } from '../link.ts';
import type { SideName } from '../rule.ts';
import { asValue, BLANK } from '../value.ts';
import { type HalfResult, settleFields } from './settle.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((value) => asValue(value)) as [
  ReturnType<typeof asValue>,
  ReturnType<typeof asValue>,
  ReturnType<typeof asValue>,
  ReturnType<typeof asValue>,
];
const kept: HalfIntent = { kind: 'kept', stored: b };
const write: HalfIntent = { kind: 'write', before: a, after: b, mark: null };

const field = (name: string, to: SideName = 'crm', unit = `field:${name}`): PendingField =>
  ({
    rule: name,
    unit,
    fields: { crm: name.toUpperCase(), erp: name },
    crm: to === 'crm' ? write : kept,
    erp: to === 'erp' ? write : kept,
  }) as unknown as PendingField;

const settle = (
  fields: readonly PendingField[],
  results: Readonly<Record<string, HalfResult>>,
  recovered = false,
) =>
  settleFields(
    pendingOf({ fields }),
    ({ rule }, side) => results[`${rule}.${side}`] ?? results[rule] ?? { kind: 'hidden' },
    { recovered, isAsked: () => true },
  );

const landed = (stored = b, overwritten: typeof a | null = null): HalfResult => ({
  kind: 'landed',
  stored,
  overwritten,
});

test('what landed is the new base, as the side stored it, and the ledger says so', () => {
  expect(settle([field('x')], { x: landed(c) })).toEqual({
    base: { x: { crm: c, erp: b } },
    open: [],
    outcomes: [{ rule: 'x', side: 'crm', outcome: 'confirmed', stored: c }],
  });
  expect(settle([field('x', 'erp')], { x: landed(c) }, true)).toEqual({
    base: { x: { crm: b, erp: c } },
    open: [],
    outcomes: [{ rule: 'x', side: 'erp', outcome: 'found', stored: c }],
  });
});

test('a half that the ERP API wrote itself is known beforehand', () => {
  const field2 = { ...field('x'), erp: { kind: 'written', stored: d } } as const;
  expect(settle([field2], { x: landed() })?.base).toEqual({ x: { crm: b, erp: d } });
});

test('both halves have to be known: one alone is no base', () => {
  const both = { ...field('x'), erp: write };
  const result = settle([both], { 'x.crm': landed(), 'x.erp': { kind: 'notLanded' } });
  expect(result).toEqual({
    base: {},
    open: [],
    outcomes: [
      { rule: 'x', side: 'crm', outcome: 'confirmed', stored: b },
      { rule: 'x', side: 'erp', outcome: 'refused', stored: null },
    ],
  });
});

test('a value that was overwritten unread is shown to a person', () => {
  expect(settle([field('x')], { x: landed(b, d) })?.open).toEqual([
    { key: 'overwritten:crm:x', decision: null, kind: 'overwritten', rule: 'x', side: 'crm', values: [d] },
  ]);
});

test('one half that is hidden leaves the whole intent to somebody who sees it', () => {
  expect(settle([field('x'), field('y')], { x: landed(), y: { kind: 'hidden' } })).toBeNull();
});

test.each<[string, HalfResult, string]>([
  ['that never arrived', { kind: 'notLanded' }, 'refused'],
  ['that was refused', { kind: 'refused' }, 'refused'],
  ['whose record is gone', { kind: 'gone' }, 'unknown'],
  ['of which nobody can tell', { kind: 'untellable', current: c, passed: [] }, 'unknown'],
])('a write %s gives no base', (_, result, outcome) => {
  const settled = settle([field('x')], { x: result });
  expect(settled?.base).toEqual({});
  expect(settled?.outcomes).toEqual([{ rule: 'x', side: 'crm', outcome, stored: null }]);
});

test('nobody is asked about what never arrived, or about a record that is gone', () => {
  expect(settle([field('x')], { x: { kind: 'notLanded' } })?.open).toEqual([]);
  expect(settle([field('x')], { x: { kind: 'gone' } })?.open).toEqual([]);
});

test('a refused field holds its group, and no other, and shows what stands there', () => {
  const group = [field('x', 'crm', 'group:g'), field('y', 'erp', 'group:g'), field('z')];
  const refused: HalfResult = { kind: 'refused' };
  expect(settle(group, { x: refused, y: refused, z: landed() })?.open).toEqual([
    {
      key: 'group:g',
      decision: null,
      kind: 'fields',
      reason: 'refused',
      fields: [
        { rule: 'x', crm: a, erp: b },
        { rule: 'y', crm: b, erp: a },
      ],
    },
  ]);
});

test('what nobody can tell is asked with the values as they stand', () => {
  const unknown: HalfResult = { kind: 'untellable', current: c, passed: [] };
  const asked = (to: SideName) => settle([field('x', to)], { x: unknown })?.open;
  const question = { key: 'field:x', decision: null, kind: 'fields', reason: 'untellable' };
  expect(asked('crm')).toEqual([{ ...question, fields: [{ rule: 'x', crm: c, erp: b }] }]);
  expect(asked('erp')).toEqual([{ ...question, fields: [{ rule: 'x', crm: b, erp: c }] }]);
});

test('with what the history shows besides', () => {
  const unknown: HalfResult = { kind: 'untellable', current: c, passed: [d, BLANK] };
  expect(settle([field('x')], { x: unknown })?.open).toMatchObject([
    { key: 'field:x', reason: 'untellable' },
    { key: 'overwritten:crm:x', values: [d, BLANK] },
  ]);
});

test('fields of a group are one question, each in it once', () => {
  const unknown = (current: typeof a): HalfResult => ({ kind: 'untellable', current, passed: [] });
  const both = { ...field('x', 'crm', 'group:g'), erp: { ...write, before: d } };
  const open = settle([both, field('y', 'crm', 'group:g')], {
    'x.crm': unknown(c),
    'x.erp': unknown(a),
    y: unknown(d),
  })?.open;
  expect(open).toEqual([
    {
      key: 'group:g',
      decision: null,
      kind: 'fields',
      reason: 'untellable',
      fields: [
        { rule: 'x', crm: a, erp: a },
        { rule: 'y', crm: d, erp: b },
      ],
    },
  ]);
});

test('a refusal of the same group gives way to the question that nobody can answer', () => {
  const open = settle([field('x', 'crm', 'group:g'), field('y', 'crm', 'group:g')], {
    x: { kind: 'refused' },
    y: { kind: 'untellable', current: c, passed: [] },
  })?.open;
  expect(open).toMatchObject([{ reason: 'untellable', fields: [{ rule: 'y', ...pair('c', 'b') }] }]);
});
