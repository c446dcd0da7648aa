import type {
  ConflictKey,
  CrmId,
  ErpId,
  FieldName,
  IntentId,
  LinkId,
  Rev,
  RuleKey,
  RunId,
  Version,
} from './ids.ts';
import type { HistoryEntry } from './reading.ts';
import type { SideName } from './rule.ts';
import type { Stored, Written } from './value.ts';

/** Both values, each in its own system's form, last seen in agreement (or left apart by the rule). */
export interface BasePair {
  readonly crm: Stored;
  readonly erp: Stored;
}
/** Keyed by what the rule means, so a rule that comes back finds its base again: an older ancestor is still an ancestor. */
export type Base = Readonly<Record<RuleKey, BasePair>>;

/** One field's half of an intent. */
export type HalfIntent =
  | { readonly kind: 'kept'; readonly stored: Stored }
  | {
      readonly kind: 'write';
      readonly before: Stored;
      readonly after: Written;
      /** The newest history entry when it was planned; null = none, or no history. */
      readonly mark: HistoryEntry | null;
    }
  /** Written by the ERP API in the transaction that prepared it. */
  | { readonly kind: 'written'; readonly stored: Stored };

/** Field names travel along: the mapping may be another one by the time somebody recovers this. */
export interface PendingField {
  readonly rule: RuleKey;
  /** The field's or group's question, should one have to be asked. */
  readonly unit: ConflictKey;
  readonly fields: Readonly<Record<SideName, FieldName>>;
  readonly crm: HalfIntent;
  readonly erp: HalfIntent;
}

/** What is about to be written to the CRM, or to an external ERP. While it stands nobody else writes, unlinks or prepares. */
export interface Pending {
  readonly intentId: IntentId;
  readonly runId: RunId;
  readonly fields: readonly PendingField[];
  /** The record to archive because its twin was deleted. */
  readonly archive: SideName | null;
  readonly versions: Readonly<Record<SideName, Version | null>>;
}

export type FieldConflictReason =
  | 'bothChanged'
  | 'timesUndecided'
  | 'aboveThreshold'
  | 'firstTime'
  | 'blankInGroup'
  | 'refused'
  /** A write went out and nobody can say whether it arrived. Stays until the values meet or a person decides. */
  | 'untellable';

/** The pair that was in view when the question was asked. */
export interface ContestedField {
  readonly rule: RuleKey;
  readonly crm: Stored;
  readonly erp: Stored;
}

export type Conflict = {
  readonly key: ConflictKey;
  /** A person's answer; null = open. It only counts for the values that were in view. */
  readonly decision: SideName | null;
} & (
  | {
      readonly kind: 'fields';
      readonly reason: FieldConflictReason;
      readonly fields: readonly ContestedField[];
    }
  /** Our write replaced values that nobody had read; the field history showed them afterwards. Stays until a person has looked. */
  | {
      readonly kind: 'overwritten';
      readonly rule: RuleKey;
      readonly side: SideName;
      readonly values: readonly Stored[];
    }
  /** `deleted` is the side on which the record was deleted, while the other one changed or carries open documents. */
  | { readonly kind: 'delete'; readonly deleted: SideName }
  | { readonly kind: 'survivorLinked'; readonly survivor: CrmId }
);

export interface Link {
  readonly id: LinkId;
  readonly rev: Rev;
  readonly crm: CrmId;
  readonly erp: ErpId;
  /** Ids that merged into `crm`. */
  readonly aliases: readonly CrmId[];
  readonly base: Base;
  readonly conflicts: readonly Conflict[];
  readonly pending: Pending | null;
}
