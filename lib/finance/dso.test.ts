import { expect, test } from 'vitest';
import { daysSalesOutstanding } from './dso.ts';

test.each([
  [197_500, 59_500, 298.7],
  [-36_200, 23_800, -136.9],
  [0, 11_900, 0],
  [9_007_199_254_740_991, 9_007_199_254_740_991, 90],
  // Ties go to the even tenth: 0.05 → 0.0, 0.15 → 0.2, −0.15 → −0.2.
  [1, 1_800, 0],
  [3, 1_800, 0.2],
  [-3, 1_800, -0.2],
])('AR %i over sales of %i is %f days', (arBalance, sales, days) => {
  expect(daysSalesOutstanding(arBalance, sales)).toBe(days);
});

test.each([0, -100])('sales of %i have no DSO: unknown, not zero', (sales) => {
  expect(daysSalesOutstanding(100, sales)).toBeNull();
});
