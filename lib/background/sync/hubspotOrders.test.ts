// @vitest-environment node
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { companies, type SyncWorld, syncWorld } from '../../../test/crm/hubspotSync.fixture.ts';
import { ERP_ADDRESS, type ErpInProcess, erpInProcess } from '../../../test/setup/erpInProcess.ts';
import { mortal } from '../../../test/setup/mortal.ts';
import { SYNC_ON } from '../../../test/setup/requests.ts';
import type { Wire } from '../../../test/setup/salesforceSync.ts';
import { scopedBooks } from '../../../test/setup/scopedBooks.ts';
import { erpClient } from '../../erp/client.ts';
import { httpCaller } from '../../http/call.ts';
import { DEFAULT_MAPPINGS } from '../../mapping/defaults/registry.ts';
import { type SyncStorage, syncStorage } from '../../store/sync/storage.ts';
import type { ErpSession } from '../erpSession.ts';
import { forgetDatabases } from '../fakes/databases.ts';
import { type SyncService, syncService } from './syncService.ts';

let erp: ErpInProcess;
let world: SyncWorld;
let token = '';

const put = async (path: string, json: unknown) => {
  const admin = await erp.token('admin', 'crm.admin');
  const { etag } = await erp.ask('GET', path, admin);
  const { status, body } = await erp.ask('PUT', path, admin, json, { 'If-Match': etag });
  if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
};
const flag = async (isOn: boolean) => {
  world.clock.forward(60_000);
  await put('config', { ...SYNC_ON, flags: { ...SYNC_ON.flags, m38_crm_auto_order: isOn } });
  await erp.saidAt('config', new Date(world.clock.now()));
  world.clock.forward(60_000);
};

beforeAll(async () => {
  erp = await erpInProcess();
  await erp.seed(scopedBooks);
  token = await erp.token('ann');
  world = syncWorld({ portal: { records: { companies: companies(1) } } });
  for (const pair of ['company/customer', 'contact/contact', 'quote/quote', 'order/order']) {
    const [object = '', erpObject = ''] = pair.split('/');
    const off = { enabled: false, rules: [] };
    await put(`field-mapping?system=hubspot&object=${object}&erpObject=${erpObject}`, off);
  }
  const record = { system: 'hubspot', org: '4711', object: 'company', id: '100000' };
  await erp.ask('PUT', 'links', token, { record, host: 'app.hubspot.com', customer: 'C1' });
  await flag(true);
}, 120_000);
beforeEach(async () => {
  forgetDatabases();
  await erp.outlive();
});
afterAll(() => erp.close());

interface Options {
  readonly erpWire?: Wire;
  readonly storage?: SyncStorage;
  readonly as?: string;
}
const workerOf = ({ erpWire, storage = syncStorage(), as = token }: Options = {}): SyncService => {
  const fetch = (request: Request) =>
    erpWire === undefined ? erp.fetch(request) : erpWire(request, erp.fetch);
  const client = erpClient(
    { address: ERP_ADDRESS, token: as },
    { call: httpCaller({ isOnline: () => true, fetch }), now: Date.now },
  );
  const session: ErpSession = {
    use: (work) => work(client),
    me: (signal) => client.me(signal),
    may: async () => true,
    known: async () => null,
    remember: async () => undefined,
    forget: async () => undefined,
  };
  const connected = {
    system: 'hubspot' as const,
    org: '4711',
    label: '4711',
    pageHost: 'app.hubspot.com',
    user: null,
    sync: world.newSync(),
    limits: async () => ({ pausedUntil: null, day: null }),
  };
  return syncService({
    erp: session,
    crms: async () => [connected],
    policy: async () => ({ disabled: false }) as never,
    storage,
    now: world.clock.now,
    elapsed: world.clock.now,
    awake: () => performance.now(),
    wait: async (ms) => world.clock.forward(ms),
  });
};
const sync = async (worker: SyncService = workerOf()) => {
  await worker.start('manual');
  await worker.idle();
  return worker;
};
const elsewhere = async (options: Options = {}) => {
  await erp.outlive();
  world.clock.forward(5 * 60_000);
  return sync(workerOf(options));
};

const deal = async (dealstage = 'closedwon'): Promise<string> => {
  const { body } = await world.call('POST', '/crm/objects/2026-09/deals', {
    properties: {
      dealname: 'Twelve pumps',
      amount: '1',
      deal_currency_code: 'EUR',
      pipeline: 'default',
      dealstage,
    },
    associations: [
      { to: { id: '100000' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 5 }] },
    ],
  });
  const id = String(body.id);
  world.clock.forward(5 * 60_000);
  return id;
};
const edit = (id: string, properties: Readonly<Record<string, string>>) =>
  world.call('PATCH', `/crm/objects/2026-09/deals/${id}`, { properties });
const ordersOf = async (id: string): Promise<number> => {
  const { body } = await erp.ask('GET', 'customers/C1/orders?limit=200', token);
  return (body as { orders: { opportunity: string | null }[] }).orders.filter(
    ({ opportunity }) => opportunity === `hubspot/4711/deal/${id}`,
  ).length;
};

test('a won deal of a linked company becomes one order, also where two people sync at the same moment', async () => {
  const id = await deal();
  await Promise.all([sync(), sync(workerOf({ as: await erp.token('bea') }))]);
  await elsewhere();
  await elsewhere();
  expect(await ordersOf(id)).toBe(1);
});

test('what was won before it was switched on is not ordered, whatever else is changed about it since', async () => {
  await flag(false);
  const old = await deal();
  const later = await deal('appointmentscheduled');
  await flag(true);
  await edit(old, { dealname: 'Twelve green pumps' });
  await edit(later, { dealstage: 'closedwon' });
  await elsewhere();
  expect([await ordersOf(old), await ordersOf(later)]).toEqual([0, 1]);
});

test.each(['before', 'after'] as const)(
  'a worker that is killed while it orders (%s what it waits for) leaves one order behind',
  async (when) => {
    await elsewhere();
    const whole = mortal(Number.POSITIVE_INFINITY, when);
    await deal();
    let ordering = 0;
    const erpWire: Wire = (request, deliver) => {
      if (request.url.endsWith('opportunities/convert')) ordering = whole.count() + 1;
      return whole.parts.erpWire(request, deliver);
    };
    world.state.wire = whole.parts.crmWire;
    await elsewhere({ storage: whole.parts.storage, erpWire });
    expect(ordering).toBeGreaterThan(0);
    // The question before it, the order itself, and what is read and kept after it.
    for (let at = ordering - 1; at <= ordering + 2; at++) {
      const id = await deal();
      await erp.outlive();
      const { died, parts } = mortal(at, when);
      world.state.wire = parts.crmWire;
      const dying = workerOf({ storage: parts.storage, erpWire: parts.erpWire });
      void dying.start('schedule');
      await Promise.race([died, dying.idle()]);
      world.state.wire = null;
      await erp.outlive();
      world.clock.forward(2 * 3_600_000);
      const next = workerOf();
      await next.wake();
      await next.idle();
      await sync(next);
      expect(await ordersOf(id), `await ${at}`).toBe(1);
    }
  },
  60_000,
);

test('an order that a deal became is made in the portal as that deal’s', async () => {
  const id = await deal();
  await elsewhere();
  const standard = DEFAULT_MAPPINGS.find(({ object }) => object === 'order')?.mapping;
  await put('field-mapping?system=hubspot&object=order&erpObject=order', standard);
  await elsewhere();
  await elsewhere();
  expect(world.portal.associations.of({ type: 'deals', id }, 'orders')).toHaveLength(1);
});
