import * as z from 'zod';
import type { Scalar } from '../../../sync/value.ts';
import { type FieldType, isTextual } from '../../field.ts';
import { type Direction, given, type Loss, refused, type Transformer } from '../step.ts';

const entry = z.union([z.string().max(255), z.boolean(), z.number()]);
const schema = z.strictObject({
  step: z.literal('picklist'),
  pairs: z.array(z.strictObject({ erp: entry, crm: entry })).max(300),
  /** A value that no pair names: refused, or carried as it is. */
  unmapped: z.enum(['refuse', 'pass']),
});
type PicklistStep = z.infer<typeof schema>;

const sides = (direction: Direction) =>
  direction === 'toCrm' ? (['erp', 'crm'] as const) : (['crm', 'erp'] as const);

const distinct = (values: readonly Scalar[]): boolean => new Set(values).size === values.length;

/** Losing nothing on the way there takes that each value has one counterpart of its own. */
const lossFrom = ({ pairs }: PicklistStep, direction: Direction): Loss => {
  const [from, to] = sides(direction);
  const used = new Map(pairs.toReversed().map((pair) => [pair[from], pair[to]]));
  if (!distinct([...used.values()])) return 'content';
  const back = new Map(pairs.toReversed().map((pair) => [pair[to], pair[from]]));
  return [...used].every(([value, counterpart]) => back.get(counterpart) === value) ? 'nothing' : 'content';
};

const TYPES = { string: 'picklist', boolean: 'boolean', number: 'number' } as const satisfies Record<
  string,
  FieldType
>;
const typeOf = (value: Scalar): FieldType =>
  typeof value === 'string' ? TYPES.string : typeof value === 'boolean' ? TYPES.boolean : TYPES.number;

/** Each value of one list with its counterpart in the other. Of several pairs with one value the first counts. */
export const picklist: Transformer<PicklistStep> = {
  schema,
  initial: { step: 'picklist', pairs: [], unmapped: 'refuse' },
  carry(direction, value, { pairs, unmapped }) {
    const [from, to] = sides(direction);
    const pair = pairs.find((each) => each[from] === value);
    if (pair !== undefined) return given(pair[to]);
    if (unmapped === 'refuse') return refused('notInList');
    // Carried as it is, it would read as the counterpart of another value.
    return pairs.some((each) => each[to] === value) ? refused('ambiguous') : given(value);
  },
  loss: (step) => ({ toCrm: lossFrom(step, 'toCrm'), toErp: lossFrom(step, 'toErp') }),
  typeAfter(direction, type, { pairs }) {
    const [from, to] = sides(direction);
    const takes = pairs.every((pair) => {
      const taken = typeOf(pair[from]);
      return taken === type || (taken === 'picklist' && isTextual(type)) || type === 'other';
    });
    const given = new Set(pairs.map((pair) => typeOf(pair[to])));
    if (!takes) return null;
    const [only] = given;
    return given.size === 1 && only !== undefined ? only : 'other';
  },
};
