import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import type { SyncCalls } from '../../erp/client/sync/syncCalls.ts';
import type { StoppedRun } from '../../messaging/syncMessages.ts';
import { localStore } from '../../store/sync/localStore.ts';
import type { SyncStorage } from '../../store/sync/storage.ts';
import type { Ports } from '../../sync/ports.ts';
import type { Watch } from '../../sync/progress.ts';
import { noteTrouble } from '../trouble.ts';
import { stoppedRun } from './brakeShown.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import type { EngineParts } from './engineFor.ts';
import { letters } from './letters.ts';
import type { Observer } from './observed.ts';
import { scopeKey } from './pairs.ts';
import { type PairEnd, runPair } from './runPair.ts';
import type { StoredSync } from './storedSync.ts';
import { suspectsOrFailure } from './suspects.ts';
import type { SyncLog } from './syncLog.ts';

export interface PairWatch extends Watch {
  readonly onBrake: (stopped: StoppedRun) => void;
}

/** One pair of one CRM org, to be synced as a part of a sync. */
export interface PairTask {
  /** `system/org`. */
  readonly org: string;
  readonly scope: string;
  /** A run of it stands that has not come to its end. Rejects with `storage`. */
  isUnderWay(): Promise<boolean>;
  run(sync: StoredSync, watch: PairWatch): Promise<PairEnd>;
}

export interface PairTaskParts {
  readonly use: <T>(work: (calls: SyncCalls) => Promise<T>) => Promise<T>;
  readonly storage: SyncStorage;
  readonly clock: Ports['clock'];
  readonly log: SyncLog;
  readonly now: () => number;
  /** Names this installation. */
  readonly browserId: () => Promise<string>;
  /** Letters and digits, never the same twice. */
  readonly newId: () => string;
}

export const pairTask = (
  parts: PairTaskParts,
  crm: ConnectedCrm,
  pair: MappingPair,
  {
    user,
    tenant,
    autoOrder,
  }: { readonly user: string } & Pick<EngineParts, 'autoOrder'> & { readonly tenant: string },
): PairTask => {
  const scope = scopeKey(crm.org, pair, user);
  const store = localStore(parts.storage, scope);
  const { log, use } = parts;

  const observer = (sync: StoredSync, watch: PairWatch): Observer => ({
    failed: ({ code, status, detail }) =>
      log.add('sync.unanswered', sync.id, { code, status: status ?? null, detail: detail ?? null }),
    asked: (link, key) => log.add('CRM.ConflictDetected', sync.id, { record_id: link, field_name: key }),
    ordered: (opportunity, order, draft) =>
      log.add('CRM.OpportunityConverted', sync.id, { opportunity_id: opportunity, order_id: order, draft }),
    braked: (question) => watch.onBrake(stoppedRun(question, { ...pair, org: crm.org }, question.user, null)),
    ending: (report) => letters(use, report, autoOrder !== null),
  });

  return {
    org: `${crm.system}/${crm.org}`,
    scope,
    isUnderWay: async () => (await store.load()).run !== null,
    run: async (sync, watch) => {
      const began = parts.now();
      log.add('CRM.SyncStarted', sync.id, {
        direction: 'both',
        record_type: pair.object,
        system: crm.system,
      });
      const counted = await suspectsOrFailure({ use, crm, pair, store, run: sync.id, now: parts.now });
      if (counted.kind === 'failed') return { kind: 'stopped', failure: counted.failure };
      if (counted.suspects > 0)
        log.add('sync.suspects', sync.id, { record_type: pair.object, suspects: counted.suspects });
      const crmUser = `${crm.system}/${crm.org}/${user}`;
      const end = await runPair(
        {
          use,
          crm,
          pair,
          store,
          tenant,
          autoOrder,
          lease: { crmUser, browser: await parts.browserId() },
          clock: parts.clock,
          // Every id of a sync begins with the sync's own: whoever reads the ledger, or a log, finds the rest.
          newId: () => `${sync.id}-${parts.newId()}`,
          observer: observer(sync, watch),
        },
        sync.trigger,
        watch,
      );
      const failure = end.kind === 'passed' ? null : end.failure;
      if (failure?.code === 'crm.authExpired') await noteTrouble(`${crm.system} ${crm.org}`, failure);
      log.add('CRM.SyncCompleted', sync.id, {
        record_type: pair.object,
        system: crm.system,
        duration_ms: Math.max(0, parts.now() - began),
        ...detailsOf(end),
      });
      return end;
    },
  };
};

const detailsOf = (end: PairEnd): Readonly<Record<string, string | number>> => {
  switch (end.kind) {
    case 'finished': {
      const { created, updated, unchanged } = end.counts;
      return { result: end.result, ...end.counts, records_synced: created + updated + unchanged };
    }
    case 'passed':
      return { result: end.why, records_synced: 0 };
    case 'stopped':
      return { result: 'stopped', failure: end.failure.code, records_synced: 0 };
  }
};
