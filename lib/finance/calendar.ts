import { Temporal } from 'temporal-polyfill';

// ISO dates of one calendar compare as text; only distances need a calendar.

/** Whole days from the due date to the as-of date: 0 on the day itself, negative before. */
export const daysPastDue = (due: string, asOf: string): number =>
  Temporal.PlainDate.from(due).until(Temporal.PlainDate.from(asOf), { largestUnit: 'days' }).days;

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
