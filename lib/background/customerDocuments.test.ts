import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Request } from '../messaging/protocol.ts';
import { forgetDatabases } from './fakes/databases.ts';
import { answer, hanging, problemAnswer } from './fakes/network.ts';
import { ACCOUNT_PAGE, viewOf } from './fakes/records.ts';
import { connectedWorker, type FakeWorker } from './fakes/worker.ts';

const INVOICES = 'GET https://erp.acme.example/api/crm/customers/G01/invoices';
const VIEW = 'GET https://erp.acme.example/api/crm/record-view';
const QUESTION: Request<'customer.documents'> = {
  page: ACCOUNT_PAGE,
  customer: 'G01',
  kind: 'invoices',
  cursor: 'next',
  requestId: 'q1',
};
const INVOICE = {
  id: 'I201',
  customer: 'G01',
  type: 'invoice',
  state: 'posted',
  status: 'open',
  date: '2026-10-21',
  currency: 'EUR',
  bookedRate: '1',
  net: 100,
  tax: 19,
  total: 119,
  open: 119,
  disputed: false,
  daysOverdue: null,
  due: '2026-11-30',
  order: null,
  instalments: [],
  allocations: [],
  settledBy: [],
  lines: [],
  taxes: [],
};

let worker: FakeWorker;
beforeEach(async () => {
  fakeBrowser.reset();
  forgetDatabases();
  worker = await connectedWorker();
  worker.network.on(VIEW, answer(200, viewOf(ACCOUNT_PAGE.record)));
});

describe('more documents of a customer', () => {
  test('come from where the list was left, as many at once as there may be', async () => {
    worker.network.on(INVOICES, answer(200, { invoices: [INVOICE], nextCursor: 'after' }));
    expect(await worker.value('customer.documents', QUESTION)).toEqual({
      kind: 'invoices',
      rows: [INVOICE],
      nextCursor: 'after',
    });
    const { url } = worker.network.requests.at(-1) ?? { url: '' };
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({ cursor: 'next', limit: '500' });
  });

  test('from the beginning have no cursor', async () => {
    worker.network.on(INVOICES, answer(200, { invoices: [], nextCursor: null }));
    await worker.value('customer.documents', { ...QUESTION, cursor: null });
    expect(new URL(worker.network.requests.at(-1)?.url ?? '').searchParams.has('cursor')).toBe(false);
  });

  test('of a customer that the record is not linked to are refused, and the ERP API is not even asked', async () => {
    const stranger = { ...QUESTION, customer: 'G02' };
    worker.network.on(INVOICES.replace('G01', 'G02'), answer(200, { invoices: [], nextCursor: null }));
    expect(await worker.ask('customer.documents', stranger)).toEqual({
      ok: false,
      failure: { code: 'message.refused' },
    });
    expect(worker.network.count(INVOICES.replace('G01', 'G02'))).toBe(0);
  });

  test('ask once who the record is linked to; then what is known answers', async () => {
    worker.network.on(INVOICES, answer(200, { invoices: [], nextCursor: null }));
    await worker.value('customer.documents', QUESTION);
    await worker.value('customer.documents', QUESTION);
    expect(worker.network.count(VIEW)).toBe(1);
  });

  test('that are not of the kind that was asked for are no answer', async () => {
    worker.network.on(INVOICES, answer(200, { orders: [], nextCursor: null }));
    expect(await worker.ask('customer.documents', QUESTION)).toMatchObject({
      ok: false,
      failure: { code: 'erp.badAnswer', detail: 'invoices' },
    });
  });

  test('that fail say how', async () => {
    worker.network.on(INVOICES, problemAnswer(500));
    expect(await worker.ask('customer.documents', QUESTION)).toMatchObject({
      ok: false,
      failure: { code: 'erp.server' },
    });
  });

  test('are dropped when nobody waits for them any more', async () => {
    const waiting = hanging();
    worker.network.on(INVOICES, waiting.responder);
    await worker.value('record.view', { page: ACCOUNT_PAGE, requestId: 'q0' });
    const reply = worker.ask('customer.documents', QUESTION);
    await expect.poll(() => worker.network.count(INVOICES)).toBe(1);
    await worker.value('request.cancel', { requestId: 'q1' });
    expect(await reply).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(waiting.aborted).toBe(1);
  });
});
