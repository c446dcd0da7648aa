import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { daysBefore, daysPastDue, fiscalYearFirstDay } from './calendar.ts';

test.each([
  ['2026-11-20', '2026-11-20', 0],
  ['2026-11-19', '2026-11-20', 1],
  ['2026-11-21', '2026-11-20', -1],
  ['2026-03-28', '2026-03-30', 2],
  ['2024-02-28', '2024-03-01', 2],
  ['2025-11-20', '2026-11-20', 365],
])('due %s, seen on %s, is %i days past due', (due, asOf, days) => {
  expect(daysPastDue(due, asOf)).toBe(days);
});

test('the distance is the one of the calendar, for every pair of dates that books can hold', () => {
  const date = fc
    .integer({ min: -719_162, max: 2_932_896 })
    .map((days) => Temporal.PlainDate.from('1970-01-01').add({ days }));
  fc.assert(
    fc.property(date, date, (due, asOf) => {
      expect(daysPastDue(due.toString(), asOf.toString())).toBe(
        due.until(asOf, { largestUnit: 'days' }).days,
      );
    }),
  );
});

test('ninety days before', () => {
  expect(daysBefore('2026-11-20', 90)).toBe('2026-08-22');
});

test.each([
  ['2026-11-20', '04-01', '2026-04-01'],
  ['2026-03-31', '04-01', '2025-04-01'],
  ['2026-04-01', '04-01', '2026-04-01'],
  ['2026-02-28', '02-29', '2026-02-28'],
  ['2024-02-28', '02-29', '2023-02-28'],
  ['2024-02-29', '02-29', '2024-02-29'],
])('on %s, a fiscal year from %s began on %s', (asOf, start, first) => {
  expect(fiscalYearFirstDay(asOf, start)).toBe(first);
});

test('a fiscal year that starts on no day is refused, not guessed', () => {
  expect(() => fiscalYearFirstDay('2026-11-20', 'April')).toThrow(RangeError);
});
