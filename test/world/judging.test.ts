import { expect, test } from 'vitest';
import { type Compared, exitCodeOf, isAsExpected } from './judging.ts';
import type { Painted } from './panel.ts';

const RIGHT: Painted = {
  customer: 'Part Payment SARL',
  arBalance: '€600.00',
  overdue: '€200.00',
  unapplied: '€0.00',
  disputed: ['$5.00', '€1.00'],
  openOrders: '€10.00',
  creditLimit: '€5,000.00',
  availableCredit: '€4,390.00',
  aging: ['€400.00', '€200.00', '€0.00', '€0.00', '€0.00'],
};
const same: Compared = { painted: RIGHT, expected: RIGHT };
const records = [same, same, same, same];
const edit = { agree: true, secondSyncWrites: 0 };

test('all as expected is 0', () => {
  expect(exitCodeOf(records, [edit, edit])).toBe(0);
});

const changed = (name: string, figure: unknown): Painted => ({ ...RIGHT, [name]: figure });

test.each(Object.entries(RIGHT))('"%s" that is another than expected, or blank, is no 0', (name, figure) => {
  const falsified = changed(name, Array.isArray(figure) ? [...figure.slice(1), '€0.01'] : '€0.01');
  const blank = changed(name, Array.isArray(figure) ? figure.map(() => null) : null);
  for (const wrong of [
    { painted: RIGHT, expected: falsified },
    { painted: falsified, expected: RIGHT },
    { painted: blank, expected: RIGHT },
    // Not even where the books came to nothing as well.
    { painted: blank, expected: blank },
  ]) {
    expect(isAsExpected(wrong)).toBe(false);
    expect(exitCodeOf([same, same, same, wrong], [edit])).toBe(1);
  }
});

test('a list without an amount is blank', () => {
  const none = changed('disputed', []);
  expect(isAsExpected({ painted: none, expected: none })).toBe(false);
});

test('too few records, no edit, sides that differ and a sync that goes on writing are no 0', () => {
  expect(exitCodeOf(records.slice(1), [edit])).toBe(1);
  expect(exitCodeOf(records, [])).toBe(1);
  expect(exitCodeOf(records, [edit, { ...edit, agree: false }])).toBe(1);
  expect(exitCodeOf(records, [edit, { ...edit, secondSyncWrites: 1 }])).toBe(1);
});
