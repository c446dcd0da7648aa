import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldName } from '../../../sync/ids.ts';
import { asValue, BLANK, type Stored, UNSEEN } from '../../../sync/value.ts';
import type { DescribedField } from './describe.ts';
import { isOwnDoing, jsonOf, seenIn } from './values.ts';

const of = (type: string, scale = 2): DescribedField => ({
  name: 'F' as FieldName,
  label: 'F',
  type,
  length: 255,
  scale,
  nillable: true,
  createable: true,
  updateable: true,
  filterable: true,
  defaultedOnCreate: false,
  unique: false,
  picklistValues: null,
});
const CLEARED = { kind: 'cleared' } as const;

describe('a value of an answer', () => {
  test.each<[string, unknown, Stored | typeof UNSEEN]>([
    ['string', ' as stored ', asValue(' as stored ')],
    ['string', null, BLANK],
    ['string', '', BLANK],
    ['string', 7, UNSEEN],
    ['string', undefined, UNSEEN],
    ['multipicklist', 'a;b', asValue('a;b')],
    ['boolean', false, asValue(false)],
    ['boolean', 'false', UNSEEN],
    ['percent', 12.5, asValue(12.5)],
    ['int', '12', UNSEEN],
    ['date', '2026-11-20', asValue('2026-11-20')],
    ['datetime', '2026-11-20T10:00:00.000+0100', asValue('2026-11-20T09:00:00.000Z')],
    ['datetime', 'yesterday', UNSEEN],
    ['reference', '001Qy0000000001', asValue('001Qy0000000001IAA')],
    ['reference', 'somebody', UNSEEN],
    ['encryptedstring', '*****', UNSEEN],
    ['address', { city: 'Kiel' }, UNSEEN],
    ['currency', 12.34, asValue(1_234)],
    ['currency', -0, asValue(0)],
    ['currency', 0.0125, UNSEEN],
    ['currency', 1e16, UNSEEN],
  ])('%s %j', (type, raw, seen) => {
    expect(seenIn(of(type), raw, 'EUR')).toEqual(seen);
  });

  test('is unseen as an amount of no known currency', () => {
    expect(seenIn(of('currency'), 12, null)).toEqual(UNSEEN);
    expect(jsonOf(of('currency'), asValue(1_200), null)).toBeUndefined();
  });
});

test('an amount goes out and comes back to the minor unit, in every currency', () => {
  const amount = fc.integer({ min: -9_007_199_254_740, max: 9_007_199_254_740 });
  fc.assert(
    fc.property(amount, fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'), (minor, currency) => {
      const json = jsonOf(of('currency'), asValue(minor), currency);
      expect(seenIn(of('currency'), json, currency)).toEqual(asValue(minor));
    }),
  );
});

test('a value that is no amount goes out as it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean()), (value) => {
      expect(jsonOf(of('string'), asValue(value), 'EUR')).toBe(value);
    }),
  );
  expect(jsonOf(of('currency'), CLEARED, null)).toBeNull();
});

describe('what Salesforce itself makes of a value', () => {
  test.each<[string, Parameters<typeof isOwnDoing>[1], Stored, boolean]>([
    ['string', asValue(' x\r\ny '), asValue('x\ny'), true],
    ['string', asValue('x'), asValue('X'), false],
    ['string', asValue('  '), BLANK, true],
    ['string', asValue('x'), BLANK, false],
    ['string', CLEARED, BLANK, true],
    ['string', CLEARED, asValue('x'), false],
    ['multipicklist', asValue('b;a'), asValue('a;b'), true],
    ['picklist', asValue('a'), asValue('b'), false],
    ['email', asValue('A@B.example'), asValue('a@b.example'), true],
    ['boolean', asValue(true), asValue(true), true],
    ['boolean', asValue(true), asValue(false), false],
    ['datetime', asValue('2026-11-20T10:00:00.700Z'), asValue('2026-11-20T10:00:00.000Z'), true],
    ['datetime', asValue('2026-11-20T10:00:00.700Z'), asValue('2026-11-20T10:00:01.000Z'), false],
    ['reference', asValue('001Qy0000000001'), asValue('001Qy0000000001IAA'), true],
    ['double', asValue(1.005), asValue(1.01), true],
    ['double', asValue(1.005), asValue(1.02), false],
    ['currency', asValue(1_000), asValue(1_001), false],
  ])('%s %j → %j: %s', (type, written, back, own) => {
    expect(isOwnDoing(of(type), written, back, 'EUR')).toBe(own);
  });

  test('includes every rounding to the scale, and nothing beyond it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 2 }), (minor, scale) => {
        const step = 10 ** (2 - scale);
        const kept = Math.round(minor / step) * step;
        const field = of('currency', scale);
        expect(isOwnDoing(field, asValue(minor), asValue(kept), 'EUR')).toBe(true);
        expect(isOwnDoing(field, asValue(minor), asValue(kept + 2 * step), 'EUR')).toBe(false);
      }),
    );
  });
});
