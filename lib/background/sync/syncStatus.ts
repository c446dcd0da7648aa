import type { StoppedRun, SyncConnection, SyncHold, SyncStatus } from '../../messaging/syncMessages.ts';
import { readTrouble } from '../trouble.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import type { SyncDriver } from './driver.ts';
import type { StoredSyncs } from './storedSync.ts';
import type { SyncAlarms } from './syncAlarms.ts';
import { readSyncSettings } from './syncSettings.ts';
import { readWaiting } from './waiting.ts';

interface StatusParts {
  readonly driver: Pick<SyncDriver, 'now'>;
  readonly syncs: StoredSyncs;
  readonly alarms: Pick<SyncAlarms, 'nextAt'>;
  readonly crms: () => Promise<readonly ConnectedCrm[]>;
  /** What is known of the role without the network; null = nothing. */
  readonly mayStart: () => Promise<boolean | null>;
  readonly now: () => number;
}

/** From what this device knows, without the network. */
export const syncStatus =
  ({ driver, syncs, alarms, crms, mayStart, now }: StatusParts) =>
  async (): Promise<SyncStatus> => {
    const { active, hold, brake } = driver.now();
    const [last, ended, connected, settings, nextAt, told, may] = await Promise.all([
      syncs.last(),
      syncs.endedAt(),
      crms(),
      readSyncSettings(),
      alarms.nextAt(),
      readWaiting(),
      mayStart(),
    ]);
    const connections = await Promise.all(connected.map((crm) => connectionOf(crm, ended, now())));
    const waiting =
      told === null ? null : { conflicts: told.conflicts, failing: told.failing, links: told.links };
    return {
      state: active === null ? restingState(last, waiting) : 'syncing',
      // What another person's run waits for holds nothing back here.
      hold: hold ?? (brake?.user === null ? { reason: 'brake', ...of(brake), until: null } : null),
      active,
      last,
      connections,
      settings,
      nextAt,
      brake,
      waiting,
      mayStart: may,
    };
  };

const of = ({ system, org }: StoppedRun): Pick<SyncHold, 'system' | 'org'> => ({ system, org });

/** A sync that came to its end is not all: where nothing failed, a question that still waits is what a person should see. */
const restingState = (last: SyncStatus['last'], waiting: SyncStatus['waiting']): SyncStatus['state'] => {
  if (last === null || last.result === 'cancelled') return 'idle';
  const hasFailed = last.result === 'failed' || last.failure !== null || last.counts.failed > 0;
  const isAsked = last.counts.conflict > 0 || (waiting?.conflicts ?? 0) > 0;
  return isAsked && !hasFailed ? 'conflict' : last.result;
};

const connectionOf = async (
  { system, org, label, limits }: ConnectedCrm,
  ended: Readonly<Record<string, number>>,
  now: number,
): Promise<SyncConnection> => {
  const [{ pausedUntil, day }, trouble] = await Promise.all([limits(), readTrouble(`${system} ${org}`)]);
  const isPaused = pausedUntil !== null && pausedUntil > now;
  return {
    system,
    org,
    label,
    state: trouble?.code === 'crm.authExpired' ? 'authExpired' : isPaused ? 'rateLimited' : 'connected',
    lastSyncAt: ended[`${system}/${org}`] ?? null,
    pausedUntil: isPaused ? pausedUntil : null,
    calls: day,
  };
};
