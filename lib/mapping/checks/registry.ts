import type { FieldMapping } from '../../erp/api/fieldMapping.ts';
import type { LiveFields } from '../field.ts';
import { type Check, toChecked } from './checked.ts';
import { amountWithoutCurrency } from './each/amountWithoutCurrency.ts';
import { circular } from './each/circular.ts';
import { duplicateTarget } from './each/duplicateTarget.ts';
import { financeTurned } from './each/financeTurned.ts';
import { groups } from './each/groups.ts';
import { lossyTwoWay } from './each/lossyTwoWay.ts';
import { picklists } from './each/picklists.ts';
import { readOnlyTarget } from './each/readOnlyTarget.ts';
import { requiredUnmapped } from './each/requiredUnmapped.ts';
import { sameRule } from './each/sameRule.ts';
import { stepsUnreadable } from './each/stepsUnreadable.ts';
import { tooLong } from './each/tooLong.ts';
import { types } from './each/types.ts';
import { unknownField } from './each/unknownField.ts';
import { FINDING_CODES, type Finding } from './finding.ts';

/** A new check is a file, a line here, its codes in `finding.ts` and a sentence for each. */
const CHECKS: readonly Check[] = [
  stepsUnreadable,
  unknownField,
  sameRule,
  financeTurned,
  readOnlyTarget,
  duplicateTarget,
  circular,
  types,
  groups,
  amountWithoutCurrency,
  picklists,
  lossyTwoWay,
  tooLong,
];

/** Everything that can be said of a mapping without asking anybody, in the order of `FINDING_CODES`. */
export const checkMapping = (
  { rules, create = { toErp: false, toCrm: false } }: FieldMapping,
  fields: LiveFields,
): readonly Finding[] => {
  const checked = toChecked(rules, fields);
  return [...CHECKS, requiredUnmapped(create)]
    .flatMap((check) => check(checked))
    .sort((one, other) => FINDING_CODES.indexOf(one.code) - FINDING_CODES.indexOf(other.code));
};
