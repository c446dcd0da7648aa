import * as z from 'zod';
import type { Scalar } from '../../../sync/value.ts';
import { carryThrough, typeThrough } from '../chain.ts';
import { type SimpleStep, simpleStep, simpleTransformer } from '../simpleSteps.ts';
import { type Direction, refused, type StepAnswer, type Transformer } from '../step.ts';

// Not nested: what needs conditions within conditions needs a person who can read them.
const branch = z.array(simpleStep).max(5);
const schema = z.strictObject({
  step: z.literal('condition'),
  /** Asked of the ERP's value, as text. */
  is: z.enum(['equal', 'startingWith', 'endingWith', 'containing']),
  value: z.string().min(1).max(255),
  // biome-ignore lint/suspicious/noThenProperty: data that is read from JSON; nobody awaits it.
  then: branch,
  otherwise: branch,
});
type Condition = z.infer<typeof schema>;

const holds = ({ is, value }: Condition, asked: Scalar): boolean => {
  const text = String(asked);
  switch (is) {
    case 'equal':
      return text === value;
    case 'startingWith':
      return text.startsWith(value);
    case 'endingWith':
      return text.endsWith(value);
    case 'containing':
      return text.includes(value);
  }
};

const through = (steps: readonly SimpleStep[], direction: Direction, value: Scalar): StepAnswer =>
  carryThrough(simpleTransformer, steps, direction, value);

/**
 * One chain or another, as the ERP's value is. On the way back it takes the branch whose outcome agrees with the condition, the
 * first of them where both do; where neither does, nobody can say which value it was.
 */
export const condition: Transformer<Condition> = {
  schema,
  // biome-ignore lint/suspicious/noThenProperty: see above.
  initial: { step: 'condition', is: 'startingWith', value: '-', then: [], otherwise: [] },
  carry(direction, value, step) {
    if (direction === 'toCrm')
      return through(holds(step, value) ? step.then : step.otherwise, direction, value);
    const met = through(step.then, direction, value);
    if (met.kind === 'value' && holds(step, met.value)) return met;
    const unmet = through(step.otherwise, direction, value);
    return unmet.kind === 'value' && !holds(step, unmet.value) ? unmet : refused('ambiguous');
  },
  loss: () => ({ toCrm: 'content', toErp: 'content' }),
  typeAfter(direction, type, step) {
    const met = typeThrough(simpleTransformer, step.then, direction, type);
    const unmet = typeThrough(simpleTransformer, step.otherwise, direction, type);
    if (met === null || unmet === null) return null;
    return met === unmet ? met : 'other';
  },
};
