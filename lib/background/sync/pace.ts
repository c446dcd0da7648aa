import type { SyncProgress } from '../../messaging/syncMessages.ts';
import type { Progress } from '../../sync/progress.ts';

/** How far a sync is, over all the runs that it consists of: `done` and `total` only ever grow, and no phase comes twice. */
export interface Pace {
  /** The next run begins; what the one before has done stays counted. */
  nextRun(): void;
  note(progress: Progress): SyncProgress;
}

/** Below this, a rate says more about the first answer than about the rest. */
const MEASURED_MS = 2_000;

const ORDER = [
  'discovering',
  'planning',
  'syncing',
  'reporting',
] as const satisfies readonly Progress['phase'][];

/**
 * A record counts half when it is read and planned, and whole when it has been dealt with: either may be what takes the time.
 * `elapsed`: milliseconds that never go back. `before`: records that a worker before has dealt with under the same sync.
 */
export const pace = (elapsed: () => number, before = 0): Pace => {
  let passed = before;
  /** Of the run that is under way. */
  let run = { done: 0, total: 0 };
  let furthest = 0;
  let began: number | null = null;

  const take = ({ phase, done, total }: Progress): void => {
    // What is found is all that is known of it yet.
    if (phase === 'discovering') run = { ...run, total: Math.max(run.total, done) };
    else {
      const all = Math.max(run.total, total ?? 0);
      const half = phase === 'planning' ? done / 2 : (all + done) / 2;
      run = { done: Math.max(run.done, Math.min(all, half)), total: all };
    }
  };

  return {
    nextRun: () => {
      passed += run.total;
      run = { done: 0, total: 0 };
    },
    note: (progress) => {
      take(progress);
      furthest = Math.max(furthest, ORDER.indexOf(progress.phase));
      if (progress.phase !== 'discovering') began ??= elapsed();
      const worked = began === null ? 0 : elapsed() - began;
      const done = passed + run.done;
      const total = passed + run.total;
      const rate = worked < MEASURED_MS || done === before ? null : (done - before) / worked;
      return {
        phase: ORDER[furthest] ?? progress.phase,
        done: Math.floor(done),
        total: total === 0 && progress.phase === 'discovering' ? null : total,
        ratePerMinute: rate === null ? null : Math.round(rate * 60_000),
        msLeft: rate === null ? null : Math.round((total - done) / rate),
      };
    },
  };
};
