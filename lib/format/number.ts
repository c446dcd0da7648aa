import { displayLocale } from './locale.ts';

const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (locale: string): Intl.NumberFormat => {
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });
  formats.set(locale, format);
  return format;
};

/** "1,234.5": counts, and quantities given as decimal text. Every digit that was booked is kept. */
export const formatDecimal = (value: number | string, locale = displayLocale()): string =>
  formatOf(locale).format(value as `${number}`);

/** "90.0": a figure that is told with one decimal has it where it is 0, too. */
export const formatTenths = (value: number): string =>
  value.toLocaleString(displayLocale(), { minimumFractionDigits: 1 });
