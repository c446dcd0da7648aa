import { expect, test } from 'vitest';
import {
  A,
  ABSENT,
  deleted,
  E,
  found,
  linkOf,
  mappingOf,
  pair,
  questionAbout,
  RUN,
  rule,
} from '../../../test/setup/engine.ts';
import type { ConflictKey, FieldName } from '../ids.ts';
import type { PendingField } from '../link.ts';
import { NOTHING, type RecordPlan } from '../plan/recordPlan.ts';
import type { SideName } from '../rule.ts';
import { asValue, BLANK } from '../value.ts';
import { prepareRow, withoutRefused } from './prepare.ts';
import type { Item } from './readItems.ts';

const mapping = mappingOf(rule('x'), rule('y'));
const item = (more: Partial<Item> = {}): Item => ({
  view: { link: linkOf(), pending: 'none' },
  crm: found(A, { X: 'a', Y: 'y' }),
  erp: found(E, { x: 'b', y: 'y' }),
  ...more,
});
const field = (name: string, to: SideName = 'erp', unit = `field:${name}`, clears = false): PendingField => {
  const after = clears ? ({ kind: 'cleared' } as const) : asValue('new');
  const write = { kind: 'write', before: asValue('old'), after, mark: null } as const;
  const kept = { kind: 'kept', stored: asValue('new') } as const;
  return {
    rule: name as PendingField['rule'],
    unit: unit as ConflictKey,
    fields: { crm: name.toUpperCase() as FieldName, erp: name as FieldName },
    crm: to === 'crm' ? write : kept,
    erp: to === 'erp' ? write : kept,
  };
};
const plan = (more: Partial<RecordPlan> = {}): RecordPlan => ({ ...NOTHING, end: null, ...more });
const prepare = (more: Partial<RecordPlan>, of = item()) =>
  prepareRow({ item: of, plan: plan(more) }, { mapping, run: RUN, newId: () => 'I7' });
const loser = (name: string) =>
  ({
    rule: name,
    side: 'erp',
    value: asValue('old'),
    reason: 'crmWins',
  }) as unknown as RecordPlan['losers'][number];
const cause = (name: string) =>
  ({ rule: name, changed: 'crm', why: 'onlyChange' }) as unknown as RecordPlan['causes'][number];

test('a write is put down with before and after, and the versions that it was planned on', () => {
  const open = [questionAbout('y', 'c', 'd')];
  const close = ['field:x' as ConflictKey];
  const settled = [{ rule: 'y' as never, pair: pair('q') }];
  const fields = [field('x'), field('z', 'crm', 'field:z', true)];
  const row = prepare({ writes: fields, settled, open, close, losers: [loser('x')] });
  expect(row).toEqual({
    link: 'L',
    rev: 1,
    mapping: 1,
    erpVersion: 'v1',
    base: { y: pair('q') },
    open,
    crmChanged: { 'field:y': { of: 'record', at: 1_000, by: null } },
    close,
    losers: [loser('x')],
    intended: [
      { rule: 'x', side: 'erp', field: 'x', before: asValue('old'), after: asValue('new') },
      { rule: 'z', side: 'crm', field: 'Z', before: asValue('old'), after: BLANK },
    ],
    pending: {
      intentId: 'I7',
      runId: 'R1',
      fields,
      archive: null,
      versions: { crm: 'v1', erp: 'v1' },
    },
    end: false,
    run: 'R1',
  });
});

test('nothing to write: nothing is pending, it is only remembered', () => {
  expect(prepare({ open: [questionAbout('x', 'a', 'b')] })).toMatchObject({
    pending: null,
    intended: [],
    end: false,
  });
});

test('a link whose records are both gone ends at once', () => {
  const gone = item({ crm: deleted(), erp: deleted() });
  expect(prepare({ end: { archive: null } }, gone)).toMatchObject({
    pending: null,
    erpVersion: null,
    end: true,
  });
});

test('an archiving remembers what stood on the twin, and ends the link only when it has happened', () => {
  const twin = item({ crm: deleted(), erp: found(E, { x: 'b', y: undefined }) });
  const row = prepare({ end: { archive: 'erp' } }, twin);
  const blank = { kind: 'kept', stored: BLANK };
  expect(row).toMatchObject({ end: false, intended: [], erpVersion: 'v1' });
  expect(row.pending).toEqual({
    intentId: 'I7',
    runId: 'R1',
    archive: 'erp',
    versions: { crm: null, erp: 'v1' },
    fields: [
      {
        rule: 'x',
        unit: 'field:x',
        fields: { crm: 'X', erp: 'x' },
        crm: blank,
        erp: { kind: 'kept', stored: asValue('b') },
      },
      { rule: 'y', unit: 'field:y', fields: { crm: 'Y', erp: 'y' }, crm: blank, erp: blank },
    ],
  });
});

test('the same on the other side', () => {
  const twin = item({ erp: ABSENT });
  const row = prepare({ end: { archive: 'crm' } }, twin);
  expect(row.erpVersion).toBeNull();
  expect(row.pending).toMatchObject({
    archive: 'crm',
    versions: { crm: 'v1', erp: null },
    fields: [{ crm: { stored: asValue('a') }, erp: { stored: BLANK } }, { crm: { stored: asValue('y') } }],
  });
});

test('a twin without a single mapped field is archived all the same', () => {
  const row = prepareRow(
    { item: item({ crm: deleted() }), plan: plan({ end: { archive: 'erp' } }) },
    { mapping: mappingOf(), run: RUN, newId: () => 'I7' },
  );
  expect(row.pending).toMatchObject({ archive: 'erp', fields: [] });
});

test('what the ERP has refused is asked about with its group; the rest of the plan stands', () => {
  const group = [field('x', 'erp', 'group:g'), field('y', 'crm', 'group:g')];
  const before = plan({
    writes: [...group, field('z')],
    causes: [cause('x'), cause('y'), cause('z')],
    losers: [loser('x'), loser('y'), loser('z')],
    open: [questionAbout('q', 'a', 'b')],
  });
  expect(withoutRefused(before, new Set(['x' as FieldName]))).toEqual({
    ...before,
    writes: [field('z')],
    causes: [cause('z')],
    losers: [loser('z')],
    open: [
      questionAbout('q', 'a', 'b'),
      {
        key: 'group:g',
        decision: null,
        kind: 'fields',
        reason: 'refused',
        fields: [
          { rule: 'x', crm: asValue('new'), erp: asValue('old') },
          { rule: 'y', crm: asValue('old'), erp: asValue('new') },
        ],
      },
    ],
  });
});

test('two refused units are two questions, each about its own fields', () => {
  const { open } = withoutRefused(plan({ writes: [field('x'), field('y')] }), new Set(['x', 'y'] as never[]));
  expect(open).toMatchObject([
    { key: 'field:x', fields: [{ rule: 'x' }] },
    { key: 'field:y', fields: [{ rule: 'y' }] },
  ]);
  expect(open.map((each) => (each.kind === 'fields' ? each.fields.length : 0))).toEqual([1, 1]);
});

test('a refusal of fields that are not planned any more changes nothing', () => {
  const before = plan({ writes: [field('x')] });
  expect(withoutRefused(before, new Set(['y' as FieldName]))).toEqual(before);
});
