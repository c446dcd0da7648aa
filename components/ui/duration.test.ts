import { expect, it } from 'vitest';
import { durationText } from './duration.ts';

it.each([
  [1, '1 second'],
  [45, '45 seconds'],
  [60, '60 seconds'],
  [61, '2 minutes'],
  [3600, '60 minutes'],
  [3601, '2 hours'],
])('%i seconds are waited for as "%s", never less than they are', (seconds, text) => {
  expect(durationText(seconds, 'en')).toBe(text);
});
