import type { SideName } from '../../sync/rule.ts';

/** What a check can say. The sentence is `mapping.check.<code>` in the message catalogue. */
export const FINDING_CODES = [
  'stepsUnreadable',
  'stepsIncomplete',
  'unknownField',
  'sameRule',
  'financeTurned',
  'readOnlyTarget',
  'duplicateTarget',
  'circular',
  'typeMismatch',
  'stepsMisfit',
  'referenceAcross',
  'groupMixed',
  'groupHalfMapped',
  'amountWithoutCurrency',
  'picklistGap',
  'picklistOpen',
  'lossyTwoWay',
  'tooLong',
  'requiredUnmapped',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** `error`: cannot be saved so. `caution`: can, and somebody should have looked. `note`: worth knowing. */
type Severity = 'error' | 'caution' | 'note';

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Places of the rules in the mapping that it is about, in order; [] = about none of them, but about what is missing. */
  readonly rules: readonly number[];
  /** Where it is about one side: the one that would be written, or that lacks something. */
  readonly side: SideName | null;
  /** What fills $1… of the sentence: labels of fields, values; never a sentence. */
  readonly values: readonly string[];
}
