import { expect, test } from 'vitest';
import { A, ABSENT, cell, deleted, entry, found, pair, questionAbout } from '../../../test/setup/engine.ts';
import type { CrmId, FieldName, ServerTime } from '../ids.ts';
import type { Conflict } from '../link.ts';
import type { Found, RecordChange } from '../reading.ts';
import { withCrmChanged } from './crmChanged.ts';

const at = (time: number) => time as ServerTime;
const changes = (open: Conflict | readonly Conflict[], crm: Parameters<typeof withCrmChanged>[1]) =>
  withCrmChanged([open].flat() as readonly Conflict[], crm, (rule) => rule.toUpperCase() as FieldName)
    .crmChanged;
const record = (changed?: RecordChange, fields: Parameters<typeof found>[1] = { X: 'a' }): Found<CrmId> =>
  found(A, fields, changed === undefined ? {} : { changed });

test('a field that has a time of its own is told of with who changed it then', () => {
  const crm = record(
    { at: at(900), by: 'rosa' },
    { X: cell('a', { changedAt: at(700), changedBy: 'ida' }), Y: cell('b', { changedAt: at(800) }) },
  );
  expect(changes([questionAbout('x', 'a', 'c'), questionAbout('y', 'b', 'd')], crm)).toEqual({
    'field:x': { of: 'field', at: 700, by: 'ida' },
    'field:y': { of: 'field', at: 800, by: null },
  });
});

test('a group is told of by its last change; one field without a time makes it the record’s', () => {
  const group: Conflict = {
    ...(questionAbout('x', 'a', 'c') as Extract<Conflict, { kind: 'fields' }>),
    key: 'group:address' as Conflict['key'],
    fields: ['x', 'y'].map((rule) => ({ rule: rule as never, ...pair('a', 'c') })),
  };
  const x = cell('a', { changedAt: at(700), changedBy: 'ida' });
  const y = cell('b', { changedAt: at(600), changedBy: 'rosa' });
  expect(changes(group, record(undefined, { X: x, Y: y }))).toEqual({
    'group:address': { of: 'field', at: 700, by: 'ida' },
  });
  expect(changes(group, record({ at: at(900), by: 'rosa' }, { X: x, Y: 'b' }))).toEqual({
    'group:address': { of: 'record', at: 900, by: 'rosa' },
  });
});

test('of a record that names nobody its time is told', () => {
  expect(changes(questionAbout('x', 'a', 'c'), record())).toEqual({
    'field:x': { of: 'record', at: 1_000, by: null },
  });
});

test('what was overwritten is told of by its own time, not by our write’s', () => {
  const question = {
    key: 'overwritten:crm:x' as Conflict['key'],
    decision: null,
    kind: 'overwritten',
    rule: 'x' as never,
    side: 'crm',
    values: [{ kind: 'value', value: 'lost' }],
  } as const satisfies Conflict;
  const history = [entry(100, 'old'), entry(200, 'lost'), entry(300, 'ours')];
  const crm = record(undefined, { X: cell('ours', { changedAt: at(300), changedBy: 'us', history }) });
  expect(changes(question, crm)).toEqual({ 'overwritten:crm:x': { of: 'field', at: 200, by: null } });
  expect(changes(question, record())).toEqual({});
});

test('what stands alone beside a delete is told of as a record', () => {
  const question: Conflict = {
    key: 'delete' as Conflict['key'],
    decision: null,
    kind: 'delete',
    deleted: 'erp',
  };
  expect(changes(question, record({ at: at(900), by: 'rosa' }))).toEqual({
    delete: { of: 'record', at: 900, by: 'rosa' },
  });
});

test.each([
  ['deleted', deleted<CrmId>({ X: 'a' })],
  ['out of sight', ABSENT],
  ['not read', null],
])('of a record that is %s nothing is told', (_, crm) => {
  expect(changes(questionAbout('x', 'a', 'c'), crm)).toBeUndefined();
});
