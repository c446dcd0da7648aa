import { displayLocale } from './locale.ts';

const days = new Map<string, Intl.DateTimeFormat>();

const dayFormat = (locale: string): Intl.DateTimeFormat => {
  const format =
    days.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  days.set(locale, format);
  return format;
};

/** "Nov 20, 2026" from "2026-11-20". A calendar date has no time zone, so it is read and written in UTC and never shifts. */
export const formatDate = (isoDate: string, locale = displayLocale()): string =>
  dayFormat(locale).format(new Date(`${isoDate}T00:00:00Z`));

const instants = new Map<string, Intl.DateTimeFormat>();

/** Date and time of an instant, in the reader's own time zone. */
export const formatInstant = (epochMs: number, locale = displayLocale()): string => {
  const format =
    instants.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  instants.set(locale, format);
  return format.format(new Date(epochMs));
};
