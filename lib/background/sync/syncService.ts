import { FailureError } from '../../failure.ts';
import type {
  FailedRecord,
  SyncLogLine,
  SyncSettingsView,
  SyncStatus,
} from '../../messaging/syncMessages.ts';
import { logRing } from '../../store/sync/logRing.ts';
import { namedValues } from '../../store/sync/namedValues.ts';
import { forgetScopes } from '../../store/sync/scopes.ts';
import type { SyncStorage } from '../../store/sync/storage.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import type { ErpSession } from '../erpSession.ts';
import type { Policy } from '../policy.ts';
import { browserId, randomName } from './browserId.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import { type SyncDriver, syncDriver } from './driver.ts';
import { type DryRuns, dryRuns } from './dryRuns.ts';
import { readFailures } from './failures.ts';
import { type Allowed, guard } from './guard.ts';
import { type MappingPages, mappingPages } from './mappingPages.ts';
import { pairsOf } from './pairs.ts';
import { pairTask } from './pairTask.ts';
import { type SyncPeople, syncPeople } from './people.ts';
import { recordRuns } from './recordRuns.ts';
import { type RecordSyncs, recordSyncs } from './recordSync.ts';
import { storedSyncs } from './storedSync.ts';
import { SYNC_ALARMS, syncAlarms } from './syncAlarms.ts';
import { syncLog } from './syncLog.ts';
import { dueEvery, noteCompany, readSyncSettings, writeSyncSettings } from './syncSettings.ts';
import { syncStatus } from './syncStatus.ts';
import { atMostEvery, tellPages, tellPanels } from './tellPages.ts';
import { noteWaiting, readWaiting, WAITING_FRESH_MS } from './waiting.ts';

export interface SyncParts {
  readonly erp: ErpSession;
  readonly crms: () => Promise<readonly ConnectedCrm[]>;
  readonly policy: () => Promise<Policy>;
  readonly storage: SyncStorage;
  /** Epoch ms. */
  readonly now: () => number;
  /** Milliseconds that go on while the computer sleeps, and never go back. */
  readonly elapsed: () => number;
  /** Milliseconds that never go back, and stand still during sleep where the system has them so. */
  readonly awake: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** The sync as the worker's pages and alarms know it. */
export interface SyncService {
  status(): Promise<SyncStatus>;
  start(trigger: 'schedule' | 'manual' | 'full'): Promise<SyncStatus>;
  cancel(): Promise<SyncStatus>;
  readSettings(): Promise<SyncSettingsView>;
  writeSettings(settings: Pick<SyncSettingsView, 'autoSync' | 'intervalSeconds'>): Promise<SyncSettingsView>;
  log(): Promise<readonly SyncLogLine[]>;
  /** The worker has started: alarms are set, and what a worker before left is gone on with. */
  wake(): Promise<void>;
  /** `name` as the browser says it; another's is let alone. */
  alarm(name: string): Promise<void>;
  /** Somebody else may be signed in there from now on. Rejects with `storage`. */
  forgetOrg(org: string): Promise<void>;
  /** Every record that failed last, with the reason. Rejects with `FailureError`. */
  failures(signal: AbortSignal): Promise<readonly FailedRecord[]>;
  readonly records: RecordSyncs;
  readonly people: SyncPeople;
  readonly dryRun: DryRuns;
  readonly mapping: MappingPages;
  /** Until nothing is under way. */
  idle(): Promise<void>;
}

/** Progress is told at most so often. */
const TOLD_EVERY_MS = 400;
/** Bytes of chance in the id of a sync, and in each id made within it. */
const SYNC_NAME = 8;
const ID_NAME = 6;

export const syncService = (parts: SyncParts): SyncService => {
  const { erp, crms, policy, storage, now, elapsed } = parts;
  const log = syncLog(logRing(storage), now);
  const syncs = storedSyncs(namedValues(storage));
  const use: Parameters<typeof pairTask>[0]['use'] = (work) => erp.use((client) => work(client.sync));
  const taskParts = {
    use,
    during:
      (id: string): typeof use =>
      (work) =>
        erp.use((client) => work(client.during(id))),
    storage,
    clock: { elapsed, wait: parts.wait },
    log,
    now,
    awake: parts.awake,
    browserId,
    newId: () => randomName(ID_NAME),
  };
  /** As long as the worker lives: one that starts anew is told again by the ERP API. */
  const ordered = new Set<string>();
  const tasks = ({ crms: free, me, autoOrderSince: since }: Allowed) => {
    const autoOrder = since === null || !me.capabilities.includes('convert') ? null : { ordered, since };
    return free.flatMap((crm) =>
      pairsOf(crm.system).map((pair) =>
        pairTask(taskParts, crm, pair, {
          user: `${me.user}/${crm.user ?? ''}`,
          tenant: me.tenant,
          autoOrder,
        }),
      ),
    );
  };

  const isGuarded = guard({ policy, erp, crms, now });
  const guarded = async () => {
    const answer = await isGuarded();
    const config = answer.config;
    if (config !== null) await noteCompany(config);
    return answer;
  };

  const { signal: nobody } = new AbortController();
  let wasRunning = false;
  let hasAsked = false;
  const tell = atMostEvery(TOLD_EVERY_MS, () => void unlessFailed(tellAll));
  const driver: SyncDriver = syncDriver({
    guard: guarded,
    tasks,
    syncs,
    alarms: syncAlarms,
    log,
    now,
    elapsed,
    newId: () => randomName(SYNC_NAME),
    changed: () => tell(),
  });
  const mayStart = async () => (await erp.known())?.capabilities.includes('manualSync') ?? null;
  const status = syncStatus({ driver, syncs, alarms: syncAlarms, crms, mayStart, now });

  const tellAll = async (): Promise<void> => {
    const isRunning = driver.now().active !== null;
    await tellPages(await status());
    if (isRunning === wasRunning) return;
    wasRunning = isRunning;
    await tellPanels(isRunning);
    if (!isRunning) await refreshWaiting();
  };

  /** Asks the ERP API what waits. Whoever asked for the status has been answered: this comes after. */
  const refreshWaiting = async (): Promise<void> => {
    hasAsked = true;
    const { conflicts, failing, links, brakeQuestions } = await use((calls) =>
      calls.status({ link: null, limit: 1 }, nobody),
    );
    await noteWaiting({ conflicts, failing, links }, now());
    driver.noteBrake(brakeQuestions === 0 ? null : await people.waitingRun());
    await tellPages(await status());
  };

  const setAlarm = async (): Promise<void> => {
    await syncAlarms.every(dueEvery(await readSyncSettings()));
  };

  const runs = recordRuns({ ...taskParts, crms, user: async () => (await erp.me(nobody)).user });
  const newId = () => randomName(SYNC_NAME);
  const records = recordSyncs({
    erp,
    crms,
    policy,
    guard: guarded,
    driver,
    runs,
    newId,
    now,
    wait: parts.wait,
    changed: async (key, isBraked) => {
      await tellCrmTabs({ name: 'record.changed', key });
      // The popup asks about it, and the record says that it waits for that.
      if (isBraked) return unlessFailed(refreshWaiting);
      // It may be the one, or the last one, that failed.
      if (((await readWaiting())?.failing ?? 0) > 0) void unlessFailed(refreshWaiting);
    },
  });
  const people = syncPeople({
    erp,
    crms,
    storage,
    driver,
    runs,
    log,
    newId,
    changed: () => void unlessFailed(refreshWaiting),
  });

  return {
    failures: (signal) => readFailures({ erp, crms }, signal),
    records,
    people,
    dryRun: dryRuns({ ...taskParts, guard: guarded, erp, crms }),
    mapping: mappingPages({ erp, crms }),
    status: async () => {
      const known = await readWaiting();
      // What the worker before was told of a braked run has gone with it.
      const isFresh = hasAsked && known !== null && Math.abs(now() - known.at) < WAITING_FRESH_MS;
      const mayAsk = !(await policy()).disabled && (await crms()).length > 0;
      if (!isFresh && mayAsk) void unlessFailed(refreshWaiting);
      void unlessFailed(driver.lookAgain);
      return status();
    },
    start: async (trigger) => {
      await driver.start(trigger);
      await setAlarm();
      return status();
    },
    cancel: async () => {
      await driver.cancel();
      return status();
    },
    readSettings: readSyncSettings,
    writeSettings: async (settings) => {
      await writeSyncSettings(settings);
      await setAlarm();
      tell();
      return readSyncSettings();
    },
    log: log.read,
    wake: () =>
      unlessFailed(async () => {
        await setAlarm();
        await driver.wake();
      }),
    alarm: (name) =>
      unlessFailed(async () => {
        if (name === SYNC_ALARMS.resume) return driver.wake();
        if (name !== SYNC_ALARMS.due && name !== SYNC_ALARMS.retry) return;
        if (dueEvery(await readSyncSettings()) === null && name === SYNC_ALARMS.due) return;
        await driver.start('schedule');
      }),
    forgetOrg: (org) => forgetScopes(storage, `${org}/`),
    idle: driver.idle,
  };
};

/** For what nobody waits for: the next alarm tries again, and the next person who asks meets the same failure, and is told. */
const unlessFailed = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
  }
};
