import { keptInMemory } from '../../lib/crm/descriptionStore.fixture.ts';
import type { ArchivedPlace } from '../../lib/crm/hubspot/sync/archivedPass.ts';
import { hubspotSync } from '../../lib/crm/hubspot/sync/hubspotSync.ts';
import { fixedSession } from '../../lib/crm/scriptedApi.fixture.ts';
import type { CrmSession } from '../../lib/crm/session.ts';
import { budgetedCall } from '../../lib/http/budget/budgetedCall.ts';
import { callBudget } from '../../lib/http/budget/callBudget.ts';
import { httpCaller } from '../../lib/http/call.ts';
import type { CrmId, FieldName } from '../../lib/sync/ids.ts';
import { ALL_SCOPES, KEY, START, testWorld } from '../world/hubspot/fixture.ts';
import type { RecordSeed } from '../world/hubspot/model/portalSeed.ts';
import type { HubspotOptions } from '../world/hubspot/portal.ts';

export { START };

const WRITE = [...ALL_SCOPES, 'crm.objects.quotes.write', 'crm.objects.orders.write'];
export const KEY_PROPERTY = 'ledgerside_key';

/** What happens to a request on its way; undefined = nothing. */
type Wire = (request: Request, deliver: (request: Request) => Promise<Response>) => Promise<Response>;

export interface SyncWorldOptions extends Partial<HubspotOptions> {
  readonly portal?: Partial<HubspotOptions['portals'][number]>;
  readonly session?: CrmSession;
  readonly keyProperties?: Readonly<Record<string, string>>;
  /** How far the computer's clock is off the portal's. */
  readonly skewMs?: number;
}

/** The portal of the test world, the call layer over it, and a clock that moves when somebody waits. */
export const syncWorld = ({
  portal = {},
  session,
  keyProperties,
  skewMs = 0,
  ...options
}: SyncWorldOptions = {}) => {
  const unique = { name: KEY_PROPERTY, label: 'ERP key', unique: true };
  const world = testWorld({
    serviceKeys: [{ key: KEY, portalId: '4711', scopes: WRITE }],
    portals: [
      {
        portalId: '4711',
        host: 'app.hubspot.com',
        records: {},
        properties: {
          companies: [unique],
          contacts: [unique],
          deals: [{ name: 'erp_partner', label: 'Partner' }],
          orders: [unique],
          quotes: [{ ...unique, unique: false }],
        },
        ...portal,
      },
    ],
    ...options,
  });
  const { clock, hubspot } = world;
  const state = { online: true, waits: [] as number[], zones: [] as string[], wire: null as Wire | null };
  const wait = async (ms: number) => {
    state.waits.push(ms);
    clock.forward(ms);
  };
  const now = () => clock.now() + skewMs;
  const elapsed = () => clock.now() - START;
  const call = httpCaller({
    isOnline: () => state.online,
    fetch: (request) => {
      const deliver = (each: Request) => hubspot.fetch(each);
      return state.wire === null ? deliver(request) : state.wire(request, deliver);
    },
  });
  const budget = callBudget({
    system: 'hubspot',
    org: '4711',
    store: { read: async () => null, write: async () => undefined },
    clock: { now, elapsed },
    onStoreFailure: (error) => {
      throw error;
    },
  });
  const places = new Map<string, ArchivedPlace>();
  const descriptions = keptInMemory();
  const newSync = () =>
    hubspotSync({
      portalId: '4711',
      session: session ?? fixedSession(KEY),
      call,
      budgeted: (each) => budgetedCall({ call: each, budget, use: 'sync', clock: { now, wait } }),
      clock: { now, elapsed, wait },
      isOnline: () => state.online,
      descriptions,
      archivedPlaces: {
        read: async (object) => places.get(object) ?? null,
        write: async (object, place) => void places.set(object, place),
      },
      keyProperties: keyProperties ?? {
        company: KEY_PROPERTY,
        contact: KEY_PROPERTY,
        order: KEY_PROPERTY,
        quote: KEY_PROPERTY,
      },
      inTimeZone: async (zone) => {
        state.zones.push(zone);
        await budget.inTimeZone(zone);
      },
    });
  const own = hubspot.portals.get('4711');
  if (own === undefined) throw new Error('The portal of the test world is 4711.');
  return { ...world, ...state, state, places, budget, newSync, portal: own };
};
export type SyncWorld = ReturnType<typeof syncWorld>;

const fieldNames = (...names: string[]): readonly FieldName[] => names as FieldName[];

export const openObject = (world: SyncWorld, object: string, ...fields: string[]) =>
  world.newSync().open(object, fieldNames(...fields), new AbortController().signal);

export const idOf = (object: string, id: string): CrmId => `hubspot/4711/${object}/${id}` as CrmId;

/** So many companies, named and numbered; `at` for each: when it was made. */
export const companies = (
  count: number,
  at: (index: number) => number = (index) => START - 86_400_000 + index,
) =>
  Array.from(
    { length: count },
    (_, index): RecordSeed => ({
      id: String(100_000 + index),
      properties: { name: `Company ${index}`, city: 'Kiel' },
      createdAt: at(index),
    }),
  );

export const value = <T>(answer: { kind: string; value?: T }): T => {
  if (answer.kind !== 'answered' || answer.value === undefined)
    throw new Error(`Not answered: ${JSON.stringify(answer)}`);
  return answer.value;
};
