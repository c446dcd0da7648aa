import { ruleKey } from '../../ruleKey.ts';
import type { Check } from '../checked.ts';

/** Both fields and the steps once more: the second one would do nothing. */
export const sameRule: Check = ({ rules }) => {
  const places = Map.groupBy(
    rules.filter(({ steps }) => steps !== null),
    ({ rule, steps }) => ruleKey({ ...rule, steps: steps ?? [] }),
  );
  return [...places.values()].flatMap((same) =>
    same.length < 2
      ? []
      : [{ code: 'sameRule', severity: 'error', rules: same.map(({ at }) => at), side: null, values: [] }],
  );
};
