import { expect, test } from 'vitest';
import { isTimeZone, nextMidnight } from './nextMidnight.ts';

test.each([
  ['an ordinary day', 'Europe/Berlin', '2026-11-20T11:00:00.250Z', '2026-11-20T23:00:00.000Z'],
  ['midnight itself', 'Europe/Berlin', '2026-11-20T23:00:00Z', '2026-11-21T23:00:00.000Z'],
  ['a day of 23 hours', 'Europe/Berlin', '2026-03-28T23:30:00Z', '2026-03-29T22:00:00.000Z'],
  ['a day of 25 hours', 'Europe/Berlin', '2026-10-24T22:30:00Z', '2026-10-25T23:00:00.000Z'],
  ['a zone of half hours', 'Asia/Kolkata', '2026-11-20T11:00:00Z', '2026-11-20T18:30:00.000Z'],
  ['west of Greenwich', 'America/New_York', '2026-11-20T03:00:00Z', '2026-11-20T05:00:00.000Z'],
])('the midnight after %s', (_, zone, now, midnight) => {
  expect(new Date(nextMidnight(Date.parse(now), zone)).toISOString()).toBe(midnight);
});

test('a zone is one that the calendar knows', () => {
  expect(isTimeZone('Asia/Tokyo')).toBe(true);
  expect(isTimeZone('Mars/Olympus')).toBe(false);
});
