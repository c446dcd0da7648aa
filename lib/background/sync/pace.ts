import type { SyncProgress } from '../../messaging/syncMessages.ts';
import type { Progress } from '../../sync/progress.ts';

/** How far a sync is, over the runs that it consists of. `elapsed`: milliseconds that never go back. */
export interface Pace {
  /** The next run begins; what the one before has done stays counted. */
  nextRun(): void;
  note(progress: Progress): SyncProgress;
}

/** Below this, a rate says more about the first answer than about the rest. */
const MEASURED_MS = 2_000;

export const pace = (elapsed: () => number): Pace => {
  let before = 0;
  let latest = 0;
  let began: { readonly phase: Progress['phase']; readonly at: number } | null = null;
  return {
    nextRun: () => {
      before += latest;
      latest = 0;
      began = null;
    },
    note: ({ phase, done, total }) => {
      if (began?.phase !== phase) began = { phase, at: elapsed() };
      if (phase === 'syncing') latest = done;
      const passed = elapsed() - began.at;
      const rate = passed < MEASURED_MS || done === 0 ? null : done / passed;
      return {
        phase,
        done: before + done,
        total: total === null ? null : before + total,
        ratePerMinute: rate === null ? null : Math.round(rate * 60_000),
        msLeft: rate === null || total === null ? null : Math.round((total - done) / rate),
      };
    },
  };
};
