import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from './json.ts';
import { retryAfterMs } from './retryAfter.ts';
import { TransportError } from './transportError.ts';
import { transportFailure } from './transportFailure.ts';

describe('parseJson', () => {
  test.each([
    ['{"a":[1]}', { a: [1] }],
    ['null', null],
    ['<html>', undefined],
    ['{"a":', undefined],
    ['', undefined],
  ])('%j', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseJson(text)));
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2026-11-20T09:30:00Z');
  test.each([
    ['120', 120_000],
    ['0', 0],
    ['Fri, 20 Nov 2026 09:30:45 GMT', 45_000],
    ['Fri, 20 Nov 2026 09:00:00 GMT', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['nonsense GMT', undefined],
    ['Fri Nov 20 09:30:45 2026', undefined],
    ['', undefined],
  ])('Retry-After: %s', (value, expected) => {
    expect(retryAfterMs(new Headers({ 'Retry-After': value }), now)).toBe(expected);
  });

  test.each(['Fri, 20 Nov 2026 08:30:00 GMT', 'Fri, 20 Nov 2026 10:30:00 GMT'])(
    'a date counts from the clock that it was told by: %s',
    (date) => {
      const until = new Date(Date.parse(date) + 45_000).toUTCString();
      expect(retryAfterMs(new Headers({ 'Retry-After': until, Date: date }), now)).toBe(45_000);
    },
  );

  test('is unknown, not zero, without the header', () => {
    expect(retryAfterMs(new Headers(), now)).toBeUndefined();
  });
});

test.each([
  ['unreachable', 'crm.unreachable', 'erp.unreachable'],
  ['timeout', 'crm.timeout', 'erp.timeout'],
  ['redirected', 'crm.badAnswer', 'erp.badAnswer'],
  ['tooLarge', 'crm.badAnswer', 'erp.badAnswer'],
  ['malformed', 'crm.invalid', 'erp.invalid'],
  ['cancelled', 'cancelled', 'cancelled'],
  ['offline', 'offline', 'offline'],
] as const)('%s is told as %s or %s', (kind, crm, erp) => {
  expect(transportFailure(new TransportError(kind), 'crm')).toEqual({ code: crm });
  expect(transportFailure(new TransportError(kind), 'erp')).toEqual({ code: erp });
});
