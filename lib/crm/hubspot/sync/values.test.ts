import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldName } from '../../../sync/ids.ts';
import { asValue } from '../../../sync/value.ts';
import { isReadOnly, type Property, typeOf } from './describe.ts';
import { momentOf, seenIn, textOf } from './values.ts';

const property = (type: string, more: Partial<Property> = {}): Property => ({
  name: 'x' as FieldName,
  label: 'X',
  type,
  fieldType: 'text',
  options: [],
  ...more,
});
const amount = property('number', { showCurrencySymbol: true });
const UNSEEN = { kind: 'unseen' };

describe('a property', () => {
  test.each([
    ['string', 'Nordwind', 'Nordwind'],
    ['number', '-12.50', -12.5],
    ['number', '1.5E+3', 1_500],
    ['number', '-0', 0],
    ['bool', 'true', true],
    ['bool', 'false', false],
    ['date', '2026-11-20', '2026-11-20'],
    ['date', '1795132800000', '2026-11-20'],
    ['date', '2026-11-20T00:00:00Z', '2026-11-20'],
    ['datetime', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z'],
    ['datetime', '1795168800000', '2026-11-20T10:00:00.000Z'],
    ['enumeration', 'a;b', 'a;b'],
  ])('of type %s with %s is %s', (type, raw, told) => {
    expect(seenIn(property(type), raw, null)).toEqual(asValue(told));
  });

  test.each([
    ['string', null],
    ['string', ''],
    ['number', ' '],
  ])('of type %s with %j is blank', (type, raw) => {
    expect(seenIn(property(type), raw, null)).toEqual({ kind: 'blank' });
  });

  test.each([
    ['string', undefined],
    ['number', 'many'],
    ['number', '1e999'],
    ['bool', 'yes'],
    ['date', 'soon'],
    ['datetime', 'soon'],
    ['datetime', '99999999999999999'],
    ['json', '{}'],
  ])('of type %s with %j is unseen', (type, raw) => {
    expect(seenIn(property(type), raw, null)).toEqual(UNSEEN);
  });

  test.each([
    ['EUR', '12.5', asValue(1_250)],
    ['JPY', '12', asValue(12)],
    ['KWD', '0.001', asValue(1)],
    ['JPY', '12.5', UNSEEN],
    ['EUR', '90071992547409.93', UNSEEN],
    ['EUR', 'a lot', UNSEEN],
    [null, '12', UNSEEN],
  ])('that is an amount in %s with %s is in minor units, or unseen', (currency, raw, seen) => {
    expect(seenIn(amount, raw, currency)).toEqual(seen);
  });

  test('that was written is read as it was sent, whatever its type', () => {
    const scalar = fc.oneof(
      fc.record({ type: fc.constant('number'), raw: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
      fc.record({ type: fc.constant('amount'), raw: fc.maxSafeInteger() }),
      fc.record({ type: fc.constant('bool'), raw: fc.boolean() }),
      fc.record({ type: fc.constant('string'), raw: fc.string().filter((text) => text.trim() !== '') }),
    );
    fc.assert(
      fc.property(scalar, fc.constantFrom('EUR', 'JPY', 'KWD'), ({ type, raw }, currency) => {
        const described = type === 'amount' ? amount : property(type);
        const sent = textOf(described, asValue(raw), currency);
        expect(seenIn(described, sent, currency)).toEqual(asValue(raw === 0 ? 0 : raw));
      }),
    );
  });

  test('is cleared by an empty text, and an amount without a currency is not written', () => {
    expect(textOf(amount, { kind: 'cleared' }, null)).toBe('');
    expect(textOf(amount, asValue(1), null)).toBeNull();
  });
});

test.each([
  [property('string', { fieldType: 'file' }), 'other'],
  [property('string', { fieldType: 'phonenumber' }), 'phone'],
  [property('phone_number'), 'phone'],
  [property('string', { name: 'work_email' as FieldName }), 'email'],
  [property('number', { numberDisplayHint: 'currency' }), 'amount'],
  [property('enumeration', { referencedObjectType: 'OWNER' }), 'reference'],
  [property('object_coordinates'), 'other'],
])('a described property %# has our type %s', (described, type) => {
  expect(typeOf(described)).toBe(type);
});

test.each([
  [{ calculated: true }, true],
  [{ modificationMetadata: { readOnlyValue: true } }, true],
  [{ fieldType: 'calculation_rollup' }, true],
  [{ modificationMetadata: { readOnlyValue: false } }, false],
])('a property with %j is read only: %s', (more, told) => {
  expect(isReadOnly(property('number', more))).toBe(told);
});

test('a moment is text or milliseconds, or none', () => {
  expect([momentOf(undefined), momentOf(null), momentOf('never')]).toEqual([null, null, null]);
});
