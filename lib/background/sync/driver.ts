import { type Failure, FailureError } from '../../failure.ts';
import type { ActiveSync, StoppedRun, SyncHold, SyncProgress } from '../../messaging/syncMessages.ts';
import type { Trigger } from '../../sync/runState.ts';
import { failureOf, finishedSync, retryAt } from './finished.ts';
import type { Allowed, Guarded } from './guard.ts';
import { pace } from './pace.ts';
import type { PairTask, PairWatch } from './pairTask.ts';
import type { PairEnd } from './runPair.ts';
import { newSync, type StoredSync, type StoredSyncs, withRun } from './storedSync.ts';
import type { SyncAlarms } from './syncAlarms.ts';
import type { SyncLog } from './syncLog.ts';

/*
 * One sync of this browser: every pair of every CRM, one after the other, under one id.
 *
 *            held back: policy, role, switches, credentials, limits
 *   idle ──────────────────────────────────────────────────────────► held
 *    │ guard lets it go
 *    ▼
 *  ╔════════╗  a pair has ended: kept ◄─┐
 *  ║ active ║ ──► next pair of next CRM ┘   worker died: the next one goes on with what is not kept as ended
 *  ╚═══╤════╝
 *      ▼ none left, cancelled, or the ERP API or the storage fails
 *   kept as the last one; after a failure a retry is set
 */
export interface SyncDriver {
  /** Joins the sync that is under way, if there is one. Answers once it has begun, or was held back. */
  start(trigger: Exclude<Trigger, 'record'>): Promise<void>;
  /** Goes on with what a worker left that died; nothing where none did. */
  wake(): Promise<void>;
  /** The sync ends with the batch that it is in. */
  cancel(): Promise<void>;
  now(): DriverState;
  /** Something held the last attempt back: whether it still does. */
  lookAgain(): Promise<void>;
  /** The run of this browser that waits for a person, as the ERP API tells it; null = none does. */
  noteBrake(question: StoppedRun | null): void;
  /** Until nothing is under way. */
  idle(): Promise<void>;
}

interface DriverState {
  readonly active: ActiveSync | null;
  /** Why the last attempt did not begin. */
  readonly hold: SyncHold | null;
  readonly brake: StoppedRun | null;
}

export interface DriverParts {
  readonly guard: () => Promise<Guarded>;
  readonly tasks: (allowed: Allowed) => readonly PairTask[];
  readonly syncs: StoredSyncs;
  readonly alarms: Pick<SyncAlarms, 'resume' | 'retryAt'>;
  readonly log: SyncLog;
  readonly now: () => number;
  readonly elapsed: () => number;
  /** Never the same twice. */
  readonly newId: () => string;
  /** Something of `now()`, or of what is stored, is another. */
  readonly changed: () => void;
}

const RANK: Readonly<Record<Trigger, number>> = { record: 0, schedule: 1, manual: 2, full: 3 };
const stronger = (one: Trigger, other: Trigger): Trigger => (RANK[other] > RANK[one] ? other : one);

interface Live {
  sync: StoredSync;
  progress: SyncProgress;
  readonly controller: AbortController;
}

export const syncDriver = (parts: DriverParts): SyncDriver => {
  const { syncs, alarms, log, changed } = parts;
  let live: Live | null = null;
  let hold: SyncHold | null = null;
  let brake: StoppedRun | null = null;
  let work: Promise<void> = Promise.resolve();
  let beginning: Promise<void> | null = null;
  /** Asked for while a weaker sync was under way: its turn comes after. */
  let next: Exclude<Trigger, 'record'> | null = null;

  const keep = async (change: (sync: StoredSync) => StoredSync): Promise<void> => {
    if (live === null) return;
    live.sync = change(live.sync);
    await syncs.keepActive(live.sync);
  };

  const begin = async (trigger: Trigger, left: StoredSync | null): Promise<void> => {
    const guarded = await parts.guard();
    if (guarded.kind === 'held') {
      hold = guarded.hold;
      log.add('sync.held', left?.id ?? parts.newId(), { reason: hold.reason, system: hold.system });
      if (left !== null) await putDown(left, failureOf(hold, parts.now()));
      changed();
      return;
    }
    hold = guarded.held[0] ?? null;
    const cause = left === null ? trigger : stronger(left.trigger, trigger);
    // What has ended under a weaker trigger has not been looked at as this one wants.
    const goesOn = left !== null && cause === left.trigger;
    const fresh = newSync(left?.id ?? parts.newId(), cause, left?.startedAt ?? parts.now());
    const sync = goesOn ? left : fresh;
    const controller = new AbortController();
    if (sync.isCancelling) controller.abort();
    await syncs.keepActive(sync);
    await alarms.resume(true);
    await alarms.retryAt(null);
    live = { sync, progress: NOT_BEGUN, controller };
    log.add(left === null ? 'sync.began' : 'sync.resumed', sync.id, { trigger: cause });
    changed();
    work = carryOut(live, guarded).finally(() => {
      live = null;
      changed();
      const after = next;
      next = null;
      // Where it cannot even begin, its alarm tries again.
      if (after !== null) api.start(after).catch(() => undefined);
    });
  };

  const carryOut = async (running: Live, allowed: Allowed): Promise<void> => {
    let failure: Failure | null;
    try {
      failure = await runAll(running, allowed);
    } catch (error) {
      failure = error instanceof FailureError ? error.failure : { code: 'unexpected' };
      // A mistake of ours: whoever exports the log can tell us which.
      if (failure.code === 'unexpected') log.add('sync.broken', running.sync.id, { detail: String(error) });
    }
    await putDown(running.sync, failure);
    // What stopped it in the middle holds the next sync back as well: told at once, with the time when it ends.
    if (failure === null || !HOLDING.has(failure.code)) return;
    hold = await holdNow();
    // Before that it could only be held back again; what is not held is synced by the clock all the while.
    if (hold !== null && hold.until !== null) await alarms.retryAt(hold.until);
  };

  const holdNow = async (): Promise<SyncHold | null> => {
    try {
      const guarded = await parts.guard();
      return guarded.kind === 'held' ? guarded.hold : (guarded.held[0] ?? null);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      return hold;
    }
  };

  /** Answers the first failure. */
  const runAll = async (running: Live, allowed: Allowed): Promise<Failure | null> => {
    const { controller } = running;
    const stopped: { readonly failure: Failure; readonly org: string }[] = [];
    const steps = pace(parts.elapsed, running.sync.counts.seen);
    brake = null;
    for (const task of parts.tasks(allowed)) {
      if (running.sync.finished.includes(task.scope)) continue;
      if (stopped.some(({ failure, org }) => stopsAll(failure) || (org === task.org && stopsOrg(failure))))
        continue;
      // Cancelled: only what stands in the middle is brought to its end.
      if (controller.signal.aborted && !(await task.isUnderWay())) continue;
      steps.nextRun();
      const end = await task.run(running.sync, watchOf(running, steps.note));
      const failure = end.kind === 'passed' ? null : end.failure;
      if (failure !== null) stopped.push({ failure, org: task.org });
      if (end.kind !== 'stopped') await keep((sync) => ended(sync, task.scope, end));
      if (end.kind === 'finished' && failure === null) await syncs.keepEndedAt(task.org, parts.now());
      changed();
    }
    return stopped[0]?.failure ?? null;
  };

  const watchOf = (running: Live, note: ReturnType<typeof pace>['note']): PairWatch => ({
    signal: running.controller.signal,
    onProgress: (progress) => {
      running.progress = note(progress);
      changed();
    },
    onBrake: (question) => {
      brake = question;
    },
  });

  /** The sync is over, in whatever way. A storage that does not take even this is asked again when the worker next wakes. */
  const putDown = async (sync: StoredSync, failure: Failure | null): Promise<void> => {
    const finished = finishedSync(sync, failure, parts.now());
    log.add('sync.ended', sync.id, {
      result: finished.result,
      failure: failure?.code ?? null,
      records_synced: finished.counts.seen - finished.counts.failed - finished.counts.conflict,
      duration_ms: finished.durationMs,
    });
    try {
      const before = await syncs.failuresInARow();
      const inARow = failure === null ? 0 : before + 1;
      await syncs.keepLast(finished, inARow);
      await syncs.keepActive(null);
      await alarms.resume(false);
      if (failure !== null) await alarms.retryAt(retryAt(failure, inARow, parts.now()));
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      hold = { reason: 'storage', system: null, org: null, until: null };
    }
  };

  const api: SyncDriver = {
    start: (trigger) => {
      if (live !== null) {
        if (RANK[trigger] > RANK[live.sync.trigger]) next = trigger;
        return Promise.resolve();
      }
      beginning ??= syncs
        .active()
        .then((left) => begin(trigger, left))
        .finally(() => {
          beginning = null;
        });
      return beginning;
    },
    wake: async () => {
      if (live !== null || beginning !== null) return;
      const left = await syncs.active();
      if (left !== null && left.trigger !== 'record') await api.start(left.trigger);
    },
    cancel: async () => {
      live?.controller.abort();
      await keep((sync) => ({ ...sync, isCancelling: true }));
      changed();
    },
    now: () => ({
      active:
        live === null
          ? null
          : {
              id: live.sync.id,
              trigger: live.sync.trigger,
              startedAt: live.sync.startedAt,
              progress: live.progress,
              isCancelling: live.controller.signal.aborted,
            },
      hold,
      brake,
    }),
    lookAgain: async () => {
      // Only an attempt tells whether the storage takes something again.
      if (hold === null || hold.reason === 'storage' || live !== null || beginning !== null) return;
      const now = await holdNow();
      if (live !== null || beginning !== null) return;
      hold = now;
      changed();
    },
    noteBrake: (question) => {
      if (live === null) brake = question;
    },
    idle: async () => {
      // One that was asked for meanwhile begins when the one before has ended.
      do {
        await beginning;
        await work;
      } while (beginning !== null || live !== null);
    },
  };
  return api;
};

const HOLDING: ReadonlySet<Failure['code']> = new Set(['crm.rateLimited', 'crm.authExpired', 'erp.paused']);

const NOT_BEGUN: SyncProgress = {
  phase: 'discovering',
  done: 0,
  total: null,
  ratePerMinute: null,
  msLeft: null,
};

/** The ERP API, the network or the storage fails: nothing more can be done. */
const stopsAll = ({ code }: Failure): boolean => !code.startsWith('crm.');

/** Every other question to this CRM would fail like this one. What else a CRM refuses is about one object. */
const stopsOrg = ({ code }: Failure): boolean =>
  code === 'crm.authExpired' ||
  code === 'crm.rateLimited' ||
  code === 'crm.unreachable' ||
  code === 'crm.timeout' ||
  code === 'crm.notConnected';

const ended = (sync: StoredSync, scope: string, end: Exclude<PairEnd, { kind: 'stopped' }>): StoredSync =>
  end.kind === 'finished' ? withRun(sync, scope, end) : { ...sync, finished: [...sync.finished, scope] };
