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

export type Trigger = 'schedule' | 'manual' | 'full';
type RunPhase = 'discovering' | 'syncing' | 'reporting';

/** Everything that a restarted worker needs to go on; the dirty set lies beside it. */
export interface RunState {
  readonly id: RunId;
  readonly trigger: Trigger;
  readonly phase: RunPhase;
  readonly rows: readonly RowOutcome[];
}

export type RunCounts = Readonly<Record<Outcome, number>> & { readonly seen: number };

export interface RunReport {
  readonly id: RunId;
  readonly trigger: Trigger;
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
export const stronger = <Row extends Omit<RowOutcome, 'record'>>(known: Row, added: Row): Row => {
  const gain = STRENGTH[added.outcome] - STRENGTH[known.outcome];
  return gain > 0 || (gain === 0 && added.reason !== null) ? added : known;
};

/** One row per record, however many batches it was in. */
export const mergeRows = (
  known: readonly RowOutcome[],
  added: readonly RowOutcome[],
): readonly RowOutcome[] => {
  const rows = new Map(known.map((row) => [row.record, row]));
  for (const row of added) {
    const before = rows.get(row.record);
    rows.set(row.record, before === undefined ? row : stronger(before, row));
  }
  return [...rows.values()];
};

/** Counted row by row, so that the parts always make up the whole. */
export const countRows = (rows: readonly RowOutcome[]): RunCounts => {
  const counts = { created: 0, updated: 0, unchanged: 0, conflict: 0, failed: 0, seen: rows.length };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
};

export type RunResult = 'success' | 'partial' | 'failed' | 'conflict';

export const resultOf = (counts: RunCounts): RunResult => {
  if (counts.failed > 0) return counts.failed === counts.seen ? 'failed' : 'partial';
  return counts.conflict > 0 ? 'conflict' : 'success';
};
