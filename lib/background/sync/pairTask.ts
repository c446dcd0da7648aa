import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import type { StoppedRun } from '../../messaging/syncMessages.ts';
import { localStore } from '../../store/sync/localStore.ts';
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
import { tellStarted } from './tellStarted.ts';
import { metered, type WorkParts } from './workMeter.ts';

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

export interface PairTaskParts extends WorkParts {
  /** The same for one sync: its id goes with every question. */
  readonly during: (syncId: string) => PairTaskParts['use'];
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
  const { log } = parts;

  const observer = (sync: StoredSync, watch: PairWatch, use: PairTaskParts['use']): Observer => ({
    failed: ({ code, status, detail }) =>
      log.add('sync.unanswered', sync.id, { code, status: status ?? null, detail: detail ?? null }),
    asked: (link, key) => log.add('CRM.ConflictDetected', sync.id, { record_id: link, field_name: key }),
    ordered: ({ opportunity, order, amount, currency, draft }) =>
      log.add('CRM.OpportunityConverted', sync.id, {
        opportunity_id: opportunity,
        order_id: order,
        amount,
        currency,
        draft,
      }),
    braked: (question) => watch.onBrake(stoppedRun(question, { ...pair, org: crm.org }, question.user, null)),
    ending: (report) => letters(use, report, autoOrder !== null),
  });

  return {
    org: `${crm.system}/${crm.org}`,
    scope,
    isUnderWay: async () => (await localStore(parts.storage, scope).load()).run !== null,
    run: async (sync, watch) => {
      const ended = tellStarted(parts, sync.id, pair);
      const { store, use, workedMs, watched } = metered({ ...parts, use: parts.during(sync.id) }, scope);
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
          observer: observer(sync, watch, use),
          workedMs,
        },
        sync.trigger,
        watched(watch),
      );
      const failure = end.kind === 'passed' ? null : end.failure;
      if (failure?.code === 'crm.authExpired') await noteTrouble(`${crm.system} ${crm.org}`, failure);
      ended(end);
      return end;
    },
  };
};
