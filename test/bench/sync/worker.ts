import './browserGlobals.ts';
import { orgBudgets } from '../../../lib/background/crm/orgBudgets.ts';
import type { ErpSession } from '../../../lib/background/erpSession.ts';
import { forgetDatabases } from '../../../lib/background/fakes/databases.ts';
import { readPolicy } from '../../../lib/background/policy.ts';
import { recordViews } from '../../../lib/background/recordViews.ts';
import { type SyncService, syncService } from '../../../lib/background/sync/syncService.ts';
import { keptInMemory } from '../../../lib/crm/descriptionStore.fixture.ts';
import { hubspotSync } from '../../../lib/crm/hubspot/sync/hubspotSync.ts';
import { salesforceSync } from '../../../lib/crm/salesforce/sync/salesforceSync.ts';
import { fixedSession } from '../../../lib/crm/scriptedApi.fixture.ts';
import type { CrmSystem } from '../../../lib/erp/api/record.ts';
import { recordOfKey } from '../../../lib/erp/api/recordKey.ts';
import type { ConflictView } from '../../../lib/erp/api/sync/conflicts.ts';
import { erpClient } from '../../../lib/erp/client.ts';
import { type Call, httpCaller } from '../../../lib/http/call.ts';
import { readCache } from '../../../lib/store/readCache.ts';
import { namedValues } from '../../../lib/store/sync/namedValues.ts';
import { syncStorage } from '../../../lib/store/sync/storage.ts';
import { idOf } from '../../world/salesforce/ids.ts';
import { PLACE } from './books.ts';
import type { CrmOrg } from './crmOrg.ts';
import type { VirtualClock } from './virtualClock.ts';

export interface BenchWorker {
  readonly sync: SyncService;
  /** What a panel asks on the record page of customer n. */
  question(n: number): Promise<void>;
  /** Questions that wait for a person: a page of them, and how many there are. */
  conflicts(): Promise<{ readonly questions: readonly ConflictView[]; readonly total: number }>;
  /** As a yes in the confirm frame does: what the CRM says is right. */
  decide(question: ConflictView): Promise<void>;
  /** The record alone, as after a decision. */
  carryOut(question: ConflictView): Promise<void>;
}

interface WorkerParts {
  readonly crm: CrmSystem;
  readonly org: CrmOrg;
  readonly limits: boolean;
  readonly clock: VirtualClock;
  readonly erp: { readonly url: string; readonly token: string };
}

/** The worker's own services over a new database, between the simulated CRM and the ERP API. */
export const benchWorker = ({ crm, org, limits, clock, erp }: WorkerParts): BenchWorker => {
  forgetDatabases();
  const { now, wait } = clock;
  const elapsed = () => performance.now() + clock.moved();
  const storage = syncStorage();
  const values = namedValues(storage);
  const isOnline = () => true;
  const call: Call = httpCaller({ isOnline, fetch: (request) => org.fetch(request) });
  const budgets = orgBudgets(values, { now, elapsed, wait });
  const { org: name, host } = PLACE[crm];
  const budgeted = limits ? budgets.within(crm, name, 'sync') : (each: Call) => each;
  const session = fixedSession(org.token);
  const places = new Map<string, unknown>();
  const descriptions = keptInMemory();
  const adapter =
    crm === 'salesforce'
      ? salesforceSync({
          instanceUrl: `https://${name}`,
          session,
          keyFields: {},
          currency: 'EUR',
          descriptions,
          elapsed,
          now,
          call,
          budgeted,
          isOnline,
        })
      : hubspotSync({
          portalId: name,
          session,
          call,
          budgeted,
          clock: { now, elapsed, wait },
          isOnline,
          descriptions,
          archivedPlaces: {
            read: async (object) => places.get(object) ?? null,
            write: async (object, place) => void places.set(object, place),
          },
          keyProperties: {},
          inTimeZone: (zone) => budgets.of(crm, name).inTimeZone(zone),
        });
  const client = erpClient(
    { address: erp.url, token: erp.token },
    { call: httpCaller({ isOnline, fetch: (request) => globalThis.fetch(request) }), now: Date.now },
  );
  const erpSession: ErpSession = {
    use: (work) => work(client),
    me: (signal) => client.me(signal),
    may: async () => true,
    known: async () => null,
    remember: async () => undefined,
    forget: async () => undefined,
  };
  const nowhere = async () => undefined;
  const cache = readCache({
    now: Date.now,
    maxAgeMs: async () => 3_600_000,
    laidBy: { isWanted: async () => false, read: async () => null, write: nowhere, remove: nowhere },
  });
  const noReader = { reader: () => Promise.reject(new Error('An account page asks no CRM.')) };
  const views = recordViews({ erp: erpSession, crm: noReader, cache, now: Date.now });
  const { signal } = new AbortController();
  const sync = syncService({
    erp: erpSession,
    crms: async () => [
      {
        system: crm,
        org: name,
        label: name,
        pageHost: host,
        user: null,
        sync: adapter,
        limits: async () => {
          const { paused } = await budgets.of(crm, name).state();
          return { pausedUntil: paused?.until ?? null, day: null };
        },
      },
    ],
    policy: readPolicy,
    storage,
    now,
    elapsed,
    awake: elapsed,
    wait,
  });
  return {
    sync,
    conflicts: async () => {
      const { conflicts, total } = await client.people.conflicts({ record: null, cursor: null }, signal);
      return { questions: conflicts, total };
    },
    decide: async (question) => {
      const decisions = { kind: 'resolve' as const, decisions: [{ question, choice: 'crm' as const }] };
      const left = await sync.people.resolve(decisions, `${question.link} ${question.key}`);
      if (left !== null) throw new Error(`The decision became ${JSON.stringify(left)}.`);
    },
    carryOut: async ({ crm: key }) => {
      const record = recordOfKey(key);
      if (record === null) throw new Error(`${key} is no record.`);
      const { state } = await sync.records.sync({ record, kind: 'account', host }, signal);
      if (state !== 'synced') throw new Error(`${key} is ${state}.`);
    },
    question: async (n) => {
      const id = crm === 'salesforce' ? idOf('Account', n) : String(n);
      const record = { system: crm, org: name, object: PLACE[crm].object, id };
      const { value } = await views.fresh({ record, kind: 'account', host }, signal);
      if (value.view.customers.length !== 1) throw new Error(`The panel of ${id} shows no customer.`);
    },
  };
};
