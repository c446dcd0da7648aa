import type { ConflictKey, RuleKey } from '../ids.ts';
import type { Loser, WinningReason } from '../ledger.ts';
import type { BasePair, Conflict, PendingField } from '../link.ts';
import type { FieldRule, SideName } from '../rule.ts';

/** Why a field is written. */
export interface Cause {
  readonly rule: RuleKey;
  /** On which side it changed since both last agreed; null = they never have. `neither`: it moves along with its group. */
  readonly changed: SideName | 'both' | 'neither' | null;
  /** What gave its side the right of way; `onlyChange`: nobody had touched the other side. */
  readonly why: WinningReason | 'onlyChange';
}

/** What one unit (a field, or a group) needs. Everything is in it; nothing is looked up later. */
export interface UnitPlan {
  readonly writes: readonly PendingField[];
  /** New base for fields that need no write. */
  readonly settled: readonly { readonly rule: FieldRule['key']; readonly pair: BasePair }[];
  /** One per write. */
  readonly causes: readonly Cause[];
  readonly losers: readonly Loser[];
  readonly open: readonly Conflict[];
  readonly close: readonly ConflictKey[];
}

export interface RecordPlan extends UnitPlan {
  /** Archive the twin of a deleted record, or end the link because both are gone; else null. */
  readonly end: { readonly archive: SideName | null } | null;
}

export const NOTHING: UnitPlan = { writes: [], causes: [], settled: [], losers: [], open: [], close: [] };

export const isNothing = ({ writes, settled, open, close, end }: RecordPlan): boolean =>
  writes.length + settled.length + open.length + close.length === 0 && end === null;
