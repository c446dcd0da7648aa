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

/** Times are ISO texts in UTC on both sides; one with another offset would belong to another day in part of the world. */
const TIME =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?Z$/;

const patterns: Readonly<Record<DateFormat, RegExp>> = {
  'YYYY-MM-DD': /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  'DD.MM.YYYY': /^(?<day>\d{2})\.(?<month>\d{2})\.(?<year>\d{4})$/,
  'DD/MM/YYYY': /^(?<day>\d{2})\/(?<month>\d{2})\/(?<year>\d{4})$/,
  'MM/DD/YYYY': /^(?<month>\d{2})\/(?<day>\d{2})\/(?<year>\d{4})$/,
  time: TIME,
  YYYYMMDD: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
};

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** By the rules of the calendar, not by a date library: the settings page would load one for nothing else. */
const isDay = ({ year, month, day }: Day): boolean => {
  const [inYear, inMonth, inDay] = [Number(year), Number(month), Number(day)];
  const isLeap = inYear % 4 === 0 && (inYear % 100 !== 0 || inYear % 400 === 0);
  const length = inMonth === 2 && isLeap ? 29 : (LENGTHS[inMonth - 1] ?? 0);
  return inDay >= 1 && inDay <= length;
};

/** The day of a text; null = it is not written so, or is no day of the calendar. */
export const readDay = (text: string, format: DateFormat): Day | null => {
  const { year, month, day } = patterns[format].exec(text)?.groups ?? {};
  if (year === undefined || month === undefined || day === undefined) return null;
  return isDay({ year, month, day }) ? { year, month, day } : null;
};

export const writeDay = ({ year, month, day }: Day, format: DateFormat): string =>
  format === 'time'
    ? `${year}-${month}-${day}T00:00:00.000Z`
    : format.replace('YYYY', year).replace('MM', month).replace('DD', day);
