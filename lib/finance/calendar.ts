import { Temporal } from 'temporal-polyfill';

// ISO dates of one calendar compare as text; only distances need a calendar.

/**
 * Days from 1 March of the year 0 (proleptic Gregorian) to an ISO date. Every open instalment asks for its distance, and `Temporal`
 * takes fifty times as long to tell it; `calendar.test.ts` holds the two against each other.
 */
const dayNumber = (date: string): number => {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = date.split('-').map(Number);
  // A year that begins in March has its leap day at its end, and months of 31, 30, 31, 30, 31 days in turns.
  const months = (month + 9) % 12;
  const years = year - Math.floor(months / 10);
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return 365 * years + leapDays + Math.floor((months * 306 + 5) / 10) + day - 1;
};

/** Whole days from the due date to the as-of date: 0 on the day itself, negative before. */
export const daysPastDue = (due: string, asOf: string): number => dayNumber(asOf) - dayNumber(due);

export const daysBefore = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).subtract({ days }).toString();

/**
 * First day of the fiscal year that holds `asOf`: the latest `fiscalYearStart` (MM-DD) on or before it.
 * A year that starts on 29 February starts on the 28th where there is none.
 */
export const fiscalYearFirstDay = (asOf: string, fiscalYearStart: string): string => {
  const date = Temporal.PlainDate.from(asOf);
  const [month, day] = fiscalYearStart.split('-').map(Number);
  if (month === undefined || day === undefined) throw new RangeError(`"${fiscalYearStart}" is not MM-DD.`);
  const startIn = (year: number) => Temporal.PlainDate.from({ year, month, day }).toString();
  const thisYear = startIn(date.year);
  return thisYear <= asOf ? thisYear : startIn(date.year - 1);
};
