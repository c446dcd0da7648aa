import type { HalfIntent } from '../link.ts';
import type { Cell, HistoryEntry } from '../reading.ts';
import { type Stored, sameStored, storedAfter } from '../value.ts';

type WriteHalf = Extract<HalfIntent, { kind: 'write' }>;

/** What became of one field's write. */
export type Landing =
  /** `overwritten`: what stood there unread just before, as the field history tells. */
  | { readonly kind: 'landed'; readonly stored: Stored; readonly overwritten: Stored | null }
  | { readonly kind: 'notLanded' }
  /** `passed`: what the history shows besides, which somebody may miss. */
  | { readonly kind: 'untellable'; readonly current: Stored; readonly passed: readonly Stored[] }
  /** The record is no longer there to be looked at; what hung on it is decided by the plan for deleted records. */
  | { readonly kind: 'gone' }
  /** This user may not look; somebody else will have to. */
  | { readonly kind: 'hidden' };

export interface Evidence {
  /** The field as it was read after every request has ended; null = it was not read again. */
  readonly cell: Cell | null;
  /** Whether anybody, ourselves included, has changed the record since it was planned. */
  readonly touched: boolean;
  /** The side said "written"; `stored` is what it said that it made of the value. */
  readonly acknowledged: boolean;
  readonly stored: Stored | null;
}

/**
 * Judges by what is there, never by what is likely: the written value is there → landed; the old value is there and nothing
 * touched the record → not landed; field history decides where there is one; everything else cannot be told.
 */
export const judgeLanding = (
  write: WriteHalf,
  { cell, touched, acknowledged, stored }: Evidence,
): Landing => {
  if (cell === null)
    return stored === null ? { kind: 'hidden' } : { kind: 'landed', stored, overwritten: null };
  if (cell.seen.kind === 'unseen')
    return stored === null ? { kind: 'hidden' } : { kind: 'landed', stored, overwritten: null };
  const current = cell.seen;
  const entries = entriesAfter(cell.history, write.mark);
  if (entries !== null) return judgeByHistory(write, entries, { current, acknowledged, stored });
  if (stored !== null) return { kind: 'landed', stored, overwritten: null };
  if (sameStored(current, storedAfter(write.after)))
    return { kind: 'landed', stored: current, overwritten: null };
  if (!acknowledged && !touched && sameStored(current, write.before)) return { kind: 'notLanded' };
  return { kind: 'untellable', current, passed: [] };
};

/** null = no history, or it no longer reaches back to the mark. */
const entriesAfter = (
  history: readonly HistoryEntry[] | null,
  mark: HistoryEntry | null,
): readonly HistoryEntry[] | null => {
  if (history === null || mark === null) return history;
  const known = history.findLastIndex(({ at, value }) => at === mark.at && sameStored(value, mark.value));
  return known === -1 ? null : history.slice(known + 1);
};

const judgeByHistory = (
  write: WriteHalf,
  entries: readonly HistoryEntry[],
  { current, acknowledged, stored }: { current: Stored; acknowledged: boolean; stored: Stored | null },
): Landing => {
  const sent = stored ?? storedAfter(write.after);
  if (entries.length === 0)
    return acknowledged || sameStored(current, sent)
      ? { kind: 'landed', stored: current, overwritten: null }
      : { kind: 'notLanded' };
  const place = entries.findIndex(({ value }) => sameStored(value, sent));
  // Sent as it stood already, to hold a group together: a side keeps no entry of that, so whatever is new is somebody's.
  if (place === -1 && acknowledged && sameStored(sent, write.before))
    return { kind: 'landed', stored: sent, overwritten: null };
  // One new entry after an acknowledged write is ours, even if the side has rewritten the value.
  const ours = place === -1 && acknowledged && entries.length === 1 ? 0 : place;
  const entry = entries[ours];
  if (entry === undefined) return { kind: 'untellable', current, passed: entries.map(({ value }) => value) };
  const replaced = entries[ours - 1]?.value ?? null;
  const known = replaced === null || sameStored(replaced, write.before);
  return { kind: 'landed', stored: entry.value, overwritten: known ? null : replaced };
};
