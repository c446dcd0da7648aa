import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../api/config.ts';
import type { ChangeCounts } from '../../../api/sync/brake.ts';
import { isWithin, judge } from './judge.ts';

const LIMITS = { ...DEFAULT_CONFIG.brake, amountMoved: { amount: 25_000_000, currency: 'EUR' } };
const NOTHING: ChangeCounts = { creates: 0, updates: 0, clears: [], deletes: 0, moved: [] };
type Earlier = Parameters<typeof judge>[2]['earlier'];
const BEFORE: Earlier = { creates: 0, deletes: 0, clears: [] };
const ALONE = { earlier: BEFORE, moved: 0 };
const clear = (cleared: number, of: number) => ({ side: 'crm' as const, field: 'Phone', cleared, of });

test.each<[string, Partial<ChangeCounts>, Partial<typeof ALONE>, string | null]>([
  ['nothing', {}, {}, null],
  ['any number of updates', { updates: 9000 }, {}, null],
  ['a hundred creates', { creates: 100 }, {}, null],
  ['one more', { creates: 101 }, {}, '101 records would be created; 100 are let pass unasked.'],
  [
    'one more with those of the others',
    { creates: 2 },
    { earlier: { ...BEFORE, creates: 99 } },
    '2 records would be created, after 99 within the hour; 100 are let pass unasked.',
  ],
  ['no create of its own after too many', {}, { earlier: { ...BEFORE, creates: 900, deletes: 90 } }, null],
  ['ten deletes', { deletes: 10 }, {}, null],
  ['eleven', { deletes: 11 }, {}, '11 records would be archived; 10 are let pass unasked.'],
  ['a few values of few', { clears: [clear(9, 9)] }, {}, null],
  ['a tenth of a field', { clears: [clear(10, 100)] }, {}, null],
  [
    'more than a tenth',
    { clears: [clear(11, 100)] },
    {},
    'Phone in the CRM would lose 11 of 100 values; 10 % are let pass unasked.',
  ],
  [
    'a few values after a few of other runs',
    { clears: [clear(6, 8)] },
    { earlier: { ...BEFORE, clears: [clear(3, 3), clear(1, 5), { ...clear(9, 9), field: 'Fax' }] } },
    'Phone in the CRM would lose 10 of 16 values within the hour, 4 of them before; 10 % are let pass unasked.',
  ],
  [
    'a few values after a few of many',
    { clears: [clear(9, 90)] },
    { earlier: { ...BEFORE, clears: [clear(9, 900)] } },
    null,
  ],
  [
    'too many of its own, however few there were of many before',
    { clears: [clear(11, 100)] },
    { earlier: { ...BEFORE, clears: [clear(1, 9_000)] } },
    'Phone in the CRM would lose 11 of 100 values; 10 % are let pass unasked.',
  ],
  [
    'no value of its own after too many',
    { clears: [clear(0, 9)] },
    { earlier: { ...BEFORE, clears: [clear(90, 90)] } },
    null,
  ],
  ['250,000', {}, { moved: 25_000_000 }, null],
  [
    'a cent more',
    {},
    { moved: 25_000_001 },
    'Amounts would move by EUR 250,000.01; EUR 250,000.00 are let pass unasked.',
  ],
])('%s', (_, counts, judging, message) => {
  const reasons = judge(LIMITS, { ...NOTHING, ...counts }, { ...ALONE, ...judging });
  expect(reasons.map((reason) => reason.message)).toEqual(message === null ? [] : [message]);
});

test('each reason tells its numbers, for clients that say them in words of their own', () => {
  const counts = { ...NOTHING, creates: 2, deletes: 11, clears: [clear(11, 100)] };
  const judging = { earlier: { ...BEFORE, creates: 99 }, moved: 25_000_001 };
  const facts = (moved: number | null) =>
    judge(LIMITS, counts, { ...judging, moved }).map((each) => each.facts);
  const allowed = { amount: 25_000_000, currency: 'EUR' };
  expect(facts(25_000_001)).toEqual([
    { about: 'creates', count: 2, earlier: 99, allowed: 100 },
    { about: 'deletes', count: 11, earlier: 0, allowed: 10 },
    { about: 'clears', side: 'crm', field: 'Phone', cleared: 11, of: 100, percent: 10 },
    { about: 'amountMoved', moved: { amount: 25_000_001, currency: 'EUR' }, allowed },
  ]);
  expect(facts(null).at(-1)).toEqual({ about: 'amountMoved', moved: null, allowed });
});

test('money that nobody can tell is not small; without a limit nobody asks', () => {
  const unknown = { ...ALONE, moved: null };
  expect(judge(LIMITS, NOTHING, unknown)).toMatchObject([{ limit: 'amountMoved' }]);
  expect(judge({ ...LIMITS, amountMoved: null }, NOTHING, unknown)).toEqual([]);
  const everything = { ...NOTHING, creates: 900, deletes: 90, clears: [clear(90, 90)] };
  expect(judge(LIMITS, everything, unknown).map(({ limit }) => limit)).toEqual([
    'creates',
    'deletes',
    'clears',
    'amountMoved',
  ]);
  const open = { ...LIMITS, creates: null, deletes: null, clears: null, amountMoved: null };
  expect(judge(open, everything, unknown)).toEqual([]);
});

test.each<[string, Partial<ChangeCounts>, boolean]>([
  ['the same', {}, true],
  ['less of everything', { creates: 1, deletes: 0, clears: [], moved: [] }, true],
  ['one create more', { creates: 6 }, false],
  ['one delete more', { deletes: 3 }, false],
  ['one value more', { clears: [clear(8, 9)] }, false],
  ['another field', { clears: [{ ...clear(1, 9), field: 'Fax' }] }, false],
  ['more money', { moved: [{ currency: 'EUR', amount: 101 }] }, false],
  ['other money', { moved: [{ currency: 'USD', amount: 1 }] }, false],
  ['other money that does not move', { moved: [{ currency: 'USD', amount: 0 }] }, true],
])('an approval is for what was approved: %s', (_, counts, within) => {
  const approved: ChangeCounts = {
    creates: 5,
    updates: 5,
    clears: [clear(7, 9)],
    deletes: 2,
    moved: [{ currency: 'EUR', amount: 100 }],
  };
  expect(isWithin({ ...approved, ...counts }, approved)).toBe(within);
});
