import { expect, test } from 'vitest';
import { records, value } from '../../../../../test/setup/syncing.ts';
import type { Stored } from '../../../api/sync/values.ts';
import { currencyOf, stakeOf } from './stake.ts';

const money = (amount: number, currency: string) => ({ kind: 'money', money: { amount, currency } });
const BLANK: Stored = { kind: 'blank' };

test.each([
  ['nothing', [], { kind: 'none' }],
  ['amounts that are blank', [{ currency: 'EUR', values: [BLANK, BLANK] }], { kind: 'none' }],
  ['the larger of two', [{ currency: 'EUR', values: [value(5), value(7)] }], money(7, 'EUR')],
  ['whichever way it points', [{ currency: 'EUR', values: [value(-9), value(7)] }], money(9, 'EUR')],
  [
    'the largest of several',
    [
      { currency: 'EUR', values: [value(9)] },
      { currency: 'EUR', values: [value(7)] },
    ],
    money(9, 'EUR'),
  ],
  ['an amount whose currency nobody knows', [{ currency: null, values: [value(7)] }], { kind: 'unknown' }],
  [
    'amounts of two currencies',
    [
      { currency: 'EUR', values: [value(7)] },
      { currency: 'USD', values: [value(1)] },
    ],
    { kind: 'unknown' },
  ],
])('at stake: %s', (_, amounts, stake) => {
  expect(stakeOf(amounts)).toEqual(stake);
});

test('an amount is in the currency of its record, or of the company; other fields are in none', () => {
  const field = (object: 'customer' | 'opportunity', name: string) =>
    records.fields(object).find((each) => each.name === name);
  expect(currencyOf(field('customer', 'creditLimit'), { currency: value('USD') }, 'EUR')).toBe('EUR');
  expect(currencyOf(field('opportunity', 'amount'), { currency: value('USD') }, 'EUR')).toBe('USD');
  expect(currencyOf(field('opportunity', 'amount'), { currency: BLANK }, 'EUR')).toBeNull();
  expect(currencyOf(field('opportunity', 'name'), { currency: value('USD') }, 'EUR')).toBeNull();
  expect(currencyOf(undefined, {}, 'EUR')).toBeNull();
});
