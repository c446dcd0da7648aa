import { FINANCE_FIELDS, type FieldMapping } from '../erp/api/fieldMapping.ts';
import type { FieldName, MappingVersion } from '../sync/ids.ts';
import type { FieldRule, Form, Mapping } from '../sync/rule.ts';
import type { Scalar } from '../sync/value.ts';
import { readRules, type SavedRule } from './readRules.ts';
import { ruleKey } from './ruleKey.ts';
import { carryChain, type Step } from './transform/registry.ts';
import type { Direction } from './transform/step.ts';

/**
 * A value that a chain refuses travels as it stands: the system that gets it has rules of its own, and says in its own words why it
 * does not take it. Nothing is half converted.
 */
const formOf = (steps: readonly Step[]): Form => {
  const carry = (direction: Direction, value: Scalar): Scalar => {
    const answer = carryChain(steps, direction, value);
    return answer.kind === 'value' ? answer.value : value;
  };
  return { toCrm: (value) => carry('toCrm', value), toErp: (value) => carry('toErp', value) };
};

const toRule = (rule: SavedRule, steps: readonly Step[]): FieldRule => {
  const { crmField, erpField, blanks, group, askAbove, flow } = rule;
  const common = {
    key: ruleKey({ crmField, erpField, steps }),
    crmField: crmField as FieldName,
    erpField: erpField as FieldName,
    form: formOf(steps),
    blanks,
    group,
    askAbove,
  };
  return flow.direction === 'toCrm' && FINANCE_FIELDS.includes(erpField)
    ? { ...common, owner: 'finance', flow: { direction: 'toCrm', firstTime: flow.firstTime } }
    : { ...common, owner: 'shared', flow };
};

/** A saved mapping → the rules that the sync plans with. What this version cannot carry out is left out: see `readRules`. */
export const toMapping = (saved: { readonly version: number; readonly mapping: FieldMapping }): Mapping => ({
  version: saved.version as MappingVersion,
  rules: readRules(saved.mapping.rules).usable.map(({ rule, steps }) => toRule(rule, steps)),
});
