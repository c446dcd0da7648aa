import { readSteps } from '../../transform/registry.ts';
import type { Check } from '../checked.ts';

/** A step that this version does not have, or with parameters that it does not understand: the rule is not carried out. */
export const stepsUnreadable: Check = ({ rules }) =>
  rules.flatMap(({ at, rule }) => {
    const read = readSteps(rule.steps);
    return 'steps' in read
      ? []
      : [
          {
            code: 'stepsUnreadable',
            severity: 'error',
            rules: [at],
            side: null,
            values: [read.problem.step],
          },
        ];
  });
