import type { ErpEdge } from '../erp/client.ts';
import type { ReadCache } from '../store/readCache.ts';
import { readCache } from '../store/readCache.ts';
import { namedValues } from '../store/sync/namedValues.ts';
import { syncStorage } from '../store/sync/storage.ts';
import type { Vault } from '../vault/vault.ts';
import { vault } from '../vault/vault.ts';
import { type Cancellations, cancellations } from './cancellations.ts';
import { orgBudgets } from './crm/orgBudgets.ts';
import { type CrmSessions, crmSessions } from './crmSessions.ts';
import { type ErpSession, erpSession } from './erpSession.ts';
import { laidByKey } from './offlineReading.ts';
import { type Policy, readPolicy } from './policy.ts';
import { type RecordViews, recordViews } from './recordViews.ts';
import { elapsedClock } from './sync/elapsedClock.ts';
import { type SyncService, syncService } from './sync/syncService.ts';
import { type Tickets, tickets } from './tickets.ts';

/** Everything that handlers work with. Each names the few it needs. */
export interface Services {
  readonly edge: ErpEdge;
  readonly vault: Vault;
  readonly cache: ReadCache;
  readonly erp: ErpSession;
  readonly crm: CrmSessions;
  readonly views: RecordViews;
  readonly tickets: Tickets;
  readonly cancellations: Cancellations;
  readonly policy: () => Promise<Policy>;
  readonly sync: SyncService;
}

const HOUR_MS = 3_600_000;

export const createServices = (edge: ErpEdge): Services => {
  const policy = readPolicy;
  const cache = readCache({
    now: edge.now,
    maxAgeMs: async () => (await policy()).cacheHours * HOUR_MS,
    laidBy: laidByKey(vault, policy),
  });
  const erp = erpSession({ edge, vault, cache, policy });
  const storage = syncStorage();
  const values = namedValues(storage);
  const clock = { elapsed: elapsedClock(edge.now), wait };
  const budgets = orgBudgets(values, { now: edge.now, ...clock });
  const crm = crmSessions({ edge, vault, erp, policy, budgets, values, clock });
  return {
    edge,
    vault,
    cache,
    erp,
    crm,
    views: recordViews({ erp, crm, cache, now: edge.now }),
    tickets: tickets(edge.now),
    cancellations: cancellations(),
    policy,
    sync: syncService({
      erp,
      crms: crm.synced,
      policy,
      storage,
      now: edge.now,
      awake: () => performance.now(),
      ...clock,
    }),
  };
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
