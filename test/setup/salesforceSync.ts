import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ErpSession } from '../../lib/background/erpSession.ts';
import { forgetDatabases } from '../../lib/background/fakes/databases.ts';
import type { ConnectedCrm } from '../../lib/background/sync/connectedCrm.ts';
import { type SyncParts, type SyncService, syncService } from '../../lib/background/sync/syncService.ts';
import { keptInMemory } from '../../lib/crm/descriptionStore.fixture.ts';
import type { DescriptionStore } from '../../lib/crm/descriptions.ts';
import { salesforceSync } from '../../lib/crm/salesforce/sync/salesforceSync.ts';
import { fixedSession } from '../../lib/crm/scriptedApi.fixture.ts';
import type { FieldMapping } from '../../lib/erp/api/fieldMapping.ts';
import type { SyncRun } from '../../lib/erp/api/sync/run.ts';
import { erpClient } from '../../lib/erp/client.ts';
import { type Call, httpCaller } from '../../lib/http/call.ts';
import type { SyncStatus } from '../../lib/messaging/syncMessages.ts';
import { syncStorage } from '../../lib/store/sync/storage.ts';
import type { FieldName } from '../../lib/sync/ids.ts';
import { idOf } from '../world/salesforce/ids.ts';
import { createSalesforceOrg, type SalesforceOrg } from '../world/salesforce/org.ts';
import { ERP_ADDRESS, type ErpInProcess, erpInProcess } from './erpInProcess.ts';
import { SYNC_ON } from './requests.ts';
import { scopedBooks } from './scopedBooks.ts';

const ORG = 'acme.my.salesforce.com';

const rule = (crmField: string, erpField: string): FieldMapping['rules'][number] => ({
  key: `${crmField}=${erpField}`,
  crmField,
  erpField,
  steps: [],
  flow: { direction: 'both', policy: 'lastWriteWins', firstTime: 'crm' },
  blanks: 'keep',
  group: null,
  askAbove: null,
});

/** What lies between the browser and one of its systems: answers, breaks, hangs or passes a request on. */
export type Wire = (request: Request, deliver: (request: Request) => Promise<Response>) => Promise<Response>;
const OPEN: Wire = (request, deliver) => deliver(request);

export interface WorkerOptions extends Partial<SyncParts> {
  /** Default: Ann, who may see and sync all. */
  readonly token?: string;
  readonly erpWire?: Wire;
  readonly crmWire?: Wire;
  /** Another person of the org; default: its first user. */
  readonly crmUser?: string;
  /** What other workers of this user were told; default: nothing. */
  readonly descriptions?: DescriptionStore;
}

/**
 * The real ERP API, a simulated Salesforce org behind the real adapter, and the browser's real driver over its own database. One pair
 * is mapped, accounts and customers: `Name` and `Phone`, both ways.
 */
export interface SalesforceWorld {
  readonly erp: ErpInProcess;
  readonly org: SalesforceOrg;
  /** `METHOD path` of every request to the org. */
  readonly sent: string[];
  /** The org's clock and the browser's go on together. */
  pass(ms: number): void;
  /** The ERP API as a worker is given it. */
  session(options: WorkerOptions): ErpSession;
  /** The org as a worker is given it. */
  connected(options: WorkerOptions): ConnectedCrm;
  /** A worker over the browser's database; a second one is as after the first has died. */
  worker(options?: WorkerOptions): SyncService;
  /** An account that is linked to this customer. @returns its id */
  link(account: number, customer: string): Promise<string>;
  /** The same by its id. */
  linkAccount(id: string, customer: string): Promise<void>;
  /** Somebody in accounting changes customers, by id. */
  editErp(change: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Promise<void>;
  erpField(customer: string, field: string): Promise<unknown>;
  runs(): Promise<readonly SyncRun[]>;
  configure(change: object): Promise<void>;
  /** Opportunities get ERP records of their own; `Description` says whose they are. */
  mapOpportunities(): Promise<void>;
  /** Saves a mapping of a pair. */
  map(object: string, erpObject: string, mapping: Omit<FieldMapping, 'enabled'>): Promise<void>;
  /** What is cleared on one side is cleared on the other from now on. */
  propagateBlanks(): Promise<void>;
  /** Accounts of this scope alone are synced from now on. */
  within(scope: FieldMapping['scope']): Promise<void>;
  /** Links of a CRM record. */
  twinsOf(crm: string): Promise<readonly unknown[]>;
  /** An administrator lets the sync go on that stopped by itself. */
  resume(): Promise<void>;
  /** Another browser, a minute later, in a company that syncs as it did at first: nothing of the story before is in its way. */
  anew(): Promise<void>;
  close(): Promise<void>;
}

export const salesforceWorld = async (count = 3): Promise<SalesforceWorld> => {
  const erp = await erpInProcess();
  await erp.seed(scopedBooks);
  const admin = await erp.token('admin', 'crm.admin');
  const ann = await erp.token('ann');
  let time = Date.parse('2026-11-20T09:30:00.400Z');
  const pass = (ms: number) => {
    time += ms;
  };
  const records = Array.from({ length: count }, (_, index) => ({
    Id: idOf('Account', index + 1),
    Name: `Account ${index + 1}`,
    Phone: `+49 431 ${index + 1}`,
  }));
  const org = createSalesforceOrg({ myDomain: 'acme', records: { Account: records }, now: () => time });
  const sent: string[] = [];

  const put = async (path: string, json: unknown) => {
    const { etag } = await erp.ask('GET', path, admin);
    const { status, body } = await erp.ask('PUT', path, admin, json, { 'If-Match': etag });
    if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
    // As if the ERP API's clock were the org's: what is won from now on, is won after it.
    if (path === 'config') await erp.saidAt(path, new Date(time));
  };
  await put('config', SYNC_ON);
  await put('field-mapping?system=salesforce&object=Account&erpObject=customer', {
    rules: [rule('Name', 'name'), rule('Phone', 'phone')],
  });
  // One pair is enough to see a sync; the others are switched off.
  for (const [object, erpObject] of [
    ['Contact', 'contact'],
    ['Opportunity', 'opportunity'],
    ['Quote', 'quote'],
    ['Order', 'order'],
  ])
    await put(`field-mapping?system=salesforce&object=${object}&erpObject=${erpObject}`, {
      enabled: false,
      rules: [],
    });

  const caller = (wire: Wire, deliver: (request: Request) => Promise<Response>): Call =>
    httpCaller({ isOnline: () => true, fetch: (request) => wire(request, deliver) });

  const connected = ({
    crmWire = OPEN,
    crmUser,
    descriptions = keptInMemory(),
  }: WorkerOptions): ConnectedCrm => ({
    system: 'salesforce',
    org: ORG,
    label: ORG,
    pageHost: 'acme.lightning.force.com',
    user: crmUser ?? null,
    limits: async () => ({ pausedUntil: null, day: null }),
    sync: salesforceSync({
      instanceUrl: `https://${ORG}`,
      session: fixedSession(org.accessToken(crmUser)),
      keyFields: { Account: 'Erp_Key__c' as FieldName, Order: 'Erp_Key__c' as FieldName },
      currency: 'EUR',
      descriptions,
      elapsed: () => time,
      now: () => time,
      isOnline: () => true,
      call: caller(crmWire, (request) => {
        const { pathname } = new URL(request.url);
        sent.push(`${request.method} ${pathname.replace('/services/data/v67.0', '')}`);
        return org.fetch(request);
      }),
    }),
  });

  const sessionOf = ({ token = ann, erpWire = OPEN }: WorkerOptions): ErpSession => {
    const client = erpClient(
      { address: ERP_ADDRESS, token },
      { call: caller(erpWire, erp.fetch), now: Date.now },
    );
    return {
      use: (work) => work(client),
      me: (signal) => client.me(signal),
      may: async (capability, signal) => (await client.me(signal)).capabilities.includes(capability),
      known: async () => null,
      remember: async () => undefined,
      forget: async () => undefined,
    };
  };

  const world: SalesforceWorld = {
    erp,
    org,
    sent,
    pass,
    connected,
    session: sessionOf,
    worker: (options = {}) => {
      const { token: _, erpWire: __, crmWire: ___, crmUser: ____, descriptions: _____, ...parts } = options;
      const crms = [connected(options)];
      return syncService({
        erp: sessionOf(options),
        crms: async () => crms,
        policy: async () => ({ disabled: false }) as never,
        storage: syncStorage(),
        now: () => time,
        elapsed: () => time,
        // The ERP API keeps the time of the machine.
        awake: () => performance.now(),
        wait: async (ms) => pass(ms),
        ...parts,
      });
    },
    link: async (account, customer) => {
      const id = idOf('Account', account);
      await world.linkAccount(id, customer);
      return id;
    },
    linkAccount: async (id, customer) => {
      const record = { system: 'salesforce', org: ORG, object: 'Account', id };
      const json = { record, host: 'acme.lightning.force.com', customer };
      const { status, body } = await erp.ask('PUT', 'links', ann, json);
      if (status >= 300) throw new Error(JSON.stringify(body));
    },
    editErp: async (change) => {
      // Books are replaced whole: what the sync has brought stays in them.
      const ids = scopedBooks.customers.map(({ id }) => `customer/${id}`);
      const { body } = await erp.ask('POST', 'sync/records', ann, { ids });
      const { records: held } = body as { records: { fields: Record<string, { value?: unknown }> }[] };
      const customers = scopedBooks.customers.map((each, index) => {
        const { name, phone } = held[index]?.fields ?? {};
        return { ...each, name: name?.value ?? each.name, phone: phone?.value, ...change[each.id] };
      });
      await erp.seed({ ...scopedBooks, customers });
    },
    erpField: async (customer, field) => {
      const { body } = await erp.ask('POST', 'sync/records', ann, { ids: [`customer/${customer}`] });
      const [record] = (body as { records: { fields: Record<string, { value?: unknown }> }[] }).records;
      return record?.fields[field]?.value ?? null;
    },
    runs: async () => ((await erp.ask('GET', 'sync', ann)).body as { runs: SyncRun[] }).runs,
    configure: (change) => put('config', { ...SYNC_ON, ...change }),
    mapOpportunities: () =>
      put('field-mapping?system=salesforce&object=Opportunity&erpObject=opportunity', {
        create: { toErp: true, toCrm: false },
        rules: [
          { ...rule('Name', 'name'), flow: { direction: 'toErp', firstTime: 'source' } },
          { ...rule('Description', 'customer'), flow: { direction: 'toErp', firstTime: 'source' } },
        ],
      }),
    map: (object, erpObject, mapping) =>
      put(`field-mapping?system=salesforce&object=${object}&erpObject=${erpObject}`, mapping),
    propagateBlanks: () =>
      put('field-mapping?system=salesforce&object=Account&erpObject=customer', {
        rules: [rule('Name', 'name'), { ...rule('Phone', 'phone'), blanks: 'propagate' }],
      }),
    within: (scope) =>
      put('field-mapping?system=salesforce&object=Account&erpObject=customer', {
        scope,
        rules: [rule('Name', 'name'), rule('Phone', 'phone')],
      }),
    twinsOf: async (crm) => {
      const { body } = await erp.ask('POST', 'sync/links', ann, { dirty: [{ kind: 'crm', id: crm }] });
      return (body as { views: unknown[] }).views;
    },
    resume: async () => {
      await erp.ask('POST', 'sync/resume', admin);
    },
    anew: async () => {
      forgetDatabases();
      fakeBrowser.tabs.query = (async () => []) as typeof fakeBrowser.tabs.query;
      await erp.outlive();
      await world.configure({});
      await world.resume();
      pass(60_000);
    },
    close: () => erp.close(),
  };
  return world;
};

/** A sync of everything from its beginning to its end. @returns what is known then */
export const through = async (
  worker: SyncService,
  trigger: Parameters<SyncService['start']>[0] = 'manual',
): Promise<SyncStatus> => {
  await worker.start(trigger);
  await worker.idle();
  return worker.status();
};
