import { FINANCE_FIELDS, type FieldMapping } from '../erp/api/fieldMapping.ts';
import { ruleKey } from './ruleKey.ts';
import { readSteps, type Step, type StepsProblem } from './transform/registry.ts';

export type SavedRule = FieldMapping['rules'][number];

/** Why a saved rule is not carried out. */
export type Unusable =
  | { readonly rule: SavedRule; readonly code: StepsProblem['code']; readonly step: string }
  /** `sameAgain`: an earlier rule means the same. `financeOwned`: it would write what only finance may. */
  | { readonly rule: SavedRule; readonly code: 'sameAgain' | 'financeOwned' }
  /** A field of its group cannot be carried, and a group moves as one or not at all. */
  | { readonly rule: SavedRule; readonly code: 'groupBroken' };

interface Usable {
  readonly rule: SavedRule;
  readonly steps: readonly Step[];
}

const readRule = (rule: SavedRule): Usable | Unusable => {
  if (rule.flow.direction !== 'toCrm' && FINANCE_FIELDS.includes(rule.erpField))
    return { rule, code: 'financeOwned' };
  const read = readSteps(rule.steps);
  return 'problem' in read ? { rule, ...read.problem } : { rule, steps: read.steps };
};

/** What of a saved mapping this version can carry out. A rule that it does not understand is left out whole, never half applied. */
export const readRules = (
  rules: readonly SavedRule[],
): { readonly usable: readonly Usable[]; readonly unusable: readonly Unusable[] } => {
  const usable: Usable[] = [];
  const unusable: Unusable[] = [];
  const keys = new Set<string>();
  for (const read of rules.map(readRule)) {
    if ('code' in read) unusable.push(read);
    else if (keys.has(ruleKey({ ...read.rule, steps: read.steps })))
      unusable.push({ rule: read.rule, code: 'sameAgain' });
    else {
      keys.add(ruleKey({ ...read.rule, steps: read.steps }));
      usable.push(read);
    }
  }
  const broken = new Set(
    unusable.filter(({ code }) => code !== 'sameAgain').flatMap(({ rule: { group } }) => group ?? []),
  );
  const isBroken = ({ rule: { group } }: Usable): boolean => group !== null && broken.has(group);
  return {
    usable: usable.filter((each) => !isBroken(each)),
    unusable: [
      ...unusable,
      ...usable.filter(isBroken).map(({ rule }) => ({ rule, code: 'groupBroken' as const })),
    ],
  };
};
