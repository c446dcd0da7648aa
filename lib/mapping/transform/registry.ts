import type * as z from 'zod';
import type { Scalar } from '../../sync/value.ts';
import type { FieldType } from '../field.ts';
import { carryThrough, lossThrough, typeThrough } from './chain.ts';
import { SIMPLE_STEPS, type SimpleStep } from './simpleSteps.ts';
import type { Direction, Loss, StepAnswer, Transformer } from './step.ts';
import { condition } from './steps/condition.ts';

export type Step = SimpleStep | z.infer<typeof condition.schema>;
export type StepName = Step['step'];

export const TRANSFORMERS: { readonly [N in StepName]: Transformer<Extract<Step, { step: N }>> } = {
  ...SIMPLE_STEPS,
  condition,
};
export const STEP_NAMES = Object.keys(TRANSFORMERS) as readonly StepName[];

// The registry pairs each name with its own parameters, so a step and the transformer of its name belong together.
const transformerOf = ({ step }: Step): Transformer<Step> => TRANSFORMERS[step];

export type StepsProblem = { readonly code: 'unknownStep' | 'badParameters'; readonly step: string };

/** Steps as saved → steps that this version can carry out, or what it cannot. */
export const readSteps = (
  saved: readonly { readonly step: string }[],
): { readonly steps: readonly Step[] } | { readonly problem: StepsProblem } => {
  const steps: Step[] = [];
  for (const each of saved) {
    if (!Object.hasOwn(TRANSFORMERS, each.step)) return { problem: { code: 'unknownStep', step: each.step } };
    const parsed = TRANSFORMERS[each.step as StepName].schema.safeParse(each);
    if (!parsed.success) return { problem: { code: 'badParameters', step: each.step } };
    steps.push(parsed.data);
  }
  return { steps };
};

/** Through every step, or the first refusal: a chain is never half applied. Never throws. */
export const carryChain = (steps: readonly Step[], direction: Direction, value: Scalar): StepAnswer =>
  carryThrough(transformerOf, steps, direction, value);

export const lossOfChain = (steps: readonly Step[], direction: Direction): Loss =>
  lossThrough(transformerOf, steps, direction);

export const typeAfterChain = (
  steps: readonly Step[],
  direction: Direction,
  type: FieldType,
): FieldType | null => typeThrough(transformerOf, steps, direction, type);
