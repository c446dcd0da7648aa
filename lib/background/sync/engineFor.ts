import type { CrmObjectSync } from '../../crm/syncPort.ts';
import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import type { CrmSystem } from '../../erp/api/record.ts';
import { erpPorts } from '../../erp/client/sync/erpPorts.ts';
import type { SyncCalls } from '../../erp/client/sync/syncCalls.ts';
import { twinBook } from '../../erp/client/sync/twinBook.ts';
import type { CreatePorts } from '../../sync/create/ports.ts';
import type { CrmId, FieldName } from '../../sync/ids.ts';
import type { LocalStore, Ports, Side, SyncSettings } from '../../sync/ports.ts';
import { type Engine, protocol } from '../../sync/protocol.ts';
import type { Mapping } from '../../sync/rule.ts';
import { type AutoOrderParts, autoOrders } from './autoOrders.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import { inWordsOf, namedOf } from './namedRecords.ts';
import { type Observer, observedCreator, observedErp, observedFeed, observedSide } from './observed.ts';
import { pairIn } from './pairs.ts';
import { referencesIn } from './referencesIn.ts';
import { isInScope, type Scope, scopeFields, withinScope } from './scope.ts';
import { orderFieldNames } from './wonOpportunity.ts';

export interface EngineParts {
  readonly use: <T>(work: (calls: SyncCalls) => Promise<T>) => Promise<T>;
  readonly crm: ConnectedCrm;
  readonly pair: MappingPair;
  readonly mapping: Mapping;
  /** `isHeeded` false = records outside of it are seen as well: somebody asks why they are left alone. */
  readonly scope: { readonly of: Scope; readonly isHeeded: boolean };
  /** Where twins are made of records without a link; null = nowhere. */
  readonly create: { readonly toErp: boolean; readonly toCrm: boolean; readonly tenant: string } | null;
  /** Won opportunities become orders by themselves; null = the company, or the person's role, does not have it so. */
  readonly autoOrder: Pick<AutoOrderParts, 'ordered' | 'since'> | null;
  readonly store: LocalStore;
  readonly lease: { readonly crmUser: string; readonly browser: string } | null;
  readonly clock: Ports['clock'];
  readonly newId: () => string;
  readonly observer: Observer;
  /** Of the run under way; null = nothing is written, and no run told of. */
  readonly workedMs: (() => number) | null;
}

/** The longest that a request, once it has left, may take until it has had its effect. */
const LONGEST_REQUEST_MS = 30_000;

/**
 * - `overlapMs`: a change may become visible this long after later ones: a long transaction in Salesforce, HubSpot's search index.
 * - `settledMs`: how long HubSpot's search may stand still and nothing is lost; until then the last changes are looked at with every run.
 * - `toleranceMs`: servers keep time to well under this.
 * - `readSize`: what one call reads of Salesforce's accounts, and whole batches of HubSpot.
 * - `keptReadings`: some 2 kB each, for as long as the run lasts; what is beyond is read a second time.
 */
const SETTINGS: Omit<SyncSettings, 'requestMs' | 'batchSize'> = {
  overlapMs: 5 * 60_000,
  settledMs: 60 * 60_000,
  toleranceMs: 5_000,
  readSize: 600,
  keptReadings: 20_000,
  attempts: 3,
};

/** Whole calls: composites of 24 conditional writes, batches of 100. More might not leave within the time that they may take. */
const BATCH_SIZE: Readonly<Record<CrmSystem, number>> = { salesforce: 192, hubspot: 200 };

/** The engine over one pair of one org. Rejects with `FailureError` where the CRM does not describe the object, or has none. */
export const engineFor = async (parts: EngineParts): Promise<Engine> => {
  const { use, crm, pair, mapping, store, lease, clock, newId, observer } = parts;
  const mapped = mapping.rules.map(({ crmField }): FieldName => crmField);
  const isOrdered = parts.autoOrder !== null && pair.erpObject === 'opportunity';
  const referred = referencesIn(pair, mapping, parts.create).map(({ crmField }) => crmField);
  const scoped = scopeFields(pair.system, parts.scope.of);
  const fields = [
    ...new Set([...mapped, ...scoped, ...referred, ...(isOrdered ? orderFieldNames(pair.system) : [])]),
  ];
  const { signal } = new AbortController();
  const object = await crm.sync.open(pair.object, fields, signal);
  const { erp, erpRecords: plain } = erpPorts({
    use,
    org: crm.org,
    pair,
    lease,
    mapping: async () => mapping,
    heed: observer.failed,
    braked: observer.braked,
    workedMs: parts.workedMs,
  });
  const named = namedOf(pair);
  const erpRecords = inWordsOf(plain, { system: crm.system, org: crm.org, named, mapping });
  const { of: scope, isHeeded } = parts.scope;
  const all = { crm: observedSide(object.crm, observer), erp: observedErp(erp, observer) };
  const within =
    scope.kind === 'all' || !isHeeded ? all : withinScope(all, (cells) => isInScope(crm, scope, cells));
  const { orders, side } = ordersOf(parts, object, within.crm);
  return {
    ports: {
      pair: pairIn(crm.org, pair),
      crm: side,
      feed: observedFeed(object.feed, observer),
      erp: within.erp,
      erpRecords,
      erpInTransaction: true,
      create: createPorts(parts, object),
      orders,
      store,
      clock,
      newId,
    },
    settings: {
      ...SETTINGS,
      batchSize: BATCH_SIZE[crm.system],
      requestMs: object.sendsWithinMs + LONGEST_REQUEST_MS,
    },
    protocol,
  };
};

const ordersOf = (parts: EngineParts, object: CrmObjectSync, plain: Side<CrmId>) => {
  const { use, crm, pair, autoOrder, newId, observer } = parts;
  if (autoOrder === null || pair.erpObject !== 'opportunity') return { orders: null, side: plain };
  const { orders, crm: side } = autoOrders({
    use,
    pair,
    org: crm.org,
    orgCurrency: object.orgCurrency,
    crm: plain,
    ...autoOrder,
    newId,
    observer,
  });
  return { orders, side };
};

const createPorts = (
  { use, crm, pair, mapping, create, observer }: EngineParts,
  { creator }: CrmObjectSync,
): CreatePorts | null => {
  if (create === null || !(create.toErp || create.toCrm)) return null;
  const { twins, keyOf } = twinBook({
    use: (work) => use((calls) => work(calls.twins)),
    pair: { org: crm.org, host: crm.pageHost, ...pair },
    tenant: create.tenant,
    heed: observer.failed,
  });
  return {
    twins,
    keyOf,
    references: referencesIn(pair, mapping, create),
    crm: create.toCrm && creator !== null ? observedCreator(creator, observer) : null,
    erp: create.toErp ? 'inTransaction' : null,
  };
};
