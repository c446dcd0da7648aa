const days = new Map<string, Intl.DateTimeFormat>();

const dayFormat = (locale: string | undefined): Intl.DateTimeFormat => {
  const key = locale ?? '';
  const made = days.get(key) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  days.set(key, made);
  return made;
};

/** "Nov 20, 2026" from "2026-11-20". A calendar date has no time zone, so it is read and written in UTC and never shifts. */
export const formatDate = (isoDate: string, locale?: string): string =>
  dayFormat(locale).format(new Date(`${isoDate}T00:00:00Z`));

/** Date and time of an instant, in the reader's own time zone. */
export const formatInstant = (epochMs: number, locale?: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(epochMs));
