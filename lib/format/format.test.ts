import { describe, expect, it } from 'vitest';
import { formatAge, formatAsOf, formatCountdown, formatDays } from './age.ts';
import { formatDate, formatInstant } from './date.ts';
import { displayLocale } from './locale.ts';
import { formatDecimal, formatTenths } from './number.ts';

const MINUTE = 60_000;

describe('an age', () => {
  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [MINUTE, '1 min ago'],
    [2 * MINUTE + 59_000, '2 min ago'],
    [60 * MINUTE, '1 hr ago'],
    [24 * 60 * MINUTE, '1 day ago'],
    [72 * 60 * MINUTE, '3 days ago'],
  ])('of %d ms reads "%s"', (ms, text) => {
    expect(formatAge(1_000_000, 1_000_000 + ms, 'en')).toBe(text);
  });

  it('is "just now" where the clock was set back since', () => {
    expect(formatAge(2_000_000, 1_000_000, 'en')).toBe('just now');
  });
});

it.each([
  [MINUTE - 1, 'as of now'],
  [2 * MINUTE, 'as of 2 min ago'],
])('figures that are %d ms old are "%s"', (ms, text) => {
  expect(formatAsOf(1_000_000, 1_000_000 + ms)).toBe(text);
});

describe('days, countdowns and dates', () => {
  it('has one day and several days', () => {
    expect(formatDays(1)).toBe('1 day');
    expect(formatDays(87)).toBe('87 days');
    expect(formatDays(2468)).toBe('2,468 days');
  });

  it('counts down to zero and not below, in whole seconds that have not passed yet', () => {
    expect(formatCountdown(95_000)).toBe('1:35');
    expect(formatCountdown(1)).toBe('0:01');
    expect(formatCountdown(-5000)).toBe('0:00');
  });

  it('never shifts a calendar date by a day, whatever the time zone', () => {
    expect(formatDate('2026-03-29', 'en-US')).toBe('Mar 29, 2026');
    expect(formatDate('2026-01-01', 'en-US')).toBe('Jan 1, 2026');
  });

  it('writes an instant with its time', () => {
    expect(formatInstant(Date.UTC(2026, 10, 20, 12, 0, 5), 'en-US')).toMatch(/Nov 20, 2026.*:\d\d:05/);
  });

  it('has one decimal where a figure is told with one', () => {
    expect([90, 58.3, -1800.8].map(formatTenths)).toEqual(['90.0', '58.3', '-1,800.8']);
  });

  it('keeps every digit of a quantity that came as text', () => {
    expect(formatDecimal('12345.678901234567', 'en-US')).toBe('12,345.678901234567');
  });
});

describe('the language of numbers', () => {
  it('is the language of the catalogue', () => {
    expect(displayLocale().split('-')[0]).toBe('en');
  });
});
