import { readSteps } from '../../transform/registry.ts';
import type { Check } from '../checked.ts';

const CODES = { unknownStep: 'stepsUnreadable', badParameters: 'stepsIncomplete' } as const;

/** A step that this version does not have, or one that is not filled in as it has to be: the rule is not carried out. */
export const stepsUnreadable: Check = ({ rules }) =>
  rules.flatMap(({ at, rule }) => {
    const read = readSteps(rule.steps);
    if ('steps' in read) return [];
    const { code, step } = read.problem;
    return [{ code: CODES[code], severity: 'error', rules: [at], side: null, values: [step] }];
  });
