import type { ConflictKey } from '../ids.ts';
import type { Loser } from '../ledger.ts';
import type { BasePair, Conflict, PendingField } from '../link.ts';
import type { FieldRule, SideName } from '../rule.ts';

/** What one unit (a field, or a group) needs. Everything is in it; nothing is looked up later. */
export interface UnitPlan {
  readonly writes: readonly PendingField[];
  /** New base for fields that need no write. */
  readonly settled: readonly { readonly rule: FieldRule['key']; readonly pair: BasePair }[];
  readonly losers: readonly Loser[];
  readonly open: readonly Conflict[];
  readonly close: readonly ConflictKey[];
}

export interface RecordPlan extends UnitPlan {
  /** Archive the twin of a deleted record, or end the link because both are gone; else null. */
  readonly end: { readonly archive: SideName | null } | null;
}

export const NOTHING: UnitPlan = { writes: [], settled: [], losers: [], open: [], close: [] };

export const isNothing = ({ writes, settled, open, close, end }: RecordPlan): boolean =>
  writes.length + settled.length + open.length + close.length === 0 && end === null;
