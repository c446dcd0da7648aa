import { expect, test } from 'vitest';
import type { LinkId } from './ids.ts';
import { countRows, mergeRows, type Outcome, type RowOutcome, resultOf, stronger } from './runState.ts';

const row = (outcome: Outcome, reason: string | null = null, record = 'L1'): RowOutcome => ({
  record: record as LinkId,
  outcome,
  reason,
});

test.each<[Outcome, Outcome]>([
  ['unchanged', 'created'],
  ['unchanged', 'updated'],
  ['created', 'conflict'],
  ['updated', 'conflict'],
  ['conflict', 'failed'],
  ['unchanged', 'failed'],
])('of %s and %s the second is what the record came to, in whichever order they happened', (weak, strong) => {
  expect(stronger(row(weak, 'why'), row(strong))).toEqual(row(strong));
  expect(stronger(row(strong), row(weak, 'why'))).toEqual(row(strong));
});

test('what was made counts as made, though it was written afterwards', () => {
  expect(stronger(row('created'), row('updated'))).toEqual(row('created'));
});

test('among equals the newest says why, and none takes a reason away', () => {
  expect(stronger(row('failed', 'first'), row('failed', 'second'))).toEqual(row('failed', 'second'));
  expect(stronger(row('failed', 'first'), row('failed'))).toEqual(row('failed', 'first'));
});

test('a record that was in two batches has one row', () => {
  const known = [row('updated'), row('unchanged', null, 'L2')];
  const rows = mergeRows(known, [row('unchanged'), row('failed', 'no', 'L2'), row('conflict', 'ask', 'L3')]);
  expect(rows).toEqual([row('updated'), row('failed', 'no', 'L2'), row('conflict', 'ask', 'L3')]);
});

test('the parts make up the whole', () => {
  const outcomes = ['created', 'updated', 'updated', 'unchanged', 'conflict', 'failed'] as const;
  const counts = countRows(outcomes.map((outcome, index) => row(outcome, null, `L${index}`)));
  expect(counts).toEqual({ created: 1, updated: 2, unchanged: 1, conflict: 1, failed: 1, seen: 6 });
});

test('a run is what its rows and its end say', () => {
  const counts = (...outcomes: readonly Outcome[]) =>
    countRows(outcomes.map((outcome, index) => row(outcome, null, `L${index}`)));
  expect(resultOf(counts(), 'complete')).toBe('success');
  expect(resultOf(counts('updated', 'unchanged'), 'complete')).toBe('success');
  expect(resultOf(counts('updated', 'conflict'), 'complete')).toBe('conflict');
  expect(resultOf(counts('updated', 'failed'), 'complete')).toBe('partial');
  expect(resultOf(counts('conflict', 'failed'), 'complete')).toBe('partial');
  expect(resultOf(counts('failed', 'failed'), 'complete')).toBe('failed');
  expect(resultOf(counts('updated'), 'silent')).toBe('failed');
  expect(resultOf(counts('updated'), 'cancelled')).toBe('cancelled');
});
