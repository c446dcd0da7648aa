import { expect, test } from 'vitest';
import type { ServerTime } from '../ids.ts';
import { asValue, type Stored, UNSEEN } from '../value.ts';
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
  expect(judgeLanding(write, { ...unheard, cell: cut })).toEqual({
    kind: 'untellable',
    current: asValue('other'),
    passed: [],
  });
});

const never = { acknowledged: false, touched: false, stored: null };
const withHistory = (value: string, history: readonly ReturnType<typeof entry>[]) => ({
  seen: asValue(value),
  changedAt: null,
  history,
});

test('not read again, or hidden: what the side said counts, and nothing else', () => {
  const unseen = { seen: UNSEEN, changedAt: null, history: null };
  for (const unread of [null, unseen]) {
    expect(judgeLanding(write, { ...never, cell: unread })).toEqual({ kind: 'hidden' });
    expect(judgeLanding(write, { ...never, stored: asValue('New'), cell: unread })).toEqual({
      kind: 'landed',
      stored: asValue('New'),
      overwritten: null,
    });
  }
});

test('without history, what the side said that it stored counts, whatever stands there now', () => {
  expect(
    judgeLanding(write, { ...never, touched: true, stored: asValue('New'), cell: plain(asValue('later')) }),
  ).toEqual({ kind: 'landed', stored: asValue('New'), overwritten: null });
});

test('what landed without history is stored as it stands there', () => {
  expect(judgeLanding(write, { ...never, cell: plain(asValue('new')) })).toEqual({
    kind: 'landed',
    stored: asValue('new'),
    overwritten: null,
  });
});

test('an acknowledged write is never "not landed", and an untouched record with another value is no proof', () => {
  expect(judgeLanding(write, { ...never, acknowledged: true, cell: plain(asValue('old')) })).toEqual({
    kind: 'untellable',
    current: asValue('old'),
    passed: [],
  });
  expect(judgeLanding(write, { ...never, cell: plain(asValue('other')) }).kind).toBe('untellable');
});

test('no new entry: not landed, unless it was acknowledged or stands there already', () => {
  const judge = (value: string, acknowledged: boolean) =>
    judgeLanding(write, { ...never, touched: true, acknowledged, cell: withHistory(value, [mark]) });
  expect(judge('old', false)).toEqual({ kind: 'notLanded' });
  expect(judge('old', true)).toEqual({ kind: 'landed', stored: asValue('old'), overwritten: null });
  expect(judge('new', false)).toEqual({ kind: 'landed', stored: asValue('new'), overwritten: null });
});

test('the mark is found by its time and its value, the newest of its like', () => {
  const again = [entry(1, 'new'), mark, entry(1, 'other'), entry(2, 'old')];
  expect(judgeLanding(write, { ...never, cell: withHistory('old', again) })).toEqual({
    kind: 'untellable',
    current: asValue('old'),
    passed: [asValue('other'), asValue('old')],
  });
  const twice = [mark, entry(2, 'new'), mark];
  expect(judgeLanding(write, { ...never, cell: withHistory('old', twice) })).toEqual({ kind: 'notLanded' });
});

test('without a mark all of the history is news', () => {
  const unmarked = { ...write, mark: null };
  expect(judgeLanding(unmarked, { ...never, cell: withHistory('new', [entry(1, 'new')]) })).toEqual({
    kind: 'landed',
    stored: asValue('new'),
    overwritten: null,
  });
});

test('what stood there when it was planned is not reported as overwritten', () => {
  const seen = [mark, entry(2, 'old'), entry(3, 'new')];
  expect(judgeLanding(write, { ...never, cell: withHistory('new', seen) })).toEqual({
    kind: 'landed',
    stored: asValue('new'),
    overwritten: null,
  });
});

test('entries that are none of ours: what passed is told, and nothing is concluded', () => {
  const seen = [mark, entry(2, 'one'), entry(3, 'two')];
  const told = { kind: 'untellable', current: asValue('two'), passed: [asValue('one'), asValue('two')] };
  const cellNow = withHistory('two', seen);
  expect(judgeLanding(write, { ...never, cell: cellNow })).toEqual(told);
  expect(judgeLanding(write, { ...never, acknowledged: true, cell: cellNow })).toEqual(told);
  const one = withHistory('one', [mark, entry(2, 'one')]);
  expect(judgeLanding(write, { ...never, cell: one })).toMatchObject({ kind: 'untellable' });
});

test('the entry is looked for by what the side said that it stored', () => {
  const seen = withHistory('later', [mark, entry(2, 'typed'), entry(3, 'NEW'), entry(4, 'later')]);
  expect(
    judgeLanding(write, { acknowledged: true, touched: true, stored: asValue('NEW'), cell: seen }),
  ).toEqual({ kind: 'landed', stored: asValue('NEW'), overwritten: asValue('typed') });
});

test('sent as it stood, unheard, beside somebody’s entry: nobody can tell', () => {
  const pinned = { ...write, after: asValue('old') };
  const seen = withHistory('typed', [mark, entry(2, 'typed')]);
  expect(judgeLanding(pinned, { ...never, cell: seen })).toMatchObject({ kind: 'untellable' });
});

test('sent as it stood, with an entry all the same: that entry is ours', () => {
  const pinned = { ...write, after: asValue('old') };
  const seen = withHistory('old', [mark, entry(2, 'typed'), entry(3, 'old')]);
  expect(judgeLanding(pinned, { ...never, acknowledged: true, cell: seen })).toEqual({
    kind: 'landed',
    stored: asValue('old'),
    overwritten: asValue('typed'),
  });
});
