import Big from 'big.js';
import { convert } from '../../../../finance/money.ts';
import type { Random } from './random.ts';

/** Invented but plausible rates to the company's euro: what one unit is worth in ten-thousandths, and what one euro buys. */
const rates = {
  EUR: { perUnit: 10_000, perEuro: '1' },
  USD: { perUnit: 9_250, perEuro: '1.081' },
  GBP: { perUnit: 11_730, perEuro: '0.8525' },
  CHF: { perUnit: 10_440, perEuro: '0.9578' },
  SEK: { perUnit: 885, perEuro: '11.3' },
  JPY: { perUnit: 61, perEuro: '163.5' },
  KWD: { perUnit: 29_870, perEuro: '0.3348' },
} as const;
export type DatasetCurrency = keyof typeof rates;

/** A rate as it may have been booked on some day: within 3 % of the usual one, euros always 1. */
export const bookedRate = (currency: DatasetCurrency, random: Random): string =>
  currency === 'EUR'
    ? '1'
    : new Big(rates[currency].perUnit).times(random.between(9_700, 10_300)).times('1e-8').toFixed();

/** A euro price in another currency's minor units. */
export const priceIn = (currency: DatasetCurrency, euroCents: number): number =>
  convert(euroCents, 'EUR', currency, rates[currency].perEuro);
