import type { SideName } from '../../sync/rule.ts';
import type { LiveField, LiveFields } from '../field.ts';
import type { SavedRule } from '../readRules.ts';
import { readSteps, type Step } from '../transform/registry.ts';
import type { Direction } from '../transform/step.ts';
import type { Finding } from './finding.ts';

/** A rule with what every check needs to know of it. */
export interface CheckedRule {
  /** Its place in the mapping. */
  readonly at: number;
  readonly rule: SavedRule;
  /** null = this version cannot carry them out. */
  readonly steps: readonly Step[] | null;
  /** null = not among the live fields. */
  readonly erp: LiveField | null;
  readonly crm: LiveField | null;
  /** The ways in which values go. */
  readonly ways: readonly Way[];
}

/** One direction of a rule: where values come from and where they are written. */
export interface Way {
  readonly direction: Direction;
  readonly to: SideName;
  readonly source: LiveField | null;
  readonly target: LiveField | null;
}

export interface Checked {
  readonly rules: readonly CheckedRule[];
  readonly fields: LiveFields;
}

/** One kind of mistake. Pure; knows nothing of the other checks, nor of the page. */
export type Check = (checked: Checked) => readonly Finding[];

const waysOf = ({ flow }: SavedRule, erp: LiveField | null, crm: LiveField | null): readonly Way[] => {
  const toCrm: Way = { direction: 'toCrm', to: 'crm', source: erp, target: crm };
  const toErp: Way = { direction: 'toErp', to: 'erp', source: crm, target: erp };
  return flow.direction === 'both' ? [toCrm, toErp] : [flow.direction === 'toCrm' ? toCrm : toErp];
};

export const toChecked = (rules: readonly SavedRule[], fields: LiveFields): Checked => {
  const inErp = new Map(fields.erp.map((field) => [field.name, field]));
  const inCrm = new Map(fields.crm.map((field) => [field.name, field]));
  return {
    fields,
    rules: rules.map((rule, at) => {
      const read = readSteps(rule.steps);
      const erp = inErp.get(rule.erpField) ?? null;
      const crm = inCrm.get(rule.crmField) ?? null;
      return {
        at,
        rule,
        steps: 'steps' in read ? read.steps : null,
        erp,
        crm,
        ways: waysOf(rule, erp, crm),
      };
    }),
  };
};
