import type { SavedRule } from '../../lib/mapping/readRules.ts';
import { sameMapping } from './draft.ts';

/** One pair of fields in two mappings; null = that mapping has no such rule. */
export interface Difference {
  readonly erpField: string;
  readonly crmField: string;
  readonly theirs: SavedRule | null;
  readonly mine: SavedRule | null;
}

const sameRule = (one: SavedRule | null, other: SavedRule | null): boolean =>
  one !== null && other !== null && sameMapping({ rules: [one] }, { rules: [other] });

const nameOf = ({ erpField, crmField }: SavedRule): string => JSON.stringify([erpField, crmField]);

/** Where two mappings of one pair differ, rule by rule, in the order of `theirs`, then of what only `mine` has. */
export const differences = (
  theirs: readonly SavedRule[],
  mine: readonly SavedRule[],
): readonly Difference[] => {
  const left = new Map(mine.map((rule) => [nameOf(rule), rule]));
  const known = theirs.map((rule): Difference => {
    const own = left.get(nameOf(rule)) ?? null;
    left.delete(nameOf(rule));
    return { erpField: rule.erpField, crmField: rule.crmField, theirs: rule, mine: own };
  });
  const onlyMine = [...left.values()].map(
    (rule): Difference => ({ erpField: rule.erpField, crmField: rule.crmField, theirs: null, mine: rule }),
  );
  return [...known, ...onlyMine].filter((each) => !sameRule(each.theirs, each.mine));
};
