import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyDigits } from '../finance/currency.ts';
import { formatMoney } from './money.ts';

const show = (amount: number, currency: string) => formatMoney({ amount, currency }, 'en-US');

describe('an amount in minor units', () => {
  it.each([
    [123456, 'EUR', '€1,234.56'],
    [5, 'EUR', '€0.05'],
    [0, 'EUR', '€0.00'],
    [-36200, 'EUR', '-€362.00'],
    [12350, 'JPY', '¥12,350'],
    [1234567, 'KWD', 'KWD 1,234.567'],
    [12345, 'CLF', 'CLF 1.2345'],
  ])('%d %s is written %s', (amount, currency, text) => {
    expect(show(amount, currency).replaceAll('\u00a0', ' ')).toBe(text);
  });

  it('keeps the digits that ISO 4217 books where Intl would drop them', () => {
    expect(show(1234567, 'IQD')).toContain('1,234.567');
    expect(show(123456, 'HUF')).toContain('1,234.56');
  });

  it('loses no digit of the largest amount that can be told exactly', () => {
    expect(show(Number.MAX_SAFE_INTEGER, 'EUR')).toBe('€90,071,992,547,409.91');
    expect(show(Number.MIN_SAFE_INTEGER, 'EUR')).toBe('-€90,071,992,547,409.91');
  });

  it('reads back as the same minor units, whatever the amount and currency', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'), (amount, currency) => {
        const digits = show(amount, currency).replaceAll(/[^\d]/g, '');
        expect(Number(digits)).toBe(Math.abs(amount));
        expect(show(amount, currency).startsWith('-')).toBe(amount < 0);
        expect(/\.(\d+)$/.exec(show(amount, currency))?.[1]?.length ?? 0).toBe(currencyDigits(currency));
      }),
    );
  });

  it('follows the habits of the language', () => {
    expect(formatMoney({ amount: 123456, currency: 'EUR' }, 'de-DE').replaceAll('\u00a0', ' ')).toBe(
      '1.234,56 €',
    );
  });
});
