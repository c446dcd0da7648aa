import type { FieldName, RuleKey } from './ids.ts';
import type { SideName } from './rule.ts';
import type { Stored } from './value.ts';

/** Why a value won over another that somebody had typed. */
export type WinningReason =
  | 'lastWriteWins'
  | 'crmWins'
  | 'erpWins'
  | 'oneWay'
  | 'firstTime'
  | 'decision'
  /** An empty field had been left beside a value; then one of them changed. */
  | 'leftApart';

/** A value that was overwritten on purpose, by a named policy, with both in view. */
export interface Loser {
  readonly rule: RuleKey;
  readonly side: SideName;
  readonly value: Stored;
  readonly reason: WinningReason;
}

/** One field of one record, before → after. Stored as intended before it is sent; the outcome follows under the same intent. */
export interface IntendedEntry {
  readonly rule: RuleKey;
  readonly side: SideName;
  readonly field: FieldName;
  readonly before: Stored;
  readonly after: Stored;
}

/**
 * - `confirmed`: the side said it stored it. - `found`: nobody heard the answer, but the value is there.
 * - `refused`: the side said no, or it was never sent. - `unknown`: nobody can say; a conflict asks.
 */
export type EntryOutcome = 'confirmed' | 'found' | 'refused' | 'unknown';

export interface OutcomeEntry {
  readonly rule: RuleKey;
  readonly side: SideName;
  readonly outcome: EntryOutcome;
  /** As the side stored it; null where that is not known. */
  readonly stored: Stored | null;
}
