import type { ErpField } from '../../../api/erpFields.ts';
import type { HeldMapping, MappingPair } from '../../../api/fieldMapping.ts';
import type { Problem } from '../../../api/problem.ts';
import { CREATES_ALLOWED } from './createsAllowed.ts';

type Rule = HeldMapping['rules'][number];
type Complaint = NonNullable<Problem['errors']>[number];

/**
 * What the ERP has against a mapping of a pair, one sentence each, naming the rule; [] = nothing. The CRM's half it cannot know: a
 * CRM refuses a field by itself. A rule may give the value of a field that is only set when a record is made.
 */
export const checkMapping = (
  { erpObject }: MappingPair,
  { rules, create }: HeldMapping,
  fields: readonly ErpField[],
): readonly Complaint[] => [
  ...rules.flatMap((rule, index) => {
    const complaint = aboutField(
      rule,
      fields.find(({ name }) => name === rule.erpField),
      erpObject,
    );
    return complaint === null
      ? []
      : [{ path: `rules.${index}.${complaint.path}`, message: complaint.message }];
  }),
  ...sameTarget(rules, 'erpField', 'toErp', 'ERP'),
  ...sameTarget(rules, 'crmField', 'toCrm', 'CRM'),
  ...(['toErp', 'toCrm'] as const)
    .filter((side) => create[side] && !CREATES_ALLOWED[erpObject].includes(side))
    .map((side) => ({
      path: `create.${side}`,
      message: `No ${erpObject} is made in the ${side === 'toErp' ? 'ERP from the CRM' : 'CRM from the ERP'}: that side alone makes it.`,
    })),
];

const aboutField = (
  { key, flow: { direction } }: Rule,
  field: ErpField | undefined,
  erpObject: string,
): Complaint | null => {
  if (field === undefined) {
    return { path: 'erpField', message: `Rule "${key}": a ${erpObject} of the ERP has no such field.` };
  }
  if (direction === 'toCrm') return null;
  if (field.financeOwned) {
    return {
      path: 'flow.direction',
      message: `Rule "${key}": finance owns ${field.label}; it flows from the ERP to the CRM only.`,
    };
  }
  if (field.readOnly && !field.creatable) {
    return {
      path: 'flow.direction',
      message: `Rule "${key}": the ERP alone sets ${field.label}; it flows from the ERP to the CRM only.`,
    };
  }
  return null;
};

/** Two rules that write one field would take it from each other at every run. */
const sameTarget = (
  rules: readonly Rule[],
  target: 'crmField' | 'erpField',
  writes: 'toCrm' | 'toErp',
  side: string,
): readonly Complaint[] =>
  rules.flatMap((rule, index) => {
    const isWriter = ({ flow }: Rule) => flow.direction === 'both' || flow.direction === writes;
    if (!isWriter(rule)) return [];
    const first = rules.slice(0, index).find((each) => isWriter(each) && each[target] === rule[target]);
    if (first === undefined) return [];
    const message = `Rules "${first.key}" and "${rule.key}" both write the ${side} field ${rule[target]}; one of them has to go.`;
    return [{ path: `rules.${index}.${target}`, message }];
  });
