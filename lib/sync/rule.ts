import type { FieldName, MappingVersion, RuleKey } from './ids.ts';
import type { Scalar, Stored } from './value.ts';

export type SideName = 'crm' | 'erp';
export const otherSide = (side: SideName): SideName => (side === 'crm' ? 'erp' : 'crm');

export type Policy = 'lastWriteWins' | 'crmWins' | 'erpWins' | 'ask';

/** Both ways: who wins when both changed, and who wins when there is no base yet. */
interface TwoWay {
  readonly direction: 'both';
  readonly policy: Policy;
  readonly firstTime: 'ask' | SideName;
}
/** One way: the source always wins afterwards; `firstTime` says whether it may also overwrite what it finds at the start. */
interface OneWay<To extends SideName = SideName> {
  readonly direction: To extends 'crm' ? 'toCrm' : 'toErp';
  readonly firstTime: 'ask' | 'source';
}

/** The steps of a transformer chain, both directions; pure. Each takes and gives a value in that system's own form. */
export interface Form {
  toCrm(value: Scalar): Scalar;
  toErp(value: Scalar): Scalar;
}

interface RuleCommon {
  /** Names the meaning: CRM field, ERP field and transformer. A rule that is changed and changed back has its old key, and its old base. */
  readonly key: RuleKey;
  readonly crmField: FieldName;
  readonly erpField: FieldName;
  readonly form: Form;
  /** `keep`: an empty field never overwrites a value. `propagate`: a field that somebody cleared does. */
  readonly blanks: 'keep' | 'propagate';
  /** Fields that only make sense together (amount and currency, an address); they move as one or not at all. */
  readonly group: string | null;
  /** The field is an amount in minor units: what of, for those who add amounts up. */
  readonly currency?: { readonly code: string } | { readonly erpField: FieldName };
  /** Above this many minor units, on either side, two changes are always a person's to decide. */
  readonly askAbove: number | null;
}

/** Credit limit, terms, tax ids, bank data and legal name flow ERP → CRM: the other way round cannot be written down. */
export type FieldRule =
  | (RuleCommon & { readonly owner: 'finance'; readonly flow: OneWay<'crm'> })
  | (RuleCommon & { readonly owner: 'shared'; readonly flow: TwoWay | OneWay });

export interface Mapping {
  readonly version: MappingVersion;
  readonly rules: readonly FieldRule[];
}

/** A value of `from` in the form of the other side. */
export const carry = (rule: FieldRule, from: SideName, stored: Stored): Stored =>
  stored.kind === 'blank'
    ? stored
    : {
        kind: 'value',
        value: from === 'crm' ? rule.form.toErp(stored.value) : rule.form.toCrm(stored.value),
      };

export const fieldOn = (rule: FieldRule, side: SideName): FieldName =>
  side === 'crm' ? rule.crmField : rule.erpField;

/** The side whose values flow to the other, or null where both do. */
export const sourceOf = (rule: FieldRule): SideName | null => {
  switch (rule.flow.direction) {
    case 'both':
      return null;
    case 'toCrm':
      return 'erp';
    case 'toErp':
      return 'crm';
  }
};
