import { displayLocale } from './locale.ts';

/** "1,234.5": counts, DSO, and quantities given as decimal text. Every digit that was booked is kept. */
export const formatDecimal = (value: number | string, locale = displayLocale()): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(value as `${number}`);
