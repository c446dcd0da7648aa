import type { CrmId, ErpId, LinkId, RunId } from './ids.ts';

/** How a run ended for one record. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'conflict' | 'failed';

/** What a row of a run is about: a link, or the record itself while it has none. */
export type RowId = LinkId | CrmId | ErpId;

export interface RowOutcome {
  readonly record: RowId;
  readonly outcome: Outcome;
  /** Why it failed or is asked about, `code` or `code: sentence`; null where there is nothing to say. */
  readonly reason: string | null;
}

/** `record` = one link that somebody asked for; the others look at all that has changed, `full` at everything. */
export type Trigger = 'schedule' | 'manual' | 'full' | 'record';
export type RunPhase = 'discovering' | 'planning' | 'syncing' | 'reporting';

/** What a run looks at: whatever is dirty, or one link alone. */
export type Scope = { readonly kind: 'all' } | { readonly kind: 'record'; readonly link: LinkId };

/** - `silent`: a system did not answer. - `cancelled`: a person ended it; what remains stays dirty. */
export type Ending = 'complete' | 'silent' | 'cancelled';

/** Everything that a restarted worker needs to go on; the dirty set lies beside it. */
export type RunState = {
  readonly id: RunId;
  readonly trigger: Trigger;
  readonly scope: Scope;
  readonly rows: readonly RowOutcome[];
} & (
  | { readonly phase: Exclude<RunPhase, 'reporting'> }
  | { readonly phase: 'reporting'; readonly ending: Ending }
);

export type RunCounts = Readonly<Record<Outcome, number>> & { readonly seen: number };

export interface RunReport {
  readonly id: RunId;
  readonly trigger: Trigger;
  readonly scope: Scope;
  /** `braked` = not at its end: it goes on once a person has approved, and is reported again. */
  readonly ending: Ending | 'braked';
  readonly rows: readonly RowOutcome[];
}

const STRENGTH: Readonly<Record<Outcome, number>> = {
  unchanged: 0,
  created: 1,
  updated: 1,
  conflict: 2,
  failed: 3,
};

/** A record counts once per run, as the strongest thing that happened to it; among equals the newest says why. */
export const stronger = (known: RowOutcome, added: RowOutcome): RowOutcome => {
  const gain = STRENGTH[added.outcome] - STRENGTH[known.outcome];
  return gain > 0 || (gain === 0 && added.reason !== null) ? added : known;
};

/** Adds one row to those that are known of each record. */
export const noteRow = (rows: Map<RowId, RowOutcome>, row: RowOutcome): void => {
  const before = rows.get(row.record);
  rows.set(row.record, before === undefined ? row : stronger(before, row));
};

/** One row per record, however many batches it was in. */
export const mergeRows = (
  known: readonly RowOutcome[],
  added: readonly RowOutcome[],
): readonly RowOutcome[] => {
  const rows = new Map(known.map((row) => [row.record, row]));
  for (const row of added) noteRow(rows, row);
  return [...rows.values()];
};

/** Counted row by row, so that the parts always make up the whole. */
export const countRows = (rows: readonly RowOutcome[]): RunCounts => {
  const counts = { created: 0, updated: 0, unchanged: 0, conflict: 0, failed: 0, seen: rows.length };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
};

export type RunResult = 'success' | 'partial' | 'failed' | 'conflict' | 'cancelled';

export const resultOf = (counts: RunCounts, ending: Ending): RunResult => {
  if (ending === 'silent') return 'failed';
  if (ending === 'cancelled') return 'cancelled';
  if (counts.failed > 0) return counts.failed === counts.seen ? 'failed' : 'partial';
  return counts.conflict > 0 ? 'conflict' : 'success';
};
