const DAY_SECONDS = 86_400;

const secondOfDay = (at: number, timeZone: string): number => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium', hourCycle: 'h23' });
  const [hours = 0, minutes = 0, seconds = 0] = format.format(at).split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
};

/**
 * The next midnight in a time zone (IANA name), epoch milliseconds. On the two days of a year that have 23 or 25 hours the first
 * guess misses by an hour and says so itself. Throws `RangeError` for a zone that nobody knows.
 */
export const nextMidnight = (now: number, timeZone: string): number => {
  const guess = now - (now % 1000) + (DAY_SECONDS - secondOfDay(now, timeZone)) * 1000;
  const past = secondOfDay(guess, timeZone);
  return guess + (past < DAY_SECONDS / 2 ? -past : DAY_SECONDS - past) * 1000;
};

export const isTimeZone = (text: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: text }) !== undefined;
  } catch {
    return false;
  }
};
