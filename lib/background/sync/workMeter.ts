import * as z from 'zod';
import type { SyncCalls } from '../../erp/client/sync/syncCalls.ts';
import { FailureError } from '../../failure.ts';
import { localStore } from '../../store/sync/localStore.ts';
import { type NamedValues, namedValues } from '../../store/sync/namedValues.ts';
import type { SyncStorage } from '../../store/sync/storage.ts';
import type { LocalStore } from '../../sync/ports.ts';
import type { Watch } from '../../sync/progress.ts';
import type { RunState } from '../../sync/runState.ts';
import { pairOfScope } from './pairs.ts';

/** Between two signs of a run; what is beyond is no work. Some systems let every clock go on while the computer sleeps. */
const LONGEST_STEP_MS = 2 * 60_000;
/** What a worker that dies takes with it is no more than this. */
const KEPT_EVERY_MS = 30_000;
/** The company hears of a run that takes long while it is under way: what takes too long is stopped, not found out about at its end. */
const TOLD_EVERY_MS = 5 * 60_000;

/** How long the run over one scope has been at work, in this worker and in those before it that died. */
interface WorkMeter {
  /** The run's store, seen through: what it is given and asked are signs of work. */
  readonly store: LocalStore;
  /** Another sign of work. */
  sign(): void;
  /** Of the run that is under way: without sleep, and without the time in which it waited for another worker or a person. */
  workedMs(): number;
}

interface Parts {
  readonly store: LocalStore;
  readonly scope: string;
  readonly values: NamedValues;
  /** Milliseconds that never go back. */
  readonly awake: () => number;
  readonly tell: (run: RunState, workedMs: number) => Promise<void>;
}

/** What every run of a browser works with. */
export interface WorkParts {
  readonly use: <T>(work: (calls: SyncCalls) => Promise<T>) => Promise<T>;
  readonly storage: SyncStorage;
  /** Milliseconds at work: they never go back, and stand still while the computer sleeps where the system has them so. */
  readonly awake: () => number;
}

/** What a run over this scope works with, each of them heard by its meter. */
export const metered = ({ use, storage, awake }: WorkParts, scope: string) => {
  const { signal } = new AbortController();
  const { store, sign, workedMs } = workMeter({
    store: localStore(storage, scope),
    scope,
    values: namedValues(storage),
    awake,
    tell: async ({ id, trigger }, ms) => {
      const recordType = pairOfScope(scope)?.erpObject;
      const report = {
        trigger,
        recordType,
        rows: [],
        state: 'running' as const,
        complete: true,
        workedMs: Math.round(ms),
      };
      await use((calls) => calls.report(id, report, signal));
    },
  });
  const heard: WorkParts['use'] = async (work) => {
    sign();
    try {
      return await use(work);
    } finally {
      sign();
    }
  };
  const watched = (watch: Watch): Watch => ({
    ...watch,
    onProgress: (progress) => {
      sign();
      watch.onProgress?.(progress);
    },
  });
  return { store, use: heard, workedMs, watched };
};

const keptWork = z.object({ run: z.string(), ms: z.number().nonnegative() });

const workMeter = ({ store, scope, values, awake, tell }: Parts): WorkMeter => {
  const name = `worked/${scope}`;
  let run: RunState | null = null;
  let worked = 0;
  let kept = 0;
  let told = 0;
  let seen = awake();

  const sign = (): void => {
    const at = awake();
    worked += Math.max(0, Math.min(LONGEST_STEP_MS, at - seen));
    seen = at;
  };

  const begin = (state: RunState, before: number): void => {
    if (run?.id !== state.id) {
      worked = before;
      kept = before;
      told = before;
      seen = awake();
    }
    run = state;
  };

  /** Seldom, and of short runs never. */
  const note = async (): Promise<void> => {
    sign();
    if (run === null) return;
    if (worked - kept >= KEPT_EVERY_MS) {
      kept = worked;
      await values.write(name, { run: run.id, ms: worked });
    }
    if (worked - told < TOLD_EVERY_MS) return;
    told = worked;
    try {
      await tell(run, worked);
    } catch (error) {
      // Told again with the next, and at its end.
      if (!(error instanceof FailureError)) throw error;
    }
  };

  return {
    sign,
    workedMs: () => {
      sign();
      return Math.round(worked);
    },
    store: {
      load: async () => {
        const state = await store.load();
        if (state.run !== null && run?.id !== state.run.id) {
          const before = keptWork.safeParse(await values.read(name)).data;
          begin(state.run, before?.run === state.run.id ? before.ms : 0);
        }
        return state;
      },
      saveDiscovery: async (page) => {
        await store.saveDiscovery(page);
        await note();
      },
      saveRun: async (state) => {
        await store.saveRun(state);
        if (state === null) {
          run = null;
          if (kept > 0) await values.remove(name);
          return;
        }
        begin(state, 0);
        await note();
      },
      settle: async (dealt) => {
        await store.settle(dealt);
        await note();
      },
    },
  };
};
