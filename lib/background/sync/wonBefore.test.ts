// @vitest-environment node
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SYNC_ON } from '../../../test/setup/requests.ts';
import { type SalesforceWorld, salesforceWorld, type Wire } from '../../../test/setup/salesforceSync.ts';
import { forgetDatabases } from '../fakes/databases.ts';

let world: SalesforceWorld;
let account = '';
beforeAll(async () => {
  world = await salesforceWorld();
  await world.mapOpportunities();
  account = await world.link(1, 'C1');
}, 120_000);
beforeEach(async () => {
  forgetDatabases();
  await world.erp.outlive();
});
afterAll(() => world.close());

const deal = (fields: Readonly<Record<string, unknown>> = {}): string => {
  world.pass(60_000);
  const id = world.org.create('Opportunity', {
    Name: 'Twelve pumps',
    Description: 'C1',
    AccountId: account,
    StageName: 'Closed Won',
    CloseDate: '2026-12-24',
    Amount: 1,
    ...fields,
  });
  world.pass(60_000);
  return id;
};
const flag = async (isOn: boolean) => {
  world.pass(60_000);
  await world.configure({ flags: { ...SYNC_ON.flags, m38_crm_auto_order: isOn } });
  world.pass(60_000);
};
const sync = async (erpWire?: Wire) => {
  await world.erp.outlive();
  world.pass(60_000);
  const worker = world.worker(erpWire === undefined ? {} : { erpWire });
  await worker.start('manual');
  await worker.idle();
  return worker;
};
const keyOf = (id: string) => `salesforce/acme.my.salesforce.com/Opportunity/${id}`;
const ordersOf = async (id: string): Promise<number> => {
  const token = await world.erp.token('ann');
  const { body } = await world.erp.ask('GET', 'customers/C1/orders?limit=200', token);
  return (body as { orders: { opportunity: string }[] }).orders.filter(
    (each) => each.opportunity === keyOf(id),
  ).length;
};
const failures = async () =>
  (await (await sync()).failures(new AbortController().signal)).map(({ record, code }) => [record?.id, code]);

test('switching it on orders what is won from then on, and nothing that was won before', async () => {
  await flag(false);
  const [old, oldStage, touched, later] = [
    deal(),
    deal({ StageName: 'Prospecting' }),
    deal(),
    deal({ StageName: 'Prospecting' }),
  ];
  world.org.update(oldStage, { StageName: 'Closed Won' });
  await flag(true);
  // Whatever else is changed about a deal does not make it won anew.
  world.org.update(touched, { NextStep: 'Send a card' });
  world.org.update(later, { StageName: 'Closed Won' });
  const born = deal();
  await sync();
  expect(await Promise.all([old, oldStage, touched, later, born].map(ordersOf))).toEqual([0, 0, 0, 1, 1]);
  expect(await failures()).toEqual([]);
});

test('what was won while it was off in between is nobody’s order either', async () => {
  await flag(false);
  const between = deal();
  await flag(true);
  await sync();
  expect(await ordersOf(between)).toBe(0);
});

test('a deal that nobody can say when it was won is not ordered, and told of', async () => {
  await flag(false);
  const id = deal();
  await flag(true);
  world.org.update(id, { NextStep: 'Send a card' });
  const user = world.org.users[0]?.id ?? '';
  world.org.bites.on('fieldHidden', { user, object: 'Opportunity', field: 'LastStageChangeDate' });
  expect(await failures()).toEqual([[id, 'order.wonTimeUnknown']]);
  expect(await ordersOf(id)).toBe(0);
  world.org.bites.off('fieldHidden');
  expect(await failures()).toEqual([]);
});

const REFUSED = 'order.rateUnknown: There is no booked rate.';
const refusing: Wire = async (request, deliver) => {
  if (!request.url.endsWith('opportunities/convert')) return deliver(request);
  const problem = { title: 'There is no booked rate.', status: 422, code: 'order.rateUnknown' };
  return Response.json(
    { type: 'about:blank', requestId: 'r', ...problem },
    { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
  );
};

test('an order that is refused is put aside with the reason, until it could be made', async () => {
  await flag(true);
  const id = deal();
  const worker = await sync(refusing);
  const { signal } = new AbortController();
  expect(await worker.failures(signal)).toMatchObject([
    { record: { id }, code: 'order.rateUnknown', reason: REFUSED, attempts: 1 },
  ]);
  const page = { record: { system: 'salesforce', org: 'acme.my.salesforce.com', object: 'Opportunity', id } };
  const { gates } = await worker.records.status(page as never, signal);
  expect(gates.find(({ gate }) => gate === 'lastError')).toMatchObject({
    verdict: 'failed',
    detail: REFUSED,
  });
  expect(await failures()).toEqual([]);
  expect(await ordersOf(id)).toBe(1);
});

test('a sync that orders nothing takes no refused order back', async () => {
  await flag(true);
  const id = deal();
  await sync(refusing);
  await flag(false);
  world.org.update(id, { NextStep: 'Call' });
  expect(await failures()).toContainEqual([id, 'order.rateUnknown']);
});

test('a deal of an account with several customers is nobody’s order until a person links the deal itself', async () => {
  await flag(true);
  const other = await world.link(2, 'C2');
  await world.link(2, 'C4');
  const [id, known] = [
    deal({ AccountId: other, Description: null }),
    deal({ AccountId: other, Description: 'C2' }),
  ];
  const ordered = async (customer: string, of = id) => {
    const { body } = await world.erp.ask(
      'GET',
      `customers/${customer}/orders?limit=200`,
      await world.erp.token('ann'),
    );
    return (body as { orders: { opportunity: string }[] }).orders.filter(
      (each) => each.opportunity === keyOf(of),
    ).length;
  };
  expect(await failures()).toContainEqual([id, 'order.severalCustomers']);
  expect([await ordered('C2'), await ordered('C4')]).toEqual([0, 0]);
  // Its twin in the ERP says whose it is.
  expect([await ordered('C2', known), await ordered('C4', known)]).toEqual([1, 0]);
  const record = { system: 'salesforce', org: 'acme.my.salesforce.com', object: 'Opportunity', id };
  const link = { record, host: 'acme.lightning.force.com', customer: 'C4' };
  expect((await world.erp.ask('PUT', 'links', await world.erp.token('ann'), link)).status).toBeLessThan(300);
  expect(await failures()).not.toContainEqual([id, 'order.severalCustomers']);
  expect([await ordered('C2'), await ordered('C4')]).toEqual([0, 1]);
});
