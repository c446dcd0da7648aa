import * as z from 'zod';
import { FAILURE_CODES } from '../../failure.ts';
import type { FinishedSync } from '../../messaging/syncMessages.ts';
import type { NamedValues } from '../../store/sync/namedValues.ts';
import { countRows, type RunCounts, type RunResult, type Trigger } from '../../sync/runState.ts';

const trigger = z.enum(['schedule', 'manual', 'full', 'record']);
const result = z.enum(['success', 'partial', 'failed', 'conflict', 'cancelled']);
const counts = z.object({
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  conflict: z.number(),
  failed: z.number(),
  seen: z.number(),
});

/** What is left of a sync when its worker dies: which runs have come to their end, and what they came to. */
const activeSync = z.object({
  id: z.string(),
  trigger,
  startedAt: z.number(),
  isCancelling: z.boolean(),
  /** Scopes whose run is over. */
  finished: z.array(z.string()),
  results: z.array(result),
  counts,
});
export type StoredSync = z.infer<typeof activeSync>;

const finishedSync = z.object({
  id: z.string(),
  trigger,
  finishedAt: z.number(),
  durationMs: z.number(),
  result,
  counts,
  failure: z
    .object({
      code: z.enum(FAILURE_CODES),
      status: z.number().optional(),
      retryAfterMs: z.number().optional(),
      /** In the other side's words. */
      detail: z.string().optional(),
    })
    .nullable(),
});

const lastSyncs = z.record(z.string(), z.number());

/** What the driver keeps of itself. Every method rejects with `storage`. What cannot be read counts as absent. */
export interface StoredSyncs {
  active(): Promise<StoredSync | null>;
  keepActive(sync: StoredSync | null): Promise<void>;
  last(): Promise<FinishedSync | null>;
  keepLast(sync: FinishedSync, failuresInARow: number): Promise<void>;
  /** Syncs that failed since one came to its end. */
  failuresInARow(): Promise<number>;
  /** Epoch ms by `system/org` of the last sync that came to its end there. */
  endedAt(): Promise<Readonly<Record<string, number>>>;
  keepEndedAt(org: string, at: number): Promise<void>;
}

export const storedSyncs = (values: NamedValues): StoredSyncs => {
  const endedAt = async () => lastSyncs.safeParse(await values.read('ended')).data ?? {};
  return {
    active: async () => activeSync.safeParse(await values.read('active')).data ?? null,
    keepActive: (sync) => (sync === null ? values.remove('active') : values.write('active', sync)),
    last: async () =>
      (finishedSync.safeParse(await values.read('last')).data as FinishedSync | undefined) ?? null,
    keepLast: (sync, failuresInARow) => values.write('last', { ...sync, failuresInARow }),
    failuresInARow: async () =>
      z.object({ failuresInARow: z.number() }).safeParse(await values.read('last')).data?.failuresInARow ?? 0,
    endedAt,
    keepEndedAt: async (org, at) => values.write('ended', { ...(await endedAt()), [org]: at }),
  };
};

export const newSync = (id: string, cause: Trigger, startedAt: number): StoredSync => ({
  id,
  trigger: cause,
  startedAt,
  isCancelling: false,
  finished: [],
  results: [],
  counts: countRows([]),
});

/** The sync after one more of its runs has come to its end. */
export const withRun = (
  sync: StoredSync,
  scope: string,
  run: { readonly result: RunResult; readonly counts: RunCounts },
): StoredSync => ({
  ...sync,
  finished: [...sync.finished, scope],
  results: [...sync.results, run.result],
  counts: {
    created: sync.counts.created + run.counts.created,
    updated: sync.counts.updated + run.counts.updated,
    unchanged: sync.counts.unchanged + run.counts.unchanged,
    conflict: sync.counts.conflict + run.counts.conflict,
    failed: sync.counts.failed + run.counts.failed,
    seen: sync.counts.seen + run.counts.seen,
  },
});
