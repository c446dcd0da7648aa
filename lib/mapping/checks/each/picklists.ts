import type { LiveField } from '../../field.ts';
import { carryChain, type Step } from '../../transform/registry.ts';
import type { Check, CheckedRule, Way } from '../checked.ts';
import type { Finding } from '../finding.ts';

/** A sentence names some; the list itself has the rest. */
const NAMED = 5;

/** Every value that can set out: the list's, or those that a step names and lets no others pass. null = any text at all. */
const valuesFrom = (
  { options, type }: LiveField,
  steps: readonly Step[],
  { direction }: Way,
): readonly (string | boolean)[] | null => {
  if (options !== null) return options.map(({ value }) => value);
  if (type === 'boolean') return [true, false];
  const first = direction === 'toCrm' ? steps[0] : steps.at(-1);
  if (first?.step !== 'picklist' || first.unmapped === 'pass') return null;
  return first.pairs
    .map((pair) => pair[direction === 'toCrm' ? 'erp' : 'crm'])
    .filter((value) => typeof value !== 'number');
};

const labelOf = ({ options }: LiveField, value: string | boolean): string =>
  options?.find((option) => option.value === value)?.label ?? String(value);

const checkWay = ({ at, steps }: CheckedRule, way: Way): readonly Finding[] => {
  const { source, target, direction, to } = way;
  if (steps === null || source === null || target === null || target.options === null) return [];
  const values = valuesFrom(source, steps, way);
  const common = { severity: 'caution' as const, rules: [at], side: to };
  if (values === null) return [{ ...common, code: 'picklistOpen', values: [target.label] }];
  const accepted = new Set(target.options.map(({ value }) => value));
  const without = values.filter((value) => {
    const answer = carryChain(steps, direction, value);
    return answer.kind === 'refused' || !accepted.has(String(answer.value));
  });
  if (without.length === 0) return [];
  const named = without.slice(0, NAMED).map((value) => labelOf(source, value));
  return [
    {
      ...common,
      code: 'picklistGap',
      values: [named.join(', ') + (without.length > NAMED ? ', …' : ''), target.label],
    },
  ];
};

/** Values of one list that have no counterpart in the other: whoever picks one is told "no" by the other system. */
export const picklists: Check = ({ rules }) =>
  rules.flatMap((rule) => rule.ways.flatMap((way) => checkWay(rule, way)));
