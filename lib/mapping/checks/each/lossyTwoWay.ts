import { lossOfChain } from '../../transform/registry.ts';
import type { Check } from '../checked.ts';

/** Steps that lose something on a rule that goes both ways: what one side types comes back to it as less. */
export const lossyTwoWay: Check = ({ rules }) =>
  rules.flatMap(({ at, steps, ways }) => {
    if (steps === null || ways.length < 2) return [];
    const lossy = ways.filter(({ direction }) => lossOfChain(steps, direction) === 'content');
    const [only] = lossy;
    if (only === undefined) return [];
    return [
      {
        code: 'lossyTwoWay',
        severity: 'caution',
        rules: [at],
        side: lossy.length === 1 ? only.to : null,
        values: [],
      },
    ];
  });
