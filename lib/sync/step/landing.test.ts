import { expect, test } from 'vitest';
import type { ServerTime } from '../ids.ts';
import { asValue, type Stored } from '../value.ts';
import { judgeLanding } from './landing.ts';

const entry = (at: number, value: string) => ({ at: at as ServerTime, value: asValue(value) });
const mark = entry(1, 'old');
const write = { kind: 'write' as const, before: asValue('old'), after: asValue('new'), mark };
const cell = (value: string, ...later: readonly ReturnType<typeof entry>[]) => ({
  seen: asValue(value),
  changedAt: null,
  history: [mark, ...later],
});
const unheard = { acknowledged: false, touched: true, stored: null };
const plain = (value: Stored) => ({ seen: value, changedAt: null, history: null });

test('without history: there is landed, untouched is not landed, everything else cannot be told', () => {
  const judge = (value: string, touched: boolean) =>
    judgeLanding(write, { ...unheard, touched, cell: plain(asValue(value)) }).kind;
  expect([judge('new', true), judge('old', false), judge('old', true), judge('other', true)]).toEqual([
    'landed',
    'notLanded',
    'untellable',
    'untellable',
  ]);
});

test('the history tells what our write replaced unread, and that a later edit is not ours', () => {
  const seen = cell('later', entry(2, 'typed'), entry(3, 'new'), entry(4, 'later'));
  expect(judgeLanding(write, { ...unheard, cell: seen })).toEqual({
    kind: 'landed',
    stored: asValue('new'),
    overwritten: asValue('typed'),
  });
});

test('the one new entry after an acknowledged write is ours, rewritten', () => {
  const evidence = { acknowledged: true, touched: true, stored: null, cell: cell('NEW', entry(2, 'NEW')) };
  expect(judgeLanding(write, evidence)).toMatchObject({ kind: 'landed', stored: asValue('NEW') });
});

test('but not where we sent what stood there already: then it is somebody’s edit, and no base', () => {
  const pinned = { ...write, after: asValue('old') };
  const evidence = {
    acknowledged: true,
    touched: true,
    stored: null,
    cell: cell('typed', entry(2, 'typed')),
  };
  expect(judgeLanding(pinned, evidence)).toMatchObject({ kind: 'landed', stored: asValue('old') });
});

test('a history that no longer reaches back to the plan decides nothing', () => {
  const cut = { seen: asValue('other'), changedAt: null, history: [entry(7, 'other')] };
  expect(judgeLanding(write, { ...unheard, cell: cut }).kind).toBe('untellable');
});
