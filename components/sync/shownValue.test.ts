import { expect, it } from 'vitest';
import type { Stored } from '../../lib/erp/api/sync/values.ts';
import type { ShownAs } from '../../lib/messaging/syncMessages.ts';
import { shownValue } from './shownValue.ts';

const value = (known: string | number | boolean): Stored => ({ kind: 'value', value: known });
const as = (type: ShownAs['type'], currency: string | null = null): ShownAs => ({ type, currency });

it.each([
  ['an empty field', { kind: 'blank' }, as('text'), '(empty)'],
  ['a text', value('Hafenwerk'), as('text'), 'Hafenwerk'],
  ['an amount in minor units', value(123_456), as('amount', 'EUR'), '€1,234.56'],
  ['an amount without decimals', value(12_350), as('amount', 'JPY'), '¥12,350'],
  [
    'an amount of no known currency',
    value(123_456),
    as('amount'),
    '123,456 (smallest units, currency not known)',
  ],
  ['a number', value(1234.5), as('number'), '1,234.5'],
  ['a number of no known type', value(1234), null, '1,234'],
  ['zero, which is no blank', value(0), as('amount', 'EUR'), '€0.00'],
  ['a yes', value(true), as('boolean'), 'Yes'],
  ['a no', value(false), as('boolean'), 'No'],
  ['a date', value('2026-11-20'), as('date'), 'Nov 20, 2026'],
  ['a date that is none', value('2026-99-99'), as('date'), '2026-99-99'],
  ['a time that is none', value('soon'), as('dateTime'), 'soon'],
] as const)('%s is shown as a person reads it', (_, stored, shownAs, text) => {
  expect(shownValue(stored, shownAs)).toBe(text);
});

it('a time has its day and its minute', () => {
  expect(shownValue(value('2026-11-20T12:34:00Z'), as('dateTime'))).toMatch(/Nov 20, 2026.*34/);
});
