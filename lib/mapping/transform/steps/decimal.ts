import Big from 'big.js';
import type { Scalar } from '../../../sync/value.ts';
import type { StepRefusal } from '../step.ts';

/** A double tells decimals of this many digits apart, and gives each back as it was written. */
const DIGITS = 15;
const LARGEST = 1e21;
const SMALLEST = 1e-21;

/** Plain digits, with a point where there is a fraction. Thousands separators are not guessed at. */
const PLAIN = /^-?\d{1,40}(?:\.\d{1,40})?$/;

/** An exact decimal from a number or a plain text; a name where it is none, or one that would not come back as it was. */
export const readDecimal = (
  value: Scalar,
): Big | Extract<StepRefusal, 'notANumber' | 'tooPrecise' | 'tooLarge'> => {
  if (typeof value === 'boolean') return 'notANumber';
  if (typeof value === 'string' && !PLAIN.test(value)) return 'notANumber';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'notANumber';
  return withinBounds(new Big(value));
};

export const withinBounds = (exact: Big): Big | 'tooPrecise' | 'tooLarge' => {
  if (exact.c.length > DIGITS) return 'tooPrecise';
  const size = exact.abs();
  if (size.gte(LARGEST)) return 'tooLarge';
  return size.gt(0) && size.lt(SMALLEST) ? 'tooPrecise' : exact;
};
