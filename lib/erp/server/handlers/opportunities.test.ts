import { afterAll, beforeAll, expect, test } from 'vitest';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { SYNC_ON } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import type { Conversion } from '../../api/convert.ts';

/** C2 and its sister S2 draw on C2's limit; J1 belongs to nobody in the north and has an order of an opportunity already. */
const books = {
  ...scopedBooks,
  customers: [
    ...scopedBooks.customers,
    {
      id: 'S2',
      name: 'Birch Sister',
      currency: 'EUR',
      creditLimit: null,
      creditHold: false,
      parent: 'C2',
      sharesParentLimit: true,
    },
    { id: 'U1', name: 'Unlimited', currency: 'EUR', creditLimit: null, creditHold: false },
  ],
  orders: [
    ...scopedBooks.orders,
    {
      id: 'O9',
      customer: 'C3',
      date: '2026-10-10',
      currency: 'USD',
      bookedRate: '0.9',
      state: 'confirmed',
      opportunity: 'hubspot/4711/deal/77',
      lines: [{ quantity: '1', unitPrice: 100, taxRate: '0', invoicedQuantity: '0' }],
    },
  ],
};

let erp: TestErp;
let token: string;
let last = 100;
beforeAll(async () => {
  erp = await startErp();
  await erp.seed(books);
  token = await erp.token();
});
afterAll(() => erp.close());

interface Wish {
  readonly deal?: string;
  readonly customer?: string;
  readonly price?: number;
  readonly as?: string;
  readonly more?: object;
  readonly syncId?: string | null;
}

const convert = async ({
  deal,
  customer = 'U1',
  price = 1_000,
  as = token,
  more = {},
  syncId = null,
}: Wish = {}) => {
  last += 1;
  const json = {
    opportunity: { system: 'hubspot', org: '4711', object: 'deal', id: deal ?? String(last) },
    customer,
    currency: 'EUR',
    lines: [{ description: 'Pump', product: 'PU', quantity: '2', unitPrice: price, taxRate: '0.19' }],
    ...more,
  };
  const headers = { 'Idempotency-Key': `wish-${last}`, ...(syncId === null ? {} : { 'X-Sync-Id': syncId }) };
  const answer = await erp.ask('POST', '/api/crm/opportunities/convert', { token: as, json, headers });
  return { ...answer, body: answer.body as Conversion & { code?: string } };
};

test('a won opportunity becomes a confirmed order with everything that was edited, and an event', async () => {
  const more = { poNumber: 'PO-7', shipTo: 'Dock 4, Kiel', requestedDate: '2026-12-24' };
  const { status, body } = await convert({ deal: '1', more, syncId: 'sync0001' });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    opportunity: 'hubspot/4711/deal/1',
    draftReason: null,
    ...more,
    convertedBy: 'ann',
    order: {
      state: 'confirmed',
      customer: 'U1',
      date: '2026-11-20',
      opportunity: 'hubspot/4711/deal/1',
      net: 2_000,
      tax: 380,
      total: 2_380,
      lines: [{ description: 'Pump', product: 'PU', quantity: '2', invoicedQuantity: '0' }],
    },
  });
  const { body: list } = await erp.get('/api/crm/customers/U1/orders', token);
  expect(list).toMatchObject({ orders: [{ id: body.order.id, state: 'confirmed', total: 2_380 }] });
  expect(erp.log.filter(({ event }) => event === 'CRM.OpportunityConverted')).toMatchObject([
    { sync_id: 'sync0001', opportunity_id: 'hubspot/4711/deal/1', order_id: body.order.id, amount: 2_380 },
  ]);
});

test('a second try is told of the first order; the first wish again is answered as it was', async () => {
  const first = await convert({ deal: '2' });
  const second = await convert({ deal: '2', price: 9_000 });
  expect(second.status).toBe(409);
  expect(second.body).toMatchObject({ title: 'Opportunity already converted', order: first.body.order.id });
});

test('an opportunity of the same number in another org or CRM is another one', async () => {
  const other = { opportunity: { system: 'hubspot', org: '4712', object: 'deal', id: '2' } };
  expect((await convert({ more: other })).status).toBe(201);
});

test('an order that the books have for it counts as the first; one of a customer out of sight is not named', async () => {
  const seen = await convert({ deal: '77' });
  expect([seen.status, seen.body]).toEqual([409, expect.objectContaining({ order: 'O9' })]);
  const north = await erp.token({ scope: 'team', team: 'north' });
  const hidden = await convert({ deal: '77', customer: 'C1', as: north });
  expect(hidden.status).toBe(409);
  expect(hidden.body).not.toHaveProperty('order');
});

test('on hold it waits as a draft with its reason', async () => {
  const { body } = await convert({ customer: 'C3' });
  expect(body).toMatchObject({ draftReason: { code: 'creditHold' }, order: { state: 'draft' } });
});

test('within the limit it is confirmed, beyond it waits and says by how much; a sister draws on the same limit', async () => {
  // C2's limit is 1,000.00; tax counts.
  const within = await convert({ customer: 'C2', price: 40_000 });
  expect(within.body).toMatchObject({ draftReason: null, order: { total: 95_200 } });
  const beyond = await convert({ customer: 'S2', price: 2_100 });
  expect(beyond.body).toMatchObject({
    order: { state: 'draft', total: 4_998 },
    draftReason: { code: 'overLimit', amount: { amount: 198, currency: 'EUR' } },
  });
  // A draft takes up nothing: what still fits goes through, to the cent.
  const exact = await convert({
    customer: 'S2',
    more: { lines: [{ description: 'Rest', quantity: '1', unitPrice: 4_800, taxRate: '0' }] },
  });
  expect(exact.body).toMatchObject({ draftReason: null, order: { state: 'confirmed' } });
});

test('another currency is booked at the latest rate; one that was never booked is refused', async () => {
  const dollars = await convert({ more: { currency: 'USD' } });
  expect(dollars.body.order).toMatchObject({ currency: 'USD', bookedRate: '0.9' });
  const yen = await convert({ more: { currency: 'JPY' } });
  expect([yen.status, yen.body]).toEqual([422, expect.objectContaining({ code: 'order.rateUnknown' })]);
});

test('nobody orders for a customer out of sight', async () => {
  const own = await erp.token({ scope: 'own', user: 'ann' });
  const { status, body } = await convert({ customer: 'C3', as: own });
  expect([status, body.code]).toEqual([404, 'customer.unknown']);
});

test('orders that nobody pressed a button for need the flag', async () => {
  const auto = { more: { trigger: 'auto' } };
  expect((await convert(auto)).body).toMatchObject({ code: 'sync.paused' });
  const admin = await erp.token({ role: 'crm.admin' });
  const headers = { 'If-Match': '"0"' };
  await erp.ask('PUT', '/api/crm/config', { token: admin, json: SYNC_ON, headers });
  // What was won before, or nobody knows when, is a person's to order.
  const wonAt = (at: number | null) => ({
    more: { trigger: 'auto', wonAt: at === null ? null : new Date(at).toISOString() },
  });
  for (const before of [wonAt(null), wonAt(Date.now() - 3_600_000)]) {
    const { status, body } = await convert(before);
    expect([status, body.code]).toEqual([422, 'order.wonBefore']);
  }
  expect((await convert(wonAt(Date.now()))).status).toBe(201);
});
