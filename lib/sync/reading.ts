import type { FieldName, ServerTime, TwinKey, Version } from './ids.ts';
import type { Seen, Stored } from './value.ts';
import { UNSEEN } from './value.ts';

/** One step in a field's past, as the side stored it. */
export interface HistoryEntry {
  readonly at: ServerTime;
  readonly value: Stored;
}

export interface Cell {
  readonly seen: Seen;
  /** When this very field last changed; null = the side only knows when the record did, an upper bound. */
  readonly changedAt: ServerTime | null;
  /** By whom then: the side's own id of its user; absent or null = it does not tell, or no person did. */
  readonly changedBy?: string | null;
  /** Oldest first; null = the side keeps no field history, or hides it. */
  readonly history: readonly HistoryEntry[] | null;
}

export type Cells = Readonly<Record<FieldName, Cell>>;

export interface RecordChange {
  readonly at: ServerTime;
  /** The side's own id of its user; null = it does not tell. */
  readonly by: string | null;
}

export interface Found<Id> {
  readonly kind: 'found';
  /** Differs from the id that was asked for where records were merged. */
  readonly id: Id;
  readonly version: Version;
  readonly modifiedAt: ServerTime;
  /** Who changed the record last, whichever field that was, and when: as a `Cell` has it of a field. Absent = not told. */
  readonly changed?: RecordChange;
  /** Ids that were merged into this one, where the side tells. */
  readonly formerly?: readonly Id[];
  /** Whose twin it was made as, if it bears a key. */
  readonly twinKey?: TwinKey | null;
  /** The server's clock while it answered. */
  readonly readAt: ServerTime;
  readonly cells: Cells;
  /** Open orders or invoices hang on it: it is not deleted without a person. */
  readonly openDocuments: boolean;
}
/** Proof: a tombstone, an archived flag. */
interface Deleted<Id> {
  readonly kind: 'deleted';
  readonly mergedInto: Id | null;
  /** What stood there last, where the side still shows it. */
  readonly last: Cells | null;
}
/** Not there for this user: gone, purged or hidden, nobody can say. Never a delete. */
interface Absent {
  readonly kind: 'absent';
}
export type Reading<Id> = Found<Id> | Deleted<Id> | Absent;

const UNREAD: Cell = { seen: UNSEEN, changedAt: null, history: null };

/** A field that the answer does not carry was not seen. */
export const cellOf = (cells: Cells, field: FieldName): Cell => cells[field] ?? UNREAD;
