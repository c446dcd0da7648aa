import { currencyDigits } from '../../../lib/finance/currency.ts';
import { formatMoney } from '../../../lib/format/money.ts';

/** Sorts amounts by what is printed: 1,000 JPY stands above 10.00 EUR, though both are 1000 minor units. No conversion. */
export const amountOf = (amount: number, currency: string): number => amount / 10 ** currencyDigits(currency);

const signs = new Map<string, number>();

/** Characters of a printed amount, near enough to find the widest without printing every one. */
export const amountWidth = (amount: number, currency: string): number => {
  const sign = signs.get(currency) ?? formatMoney({ amount: 0, currency }).length;
  signs.set(currency, sign);
  const digits = String(amount).length;
  return sign + digits + Math.floor(digits / 3);
};
