import { displayLocale } from './locale.ts';

const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (locale: string): Intl.NumberFormat => {
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });
  formats.set(locale, format);
  return format;
};

/** "1,234.5": counts, DSO, and quantities given as decimal text. Every digit that was booked is kept. */
export const formatDecimal = (value: number | string, locale = displayLocale()): string =>
  formatOf(locale).format(value as `${number}`);
