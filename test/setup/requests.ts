import { DEFAULT_CONFIG, type SyncConfig } from '../../lib/erp/api/config.ts';
import type { RouteName } from '../../lib/erp/api/routes.ts';

/** A record of the simulated CRM, for links. */
export const ACCOUNT = {
  system: 'salesforce',
  org: 'acme.my.salesforce.com',
  object: 'Account',
  id: '001000000000001AAA',
} as const;
export const HOST = 'acme.lightning.force.com';
export const queryOf = (record: Readonly<Record<string, string>>): string =>
  new URLSearchParams(record).toString();

interface Request {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const NO_LINK = '0198f000-0000-7000-8000-000000000000';
const PAIR = 'system=hubspot&object=company&erpObject=customer';
const wish = (key: string) => ({ 'Idempotency-Key': key });

/** The default settings with the sync switched on. */
export const SYNC_ON: SyncConfig = {
  ...DEFAULT_CONFIG,
  flags: { ...DEFAULT_CONFIG.flags, m38_crm: true, m38_crm_auto_order: true },
};

const { id: accountId, ...ACCOUNT_PLACE } = ACCOUNT;
const SINGLE = { side: 'crm', id: `${ACCOUNT.system}/${ACCOUNT.org}/${ACCOUNT.object}/${accountId}` };
const TWIN_PAIR = { ...ACCOUNT_PLACE, erpObject: 'customer', host: HOST };
const TWIN_KEY = 'key-of-a-twin-0001';

/** One request per endpoint on customer `C1`, well formed. A new endpoint needs a line here. */
export const requests: Readonly<Record<RouteName, Request>> = {
  getHealth: { method: 'GET', path: '/health' },
  getReadiness: { method: 'GET', path: '/ready' },
  getContract: { method: 'GET', path: '/api/crm/openapi.json' },
  getMe: { method: 'GET', path: '/api/crm/me' },
  listCustomers: { method: 'GET', path: '/api/crm/customers?search=alder' },
  matchCustomers: { method: 'GET', path: '/api/crm/customers/match?name=Alder%20Works' },
  getCustomer: { method: 'GET', path: '/api/crm/customers/C1' },
  listInvoices: { method: 'GET', path: '/api/crm/customers/C1/invoices' },
  listOrders: { method: 'GET', path: '/api/crm/customers/C1/orders' },
  listPayments: { method: 'GET', path: '/api/crm/customers/C1/payments' },
  listQuotes: { method: 'GET', path: '/api/crm/customers/C1/quotes' },
  listProductsBought: { method: 'GET', path: '/api/crm/customers/C1/products' },
  listContacts: { method: 'GET', path: '/api/crm/customers/C1/contacts' },
  getRecordView: { method: 'GET', path: `/api/crm/record-view?${queryOf(ACCOUNT)}` },
  listLinks: { method: 'GET', path: '/api/crm/links?customer=C1' },
  putLink: {
    method: 'PUT',
    path: '/api/crm/links',
    json: { record: ACCOUNT, host: HOST, customer: 'C1' },
  },
  deleteLink: {
    method: 'DELETE',
    path: '/api/crm/links/0198f000-0000-7000-8000-000000000000',
    headers: { 'If-Match': '"1"' },
  },
  putNeverLink: {
    method: 'PUT',
    path: '/api/crm/never-links',
    json: { record: { ...ACCOUNT, id: '001000000000009AAA' }, customer: 'C1' },
  },
  deleteNeverLink: {
    method: 'DELETE',
    path: '/api/crm/never-links/0198f000-0000-7000-8000-000000000000',
  },
  getSync: { method: 'GET', path: '/api/crm/sync' },
  triggerSync: { method: 'POST', path: '/api/crm/sync/trigger', json: {}, headers: wish('trigger') },
  syncCustomer: {
    method: 'POST',
    path: '/api/crm/customers/sync',
    json: { link: NO_LINK },
    headers: wish('customer'),
  },
  listChanges: { method: 'GET', path: '/api/crm/sync/changes' },
  readSyncLinks: {
    method: 'POST',
    path: '/api/crm/sync/links',
    json: { dirty: [{ kind: 'erp', id: 'customer/C1' }] },
  },
  readErpRecords: { method: 'POST', path: '/api/crm/sync/records', json: { ids: ['customer/C1'] } },
  prepareSync: {
    method: 'POST',
    path: '/api/crm/sync/prepare',
    json: {
      rows: [
        {
          link: NO_LINK,
          rev: 1,
          mapping: 0,
          erpVersion: null,
          base: {},
          open: [],
          close: [],
          losers: [],
          intended: [],
          pending: null,
          end: false,
          run: 'run-00000001',
        },
      ],
    },
  },
  commitSync: {
    method: 'POST',
    path: '/api/crm/sync/commit',
    json: {
      rows: [
        {
          link: NO_LINK,
          rev: 2,
          intentId: 'intent-0001',
          run: 'run-00000001',
          base: {},
          open: [],
          outcomes: [],
          end: false,
        },
      ],
    },
  },
  repointSync: {
    method: 'POST',
    path: '/api/crm/sync/repoint',
    json: { rows: [{ link: NO_LINK, rev: 1, survivor: 'hubspot/4711/company/12' }] },
  },
  takeLease: {
    method: 'POST',
    path: '/api/crm/sync/leases',
    json: { crmUser: 'hubspot/4711/9', object: 'company', browser: 'browser-1' },
  },
  reportRun: {
    method: 'PUT',
    path: '/api/crm/sync/runs/run-00000001',
    json: { trigger: 'schedule', state: 'finished', rows: [] },
  },
  listDeadLetters: { method: 'GET', path: '/api/crm/sync/dead-letters' },
  putDeadLetter: {
    method: 'PUT',
    path: '/api/crm/sync/dead-letters',
    json: { link: NO_LINK, run: 'run-00000001', code: 'crm.refused', reason: 'A validation rule.' },
  },
  deleteDeadLetter: { method: 'DELETE', path: `/api/crm/sync/dead-letters/${NO_LINK}` },
  askBrake: {
    method: 'POST',
    path: '/api/crm/sync/brake',
    json: {
      run: 'run-00000001',
      counts: { creates: 0, updates: 1, clears: [], deletes: 0, moved: [] },
      sample: [],
    },
  },
  listBrakeQuestions: { method: 'GET', path: '/api/crm/sync/brake' },
  approveBrake: { method: 'POST', path: '/api/crm/sync/brake/run-of-nobody/approve' },
  resumeSync: { method: 'POST', path: '/api/crm/sync/resume' },
  listConflicts: { method: 'GET', path: '/api/crm/sync/conflicts' },
  resolveConflicts: {
    method: 'POST',
    path: '/api/crm/sync/resolve',
    json: { decisions: [{ link: NO_LINK, key: 'field:city', rev: 1, seen: 'x', decision: 'crm' }] },
    headers: wish('resolve'),
  },
  getRecordStatus: { method: 'GET', path: '/api/crm/sync/records?crm=hubspot/4711/company/12' },
  convertOpportunity: {
    method: 'POST',
    path: '/api/crm/opportunities/convert',
    json: {
      opportunity: { system: 'hubspot', org: '4711', object: 'deal', id: '900' },
      customer: 'C1',
      currency: 'EUR',
      lines: [{ description: 'Pump', quantity: '1', unitPrice: 5_000, taxRate: '0.19' }],
    },
    headers: wish('order'),
  },
  listWebhooks: { method: 'GET', path: '/api/crm/webhooks' },
  createWebhook: {
    method: 'POST',
    path: '/api/crm/webhooks',
    json: { url: 'https://hooks.example.com/sync', secret: 'sixteen characters' },
    headers: wish('webhook'),
  },
  deleteWebhook: { method: 'DELETE', path: `/api/crm/webhooks/${NO_LINK}` },
  getConfig: { method: 'GET', path: '/api/crm/config' },
  putConfig: {
    method: 'PUT',
    path: '/api/crm/config',
    json: SYNC_ON,
    headers: { 'If-Match': '"1"' },
  },
  getFieldMapping: { method: 'GET', path: `/api/crm/field-mapping?${PAIR}` },
  getMappingDefaults: { method: 'GET', path: '/api/crm/field-mapping/defaults?system=hubspot' },
  putFieldMapping: {
    method: 'PUT',
    path: `/api/crm/field-mapping?${PAIR}`,
    json: { rules: [] },
    headers: { 'If-Match': '"0"' },
  },
  listErpFields: { method: 'GET', path: '/api/crm/fields/erp/customer' },
  listTwins: { method: 'GET', path: '/api/crm/sync/twins' },
  answerTwin: { method: 'POST', path: '/api/crm/sync/twins/none-of-them', json: { of: SINGLE } },
  lookForTwins: {
    method: 'POST',
    path: '/api/crm/sync/twins/look',
    json: { pair: TWIN_PAIR, rows: [{ of: SINGLE, identity: {}, twinKey: null }] },
  },
  settleTwins: {
    method: 'POST',
    path: '/api/crm/sync/twins/settle',
    json: {
      pair: TWIN_PAIR,
      rows: [
        {
          kind: 'ask',
          key: TWIN_KEY,
          of: SINGLE,
          run: 'run-00000001',
          mapping: 0,
          identity: {},
          candidates: [],
        },
      ],
    },
  },
  recordTwins: {
    method: 'POST',
    path: '/api/crm/sync/twins/record',
    json: {
      rows: [
        {
          key: TWIN_KEY,
          attempt: 1,
          run: 'run-00000001',
          id: 'customer/C1',
          base: {},
          outcomes: [],
          others: [],
        },
      ],
    },
  },
  releaseTwins: {
    method: 'POST',
    path: '/api/crm/sync/twins/release',
    json: { rows: [{ key: TWIN_KEY, attempt: 1, ask: null }] },
  },
  listTwinDoubts: { method: 'POST', path: '/api/crm/sync/twins/doubts', json: { pair: TWIN_PAIR } },
  suspectTwins: {
    method: 'POST',
    path: '/api/crm/sync/twins/suspects',
    json: { key: TWIN_KEY, ids: ['customer/C1'] },
  },
  getHubspotSetup: { method: 'GET', path: '/api/crm/connections/hubspot' },
  exchangeHubspotCode: {
    method: 'POST',
    path: '/api/crm/connections/hubspot/exchange',
    json: { code: 'c0de', redirectUri: 'https://example.chromiumapp.org/' },
  },
  refreshHubspotToken: { method: 'POST', path: '/api/crm/connections/hubspot/token' },
  deleteHubspotConnection: { method: 'DELETE', path: '/api/crm/connections/hubspot' },
};
