import type { Money } from '../erp/api/primitives.ts';
import { currencyDigits } from '../finance/currency.ts';
import { displayLocale } from './locale.ts';

/** Decimal text of an integer in minor units: 123456 with 2 digits is "1234.56". No float on the way, so no digit is lost. */
const decimalOf = (amount: number, digits: number): `${number}` => {
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = digits === 0 ? '' : `.${text.slice(-digits)}`;
  return `${amount < 0 ? '-' : ''}${whole}${fraction}` as `${number}`;
};

const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (currency: string, locale: string): Intl.NumberFormat => {
  const key = `${locale} ${currency}`;
  const digits = currencyDigits(currency);
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  formats.set(key, format);
  return format;
};

/** "€1,234.56" from 123456 EUR minor units. */
export const formatMoney = ({ amount, currency }: Money, locale = displayLocale()): string =>
  formatOf(currency, locale).format(decimalOf(amount, currencyDigits(currency)));
