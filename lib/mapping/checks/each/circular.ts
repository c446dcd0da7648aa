import type { Check, CheckedRule } from '../checked.ts';

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly at: number;
}

const edgesOf = ({ at, rule, ways }: CheckedRule): readonly Edge[] => {
  const erp = `erp ${rule.erpField}`;
  const crm = `crm ${rule.crmField}`;
  return ways.map(({ direction }) =>
    direction === 'toCrm' ? { from: erp, to: crm, at } : { from: crm, to: erp, at },
  );
};

/** Everything that a field feeds, directly or through others, without the help of one rule. */
const fedFrom = (
  start: string,
  leaving: ReadonlyMap<string, readonly Edge[]>,
  without: number,
): ReadonlySet<string> => {
  const fed = new Set([start]);
  for (const field of fed) for (const { to, at } of leaving.get(field) ?? []) if (at !== without) fed.add(to);
  return fed;
};

/**
 * A field that feeds itself through two rules or more: each sync would set off the next one. One rule that goes both ways is no
 * circle: its base tells an echo from an edit.
 */
export const circular: Check = ({ rules }) => {
  const edges = rules.flatMap(edgesOf);
  const leaving = Map.groupBy(edges, ({ from }) => from);
  const arriving = Map.groupBy(edges, ({ to }) => to);
  const inCircle = edges.filter(
    ({ from, to, at }) =>
      // A field with a single rule to it, or from it, cannot be in a circle: most are not looked at further.
      (leaving.get(to) ?? []).some((edge) => edge.at !== at) &&
      (arriving.get(from) ?? []).some((edge) => edge.at !== at) &&
      fedFrom(to, leaving, at).has(from),
  );
  const places = [...new Set(inCircle.map(({ at }) => at))].sort((one, other) => one - other);
  if (places.length === 0) return [];
  return [{ code: 'circular', severity: 'error', rules: places, side: null, values: [] }];
};
