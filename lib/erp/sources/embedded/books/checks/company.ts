import { Temporal } from 'temporal-polyfill';
import type { Books } from '../format.ts';
import type { BooksProblem } from '../problem.ts';

const isTimeZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

const isMonthDay = (monthDay: string): boolean => {
  try {
    Temporal.PlainMonthDay.from(monthDay, { overflow: 'reject' });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** The day in the company's time zone decides what is overdue, so the zone must exist. */
export const companyProblems = ({ company }: Books): BooksProblem[] => {
  const problems: BooksProblem[] = [];
  if (!isTimeZone(company.timeZone)) {
    problems.push({
      place: 'company, timeZone',
      message: `"${company.timeZone}" is not a time zone. Use a name such as "Europe/Berlin".`,
    });
  }
  if (!isMonthDay(company.fiscalYearStart)) {
    problems.push({
      place: 'company, fiscalYearStart',
      message: `"${company.fiscalYearStart}" is not a day of the year. Use month and day, such as "04-01".`,
    });
  }
  return problems;
};
