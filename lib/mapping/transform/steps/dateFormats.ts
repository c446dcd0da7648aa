import { Temporal } from 'temporal-polyfill';

/** How a system writes a day. `time`: an instant in UTC, of which a day is the first. */
export const DATE_FORMATS = [
  'YYYY-MM-DD',
  'DD.MM.YYYY',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'YYYYMMDD',
  'time',
] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

interface Day {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

const patterns: Readonly<Record<Exclude<DateFormat, 'time'>, RegExp>> = {
  'YYYY-MM-DD': /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  'DD.MM.YYYY': /^(?<day>\d{2})\.(?<month>\d{2})\.(?<year>\d{4})$/,
  'DD/MM/YYYY': /^(?<day>\d{2})\/(?<month>\d{2})\/(?<year>\d{4})$/,
  'MM/DD/YYYY': /^(?<month>\d{2})\/(?<day>\d{2})\/(?<year>\d{4})$/,
  YYYYMMDD: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
};

const isDay = ({ year, month, day }: Day): boolean => {
  try {
    Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    );
    return true;
  } catch {
    // 31 February: the calendar says so by throwing.
    return false;
  }
};

const readTime = (text: string): Day | null => {
  // Only what we write ourselves, and what an instant looks like: a day with an hour and an offset.
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) return null;
  try {
    const [year = '', month = '', day = ''] = Temporal.Instant.from(text).toString().slice(0, 10).split('-');
    return { year, month, day };
  } catch {
    return null;
  }
};

/** The day of a text, in UTC where it is an instant; null = it is not written so, or is no day of the calendar. */
export const readDay = (text: string, format: DateFormat): Day | null => {
  if (format === 'time') return readTime(text);
  const { year, month, day } = patterns[format].exec(text)?.groups ?? {};
  if (year === undefined || month === undefined || day === undefined) return null;
  return isDay({ year, month, day }) ? { year, month, day } : null;
};

export const writeDay = ({ year, month, day }: Day, format: DateFormat): string =>
  format === 'time'
    ? `${year}-${month}-${day}T00:00:00.000Z`
    : format.replace('YYYY', year).replace('MM', month).replace('DD', day);
