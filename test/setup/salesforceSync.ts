import type { ErpSession } from '../../lib/background/erpSession.ts';
import type { ConnectedCrm } from '../../lib/background/sync/connectedCrm.ts';
import { type SyncParts, type SyncService, syncService } from '../../lib/background/sync/syncService.ts';
import { salesforceSync } from '../../lib/crm/salesforce/sync/salesforceSync.ts';
import { fixedSession } from '../../lib/crm/scriptedApi.fixture.ts';
import type { FieldMapping } from '../../lib/erp/api/fieldMapping.ts';
import type { SyncRun } from '../../lib/erp/api/sync/run.ts';
import { erpClient } from '../../lib/erp/client.ts';
import { type Call, httpCaller, call as networkCall } from '../../lib/http/call.ts';
import { type SyncStorage, syncStorage } from '../../lib/store/sync/storage.ts';
import type { FieldName } from '../../lib/sync/ids.ts';
import { idOf } from '../world/salesforce/ids.ts';
import { createSalesforceOrg, type SalesforceOrg } from '../world/salesforce/org.ts';
import { startErp, type TestErp } from './erpServer.ts';
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

/** The real ERP API over its own database, a simulated Salesforce org behind the real adapter, and this browser's real driver. */
export interface SalesforceWorld {
  readonly erp: TestErp;
  readonly org: SalesforceOrg;
  /** `METHOD path` of every request to the org. */
  readonly sent: readonly string[];
  /** The org's clock and the browser's go on together. */
  pass(ms: number): void;
  /** A worker over the browser's database; another one of it, as after the one before has died. */
  worker(over?: Partial<SyncParts>, storage?: SyncStorage): SyncService;
  /** An account that is linked to this customer. @returns its id */
  link(account: number, customer: string): Promise<string>;
  /** Somebody in accounting changes customers, by id. */
  editErp(change: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Promise<void>;
  erpField(customer: string, field: string): Promise<unknown>;
  runs(): Promise<readonly SyncRun[]>;
  configure(change: object): Promise<void>;
  /** What the browser asks of the ERP API, before it is sent. */
  onErp: (call: Call) => Call;
  close(): Promise<void>;
}

export const salesforceWorld = async (count = 3): Promise<SalesforceWorld> => {
  const erp = await startErp();
  await erp.seed(scopedBooks);
  const admin = await erp.token({ role: 'crm.admin', user: 'admin' });
  const token = await erp.token({ user: 'ann' });
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
  const crm = salesforceSync({
    instanceUrl: `https://${ORG}`,
    session: fixedSession(org.accessToken()),
    keyFields: { Account: 'Customer_Number__c' as FieldName },
    currency: 'EUR',
    elapsed: () => time,
    now: () => time,
    isOnline: () => true,
    call: httpCaller({
      isOnline: () => true,
      fetch: (request) => {
        sent.push(`${request.method} ${new URL(request.url).pathname.replace('/services/data/v67.0', '')}`);
        return org.fetch(request);
      },
    }),
  });

  const put = async (path: string, json: unknown, version?: string) => {
    const etag = version ?? (await erp.get(`/api/crm/${path}`, admin)).headers.get('etag') ?? '';
    const answer = await erp.ask('PUT', `/api/crm/${path}`, {
      token: admin,
      json,
      headers: { 'If-Match': etag },
    });
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  };
  await put('config', SYNC_ON);
  await put('field-mapping?system=salesforce&object=Account&erpObject=customer', {
    rules: [rule('Name', 'name'), rule('Phone', 'phone')],
  });

  // One pair is enough to see a sync; the others are switched off.
  for (const pair of ['Contact/contact', 'Opportunity/opportunity', 'Quote/quote', 'Order/order']) {
    const [object = '', erpObject = ''] = pair.split('/');
    const query = `system=salesforce&object=${object}&erpObject=${erpObject}`;
    await put(`field-mapping?${query}`, { enabled: false, rules: [] });
  }

  const connected: ConnectedCrm = {
    system: 'salesforce',
    org: ORG,
    label: ORG,
    user: null,
    sync: crm,
    limits: async () => ({ pausedUntil: null, day: null }),
  };

  const world: SalesforceWorld = {
    erp,
    org,
    sent,
    pass,
    onErp: (call) => call,
    worker: (over = {}, storage = syncStorage()) => {
      const call: Call = (request) => world.onErp(networkCall)(request);
      const client = erpClient({ address: erp.url, token }, { call, now: Date.now });
      const session: ErpSession = {
        use: (work) => work(client),
        me: (signal) => client.me(signal),
        may: async () => true,
        known: async () => null,
        remember: async () => undefined,
        forget: async () => undefined,
      };
      return syncService({
        erp: session,
        crms: async () => [connected],
        policy: async () => ({ disabled: false }) as never,
        storage,
        now: Date.now,
        elapsed: () => time,
        wait: async (ms) => pass(ms),
        ...over,
      });
    },
    link: async (account, customer) => {
      const id = idOf('Account', account);
      const record = { system: 'salesforce', org: ORG, object: 'Account', id };
      const json = { record, host: 'acme.lightning.force.com', customer };
      const answer = await erp.ask('PUT', '/api/crm/links', { token, json });
      if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
      return id;
    },
    editErp: async (change) => {
      // Books are replaced whole: what the sync has brought stays in them.
      const customers = [];
      for (const each of scopedBooks.customers) {
        const kept: Record<string, unknown> = {};
        for (const field of ['name', 'phone'])
          kept[field] = (await world.erpField(each.id, field)) ?? undefined;
        customers.push({ ...each, ...kept, ...change[each.id] });
      }
      await erp.seed({ ...scopedBooks, customers });
    },
    erpField: async (customer, field) => {
      const json = { ids: [`customer/${customer}`] };
      const { body } = await erp.ask('POST', '/api/crm/sync/records', { token, json });
      const [record] = (body as { records: { fields: Record<string, { value?: unknown }> }[] }).records;
      return record?.fields[field]?.value ?? null;
    },
    runs: async () => ((await erp.get('/api/crm/sync', token)).body as { runs: SyncRun[] }).runs,
    configure: (change) => put('config', { ...SYNC_ON, ...change }),
    close: () => erp.close(),
  };
  return world;
};
