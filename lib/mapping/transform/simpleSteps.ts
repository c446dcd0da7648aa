import * as z from 'zod';
import type { Transformer } from './step.ts';
import { country } from './steps/country.ts';
import { currency } from './steps/currency.ts';
import { date } from './steps/date.ts';
import { emptyText } from './steps/default.ts';
import { join } from './steps/join.ts';
import { letterCase } from './steps/letterCase.ts';
import { number } from './steps/number.ts';
import { phone } from './steps/phone.ts';
import { picklist } from './steps/picklist.ts';
import { prefix } from './steps/prefix.ts';
import { split } from './steps/split.ts';
import { state } from './steps/state.ts';
import { trim } from './steps/trim.ts';

/** A step that holds no others. */
export const simpleStep = z.union([
  trim.schema,
  letterCase.schema,
  split.schema,
  join.schema,
  prefix.schema,
  date.schema,
  number.schema,
  currency.schema,
  picklist.schema,
  country.schema,
  state.schema,
  phone.schema,
  emptyText.schema,
]);
export type SimpleStep = z.infer<typeof simpleStep>;

/** By name, in the order in which they are offered. A new one is a file, a line above and a line here. */
export const SIMPLE_STEPS: {
  readonly [N in SimpleStep['step']]: Transformer<Extract<SimpleStep, { step: N }>>;
} = {
  trim,
  case: letterCase,
  split,
  join,
  prefix,
  date,
  number,
  currency,
  picklist,
  country,
  state,
  phone,
  default: emptyText,
};

// The registry pairs each name with its own parameters, so a step and the transformer of its name belong together.
export const simpleTransformer = ({ step }: SimpleStep): Transformer<SimpleStep> => SIMPLE_STEPS[step];
