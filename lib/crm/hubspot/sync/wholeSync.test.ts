// @vitest-environment node
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  companies,
  KEY_PROPERTY,
  type SyncWorld,
  syncWorld,
} from '../../../../test/crm/hubspotSync.fixture.ts';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { SYNC_ON } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import { forgetDatabases } from '../../../background/fakes/databases.ts';
import { type SyncService, syncService } from '../../../background/sync/syncService.ts';
import { erpClient } from '../../../erp/client.ts';
import { call as networkCall } from '../../../http/call.ts';
import { syncStorage } from '../../../store/sync/storage.ts';

// The real core, driver and ERP API over the adapter and the simulated portal.
let erp: TestErp;
let admin: string;
let token: string;
const IDLE_PAIRS = ['contact/contact', 'deal/opportunity', 'quote/quote'];

const put = async (path: string, json: unknown) => {
  const etag = (await erp.get(`/api/crm/${path}`, admin)).headers.get('etag') ?? '';
  const answer = await erp.ask('PUT', `/api/crm/${path}`, {
    token: admin,
    json,
    headers: { 'If-Match': etag },
  });
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
};
const rule = (crmField: string, erpField: string) => ({
  key: `${crmField}=${erpField}`,
  crmField,
  erpField,
  steps: [],
  flow: { direction: 'both', policy: 'lastWriteWins', firstTime: 'crm' },
  blanks: 'keep',
  group: null,
  askAbove: null,
});

const open = async (...idlePairs: readonly string[]) => {
  await put('config', SYNC_ON);
  await put('field-mapping?system=hubspot&object=company&erpObject=customer', {
    rules: [rule('name', 'name'), rule('phone', 'phone')],
  });
  for (const pair of idlePairs) {
    const [object = '', erpObject = ''] = pair.split('/');
    await put(`field-mapping?system=hubspot&object=${object}&erpObject=${erpObject}`, {
      enabled: false,
      rules: [],
    });
  }
  await link('100000', 'C1');
};

beforeEach(async () => {
  forgetDatabases();
  erp = await startErp();
  await erp.seed(scopedBooks);
  admin = await erp.token({ role: 'crm.admin', user: 'admin' });
  token = await erp.token({ user: 'ann' });
}, 60_000);
afterEach(() => erp.close());

const workerOver = ({ newSync, clock }: SyncWorld): SyncService => {
  const crm = newSync();
  const client = erpClient({ address: erp.url, token }, { call: networkCall, now: Date.now });
  const connected = {
    system: 'hubspot' as const,
    org: '4711',
    label: '4711',
    pageHost: 'app.hubspot.com',
    user: null,
    sync: crm,
    limits: async () => ({ pausedUntil: null, day: null }),
  };
  return syncService({
    erp: {
      use: (work) => work(client),
      me: (signal) => client.me(signal),
      may: async () => true,
      known: async () => null,
      remember: async () => undefined,
      forget: async () => undefined,
    },
    crms: async () => [connected],
    policy: async () => ({ disabled: false }) as never,
    storage: syncStorage(),
    now: Date.now,
    elapsed: clock.now,
    awake: () => performance.now(),
    wait: async (ms) => clock.forward(ms),
  });
};
const sync = async (worker: SyncService) => {
  await worker.start('manual');
  await worker.idle();
  return (await worker.status()).last;
};
const link = async (id: string, customer: string) => {
  const record = { system: 'hubspot', org: '4711', object: 'company', id };
  const answer = await erp.ask('PUT', '/api/crm/links', {
    token,
    json: { record, host: 'app.hubspot.com', customer },
  });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
};
const erpField = async (customer: string, field: string) => {
  const { body } = await erp.ask('POST', '/api/crm/sync/records', {
    token,
    json: { ids: [`customer/${customer}`] },
  });
  const [record] = (body as { records: { fields: Record<string, { value?: unknown }> }[] }).records;
  return record?.fields[field]?.value ?? null;
};

const links = async () => ((await erp.get('/api/crm/sync', token)).body as { links: number }).links;
const ordersIn = ({ portal }: SyncWorld) =>
  portal
    .records('orders')
    .map((record) =>
      ['hs_order_name', 'hs_total_price', 'hs_currency_code', KEY_PROPERTY].map((name) => record.value(name)),
    );

test('a field is edited on each side: both agree after one sync, and the next one looks and writes nothing', async () => {
  const world = syncWorld({ portal: { records: { companies: companies(3) } }, indexingDelayMs: 1_000 });
  await open(...IDLE_PAIRS, 'order/order');
  const worker = workerOver(world);
  expect(await sync(worker)).toMatchObject({ result: 'success', failure: null });
  expect(await erpField('C1', 'name')).toBe('Company 0');

  world.clock.forward(60_000);
  await world.call('PATCH', '/crm/objects/2026-09/companies/100000', {
    properties: { phone: '+49 431 7777' },
  });
  const customers = scopedBooks.customers.map((each) =>
    each.id === 'C1' ? { ...each, name: 'Alder Works AG' } : each,
  );
  await erp.seed({ ...scopedBooks, customers });
  world.clock.forward(60_000);
  expect(await sync(worker)).toMatchObject({ result: 'success', failure: null });
  const record = world.portal.record('companies', '100000');
  expect([record?.value('name'), record?.value('phone')]).toEqual(['Alder Works AG', '+49 431 7777']);
  expect([await erpField('C1', 'name'), await erpField('C1', 'phone')]).toEqual([
    'Alder Works AG',
    '+49 431 7777',
  ]);

  const history = structuredClone([...(record?.history ?? [])]);
  // What the sync itself has written comes back once, and is what was agreed on.
  world.clock.forward(5 * 60_000);
  expect(await sync(worker)).toMatchObject({ result: 'success', failure: null });
  world.clock.forward(5 * 60_000);
  world.hubspot.calls.length = 0;
  expect(await sync(worker)).toMatchObject({ result: 'success', failure: null });
  expect([...(record?.history ?? [])]).toEqual(history);
  // The search, and a look at what it found within the overlap.
  expect(world.hubspot.calls).toEqual([
    'POST /crm/objects/2026-09/companies/search',
    'POST /crm/objects/2026-09/companies/batch/read?archived=false',
  ]);
  expect(world.hubspot.contractViolations).toEqual([]);
}, 60_000);

test.each([
  ['and linked', false, 2],
  [
    'also where the answer is lost and the worker dies of it: nobody makes a second one while its claim stands',
    true,
    1,
  ],
])(
  'an order of the ERP is made in HubSpot once, %s',
  async (_, isLost, linked) => {
    const world = syncWorld({ portal: { records: { companies: companies(3) } } });
    await open(...IDLE_PAIRS);
    world.state.wire = async (request, deliver) => {
      const response = await deliver(request);
      if (!isLost || !request.url.endsWith('/orders/batch/create')) return response;
      world.state.wire = null;
      throw new TypeError('connection reset');
    };
    await sync(workerOver(world));
    const made = [['O1', '119', 'EUR', expect.any(String)]];
    expect(ordersIn(world)).toEqual(made);
    expect(await links()).toBe(linked);
    world.clock.forward(10 * 60_000);
    await sync(workerOver(world));
    expect(ordersIn(world)).toEqual(made);
    expect(await links()).toBe(linked);
    expect(world.hubspot.contractViolations).toEqual([]);
  },
  60_000,
);

test('a deal becomes an opportunity of its company’s customer, an order belongs to the company; once, and also where the company is linked later', async () => {
  const deal = (id: string, dealname: string, company: string) => ({
    id,
    properties: { dealname, amount: '1200.50', deal_currency_code: 'EUR' },
    associations: { companies: [company] },
  });
  const deals = [deal('200000', 'Twelve pumps', '100000'), deal('200001', 'Nine pumps', '100001')];
  const world = syncWorld({ portal: { records: { companies: companies(3), deals } } });
  await open('contact/contact', 'quote/quote');
  const worker = workerOver(world);
  const next = async () => {
    world.clock.forward(60_000);
    expect(await sync(worker)).toMatchObject({ failure: null });
  };
  const opportunity = async (id: string) => {
    const dirty = [{ kind: 'crm', id: `hubspot/4711/deal/${id}` }];
    const { body } = await erp.ask('POST', '/api/crm/sync/links', { token, json: { dirty } });
    const [view, second] = (body as { views: { link: { erp: string } }[] }).views;
    expect(second).toBeUndefined();
    if (view === undefined) return null;
    const read = await erp.ask('POST', '/api/crm/sync/records', { token, json: { ids: [view.link.erp] } });
    const [record] = (read.body as { records: { fields: Record<string, { value?: unknown }> }[] }).records;
    return ['name', 'customer', 'deal', 'amount'].map((name) => record?.fields[name]?.value);
  };
  await next();
  const first = ['Twelve pumps', 'C1', 'hubspot/4711/deal/200000', 120_050];
  expect([await opportunity('200000'), await opportunity('200001')]).toEqual([first, null]);
  const [order] = world.portal.records('orders');
  const { signal } = new AbortController();
  const { crm } = await world.newSync().open('order', ['associations.company'] as never, signal);
  expect(await crm.read([`hubspot/4711/order/${order?.id}` as never])).toMatchObject({
    value: [{ cells: { 'associations.company': { seen: { value: '100000' } } } }],
  });
  await next();
  await link('100001', 'C2');
  await next();
  const second = ['Nine pumps', 'C2', 'hubspot/4711/deal/200001', 120_050];
  expect([await opportunity('200000'), await opportunity('200001')]).toEqual([first, second]);
  await next();
  world.hubspot.calls.length = 0;
  await next();
  expect(world.hubspot.calls.filter((call) => /create|update/.test(call))).toEqual([]);
  expect(world.portal.records('orders')).toHaveLength(1);
  expect(world.hubspot.contractViolations).toEqual([]);
}, 60_000);

test('a quote of the ERP is shown once, with its status and amount', async () => {
  const world = syncWorld({ portal: { records: { companies: companies(1) } } });
  await open('contact/contact', 'deal/opportunity', 'order/order');
  const worker = workerOver(world);
  const shown = async () => {
    world.clock.forward(60_000);
    expect(await sync(worker)).toMatchObject({ failure: null });
    return world.portal
      .records('quotes')
      .map((quote) =>
        ['hs_title', 'hs_status', 'hs_quote_amount', 'hs_currency'].map((name) => quote.value(name)),
      );
  };
  expect(await shown()).toEqual([['Q1', 'APPROVAL_NOT_NEEDED', '119', 'EUR']]);
  const quotes = scopedBooks.quotes.map((quote) => ({ ...quote, state: 'accepted' }));
  await erp.seed({ ...scopedBooks, quotes });
  expect(await shown()).toEqual([['Q1', 'APPROVED', '119', 'EUR']]);
  world.hubspot.calls.length = 0;
  expect(await shown()).toHaveLength(1);
  expect(world.hubspot.calls.filter((call) => /create|update/.test(call))).toEqual([]);
  expect(world.hubspot.contractViolations).toEqual([]);
}, 60_000);
