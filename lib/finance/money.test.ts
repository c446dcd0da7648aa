import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyDigits } from './currency.ts';
import { convert, MoneyError, sum } from './money.ts';

const codeOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof MoneyError) return error.code;
    throw error;
  }
  return 'none';
};

test.each([
  ['EUR', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['CLF', 4],
  ['XOF', 0],
  ['ZAR', 2],
])('%s has %i decimals', (currency, digits) => {
  expect(currencyDigits(currency)).toBe(digits);
});

describe('between currencies', () => {
  test.each([
    ['cents to cents', 500_000, 'USD', 'EUR', '0.9250', 462_500],
    ['yen, which have no cents', 1_358_024, 'JPY', 'EUR', '0.00612', 831_111],
    ['dinars, which have three decimals', 987_654, 'KWD', 'EUR', '2.9876', 295_072],
    ['cents to yen', 100_00, 'EUR', 'JPY', '163.4', 16_340],
    ['half a cent goes to the even one below', 1, 'USD', 'EUR', '0.5', 0],
    ['half a cent goes to the even one above', 3, 'USD', 'EUR', '0.5', 2],
    ['half a cent owed the other way too', -3, 'USD', 'EUR', '0.5', -2],
    ['twelve digits at a long rate', 999_999_999_999, 'USD', 'EUR', '0.92501234', 925_012_339_999],
    ['nothing, in the other direction', -0, 'USD', 'EUR', '0.9', 0],
  ])('%s', (_, amount, from, to, rate, converted) => {
    expect(convert(amount, from, to, rate)).toBe(converted);
  });

  test('a rate of 1 within one currency changes nothing', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        expect(convert(amount, 'EUR', 'EUR', '1')).toBe(amount);
      }),
    );
  });
});

describe('what cannot be told exactly is an error, never a wrong number', () => {
  test('a sum beyond safe integers', () => {
    expect(codeOf(() => sum([Number.MAX_SAFE_INTEGER, 1]))).toBe('money.overflow');
  });

  test('a conversion beyond safe integers', () => {
    expect(codeOf(() => convert(Number.MAX_SAFE_INTEGER, 'USD', 'EUR', '1.1'))).toBe('money.overflow');
  });

  test('a rate that is no decimal', () => {
    expect(codeOf(() => convert(1, 'USD', 'EUR', 'one'))).toBe('money.notADecimal');
  });

  test('a sum may pass through what is too large, in any order, as long as it comes out', () => {
    const max = Number.MAX_SAFE_INTEGER;
    expect(sum([max, max, -max])).toBe(max);
    expect(sum([-max, max, max])).toBe(max);
  });
});
