import type { Step } from '../../transform/registry.ts';
import type { Check, Way } from '../checked.ts';

/** Steps after which a text is at most as long as before, but for what is put in front of it. */
const KEEPS_LENGTH = new Set<Step['step']>(['trim', 'split', 'prefix']);

/** The longest text that can arrive; null = nobody can tell. */
const longest = ({ source, direction }: Way, steps: readonly Step[]): number | null => {
  if (source === null || !steps.every(({ step }) => KEEPS_LENGTH.has(step))) return null;
  const set =
    source.options === null
      ? source.maxLength
      : Math.max(0, ...source.options.map(({ value }) => value.length));
  if (set === null) return null;
  const put =
    direction === 'toCrm' ? steps.map((step) => (step.step === 'prefix' ? step.text.length : 0)) : [];
  return put.reduce((sum, length) => sum + length, set);
};

/** A text that may be longer than its target takes. Only a note: the fields are far longer than what people type. */
export const tooLong: Check = ({ rules }) =>
  rules.flatMap(({ at, steps, ways }) =>
    ways.flatMap((way) => {
      const length = steps === null ? null : longest(way, steps);
      const room = way.target?.maxLength ?? null;
      return length === null || room === null || length <= room
        ? []
        : [
            {
              code: 'tooLong',
              severity: 'note',
              rules: [at],
              side: way.to,
              values: [way.target?.label ?? '', String(room), String(length)],
            },
          ];
    }),
  );
