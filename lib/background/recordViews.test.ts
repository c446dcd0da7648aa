// Long because every kind of record stands beside what a view of it is made of.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { RecordContext } from '../crm/port.ts';
import type { RecordRef } from '../erp/api/record.ts';
import { recordKey } from '../erp/api/recordKey.ts';
import { FailureError } from '../failure.ts';
import { forgetDatabases } from './fakes/databases.ts';
import { answer, erpLine, hanging, problemAnswer } from './fakes/network.ts';
import {
  ACCOUNT_PAGE,
  COMPANY_PAGE,
  CONTACT_PAGE,
  DEAL_PAGE,
  LEAD_PAGE,
  ME,
  OTHER_ACCOUNT_PAGE,
  viewOf,
} from './fakes/records.ts';
import { crmSender } from './fakes/senders.ts';
import { connectedWorker, type FakeWorker, fakeWorker } from './fakes/worker.ts';

const VIEW = erpLine('GET record-view');
const account = ACCOUNT_PAGE.record;
const fresh = answer(200, viewOf(account), { ETag: '"7"' });
let worker: FakeWorker;

beforeEach(async () => {
  forgetDatabases();
  worker = await connectedWorker();
  worker.network.on(VIEW, fresh);
});
const view = (page = ACCOUNT_PAGE, requestId = 'q1', sender = crmSender(page)) =>
  worker.ask('record.view', { page, requestId }, sender);

describe('an account', () => {
  test('is answered by the ERP API in one call', async () => {
    expect(await view()).toEqual({
      ok: true,
      value: {
        value: { view: viewOf(account), via: null, companies: [], canLink: true },
        fetchedAt: worker.clock.now,
      },
    });
    expect(worker.network.requests.map(({ url }) => new URL(url).pathname)).toEqual([
      '/api/crm/me',
      '/api/crm/record-view',
    ]);
  });

  test('is answered first from what is known, without the network, also after the worker was stopped', async () => {
    await view();
    const { length } = worker.network.requests;
    const woken = worker.restart();
    expect(await woken.value('record.cached', { page: ACCOUNT_PAGE })).toMatchObject({
      value: { view: viewOf(account), via: null },
      fetchedAt: worker.clock.now,
    });
    expect(worker.network.requests).toHaveLength(length);
  });

  test('of which nothing is known has no cached answer', async () => {
    expect(await worker.value('record.cached', { page: ACCOUNT_PAGE })).toBeNull();
  });

  test('that has not changed since is vouched for anew, by its ETag', async () => {
    await view();
    worker.clock.now += 60_000;
    worker.network.on(VIEW, answer(304, ''));
    expect(await view()).toMatchObject({
      value: { value: { view: viewOf(account) }, fetchedAt: worker.clock.now },
    });
    expect(worker.network.requests.at(-1)?.headers).toMatchObject({ 'If-None-Match': '"7"' });
    expect(await worker.value('record.cached', { page: ACCOUNT_PAGE })).toMatchObject({
      fetchedAt: worker.clock.now,
    });
  });

  test('is never answered with the figures of another record', async () => {
    worker.network.on(VIEW, answer(200, viewOf(OTHER_ACCOUNT_PAGE.record)));
    expect(await view()).toMatchObject({ failure: { code: 'erp.badAnswer' } });
    expect(await worker.value('record.cached', { page: ACCOUNT_PAGE })).toBeNull();
  });

  test('is known to each org apart', async () => {
    await view();
    worker.network.on(VIEW, answer(200, viewOf(COMPANY_PAGE.record)));
    expect(await view(COMPANY_PAGE)).toMatchObject({
      value: { value: { view: { record: COMPANY_PAGE.record } } },
    });
  });
});

describe('linking', () => {
  test('is not offered to a role that may only read', async () => {
    await worker.services.erp.remember({ ...ME, capabilities: ['view'] });
    expect(await view()).toMatchObject({ value: { value: { canLink: false } } });
  });

  test('is not offered while the role is unknown; the figures are shown all the same', async () => {
    await fakeBrowser.storage.session.remove('erp.me');
    worker.network.on(erpLine('GET me'), problemAnswer(503));
    expect(await view()).toMatchObject({ ok: true, value: { value: { canLink: false } } });
  });

  test('the role is asked for again after ten minutes', async () => {
    worker.clock.now += 10 * 60_000;
    await view();
    expect(worker.network.count(erpLine('GET me'))).toBe(2);
  });
});

describe('a record that is no company', () => {
  const belongingTo = (...records: RecordRef[]): RecordContext => ({
    companies: records.map((record) => ({ record, name: null })),
    deal: null,
  });
  const contextOf = vi.fn(async () => belongingTo(account, OTHER_ACCOUNT_PAGE.record));
  beforeEach(() => {
    contextOf.mockClear();
    vi.spyOn(worker.services.crm, 'reader').mockResolvedValue({
      system: 'salesforce',
      contextOf,
      identify: () => Promise.reject(new Error('not asked')),
      countFields: () => Promise.reject(new Error('not asked')),
    });
  });

  test("a contact is answered by its first company's figures, and says by way of which", async () => {
    expect(await view(CONTACT_PAGE)).toMatchObject({
      value: { value: { view: { record: account }, via: account, canLink: true } },
    });
    expect(worker.network.count(VIEW)).toBe(1);
  });

  test("a contact's cached answer says so too", async () => {
    await view(CONTACT_PAGE);
    expect(
      await worker.value('record.cached', { page: CONTACT_PAGE }, crmSender(CONTACT_PAGE)),
    ).toMatchObject({
      value: { via: account },
    });
  });

  test('a contact that has moved to another company is not revalidated with the old one', async () => {
    await view(CONTACT_PAGE);
    contextOf.mockResolvedValueOnce(belongingTo(OTHER_ACCOUNT_PAGE.record));
    worker.network.on(VIEW, answer(200, viewOf(OTHER_ACCOUNT_PAGE.record)));
    expect(await view(CONTACT_PAGE)).toMatchObject({ value: { value: { via: OTHER_ACCOUNT_PAGE.record } } });
    expect(worker.network.requests.at(-1)?.headers).not.toHaveProperty('If-None-Match');
  });

  test('a contact without a company has no customer, asks the ERP nothing and cannot be linked', async () => {
    contextOf.mockResolvedValueOnce(belongingTo());
    expect(await view(CONTACT_PAGE)).toMatchObject({
      value: { value: { view: { record: CONTACT_PAGE.record, customers: [] }, via: null, canLink: false } },
    });
    expect(worker.network.count(VIEW)).toBe(0);
  });

  const asked = () => new URL(worker.network.requests.at(-1)?.url ?? '').searchParams;

  test('of a contact’s companies another can be chosen; what is kept is the main one', async () => {
    worker.network.on(VIEW, answer(200, viewOf(OTHER_ACCOUNT_PAGE.record), { ETag: '"8"' }));
    const request = { page: CONTACT_PAGE, requestId: 'q1', company: OTHER_ACCOUNT_PAGE.record.id };
    expect(await worker.ask('record.view', request, crmSender(CONTACT_PAGE))).toMatchObject({
      value: {
        value: {
          via: OTHER_ACCOUNT_PAGE.record,
          companies: [{ record: account }, { record: OTHER_ACCOUNT_PAGE.record }],
        },
      },
    });
    expect(asked().get('id')).toBe(OTHER_ACCOUNT_PAGE.record.id);
    expect(await worker.value('record.cached', { page: CONTACT_PAGE }, crmSender(CONTACT_PAGE))).toBeNull();
  });

  test('a company that is not the record’s cannot be chosen', async () => {
    const request = { page: CONTACT_PAGE, requestId: 'q1', company: '001Hs00003ZzZzZIAV' };
    expect(await worker.ask('record.view', request, crmSender(CONTACT_PAGE))).toEqual({
      ok: false,
      failure: { code: 'message.refused' },
    });
    expect(worker.network.count(VIEW)).toBe(0);
  });

  test.each([
    [{ name: null, amount: '1200.50', currency: 'USD' }, '1200.50', 'USD'],
    [{ name: null, amount: '1e9', currency: 'usd' }, null, null],
    [{ name: null, amount: null, currency: null }, null, null],
  ])('a deal’s credit is asked about in the same call: %j', async (deal, amount, currency) => {
    contextOf.mockResolvedValueOnce({ ...belongingTo(account), deal });
    await view(DEAL_PAGE);
    expect(worker.network.count(VIEW)).toBe(1);
    expect(asked().get('opportunity')).toBe(recordKey(DEAL_PAGE.record));
    expect([asked().get('dealAmount'), asked().get('dealCurrency')]).toEqual([amount, currency]);
  });

  test('a lead has no company yet: neither the CRM nor the ERP is asked', async () => {
    expect(await view(LEAD_PAGE)).toMatchObject({
      value: {
        value: { view: { record: LEAD_PAGE.record, links: [], customers: [] }, via: null, canLink: false },
      },
    });
    expect(contextOf).not.toHaveBeenCalled();
    expect(worker.network.count(VIEW)).toBe(0);
  });

  test('an account is never asked of the CRM', async () => {
    await view();
    expect(contextOf).not.toHaveBeenCalled();
  });
});

test('a contact of a CRM that is not connected says so', async () => {
  expect(await view(CONTACT_PAGE)).toEqual({ ok: false, failure: { code: 'crm.notConnected' } });
});

describe('equal questions', () => {
  test('in flight share one call, from whichever tab', async () => {
    const replies = await Promise.all([
      view(),
      view(ACCOUNT_PAGE, 'q2'),
      view(ACCOUNT_PAGE, 'q3', crmSender(ACCOUNT_PAGE, 8)),
    ]);
    expect(replies.every(({ ok }) => ok)).toBe(true);
    expect(worker.network.count(VIEW)).toBe(1);
  });

  test('one after the other are two', async () => {
    await view();
    await view();
    expect(worker.network.count(VIEW)).toBe(2);
  });

  test('about different records do not wait for each other', async () => {
    const stuck = hanging();
    worker.network.on(VIEW, (request) =>
      request.url.includes(account.id)
        ? stuck.responder(request)
        : answer(200, viewOf(OTHER_ACCOUNT_PAGE.record)),
    );
    void view();
    expect(await view(OTHER_ACCOUNT_PAGE, 'q2')).toMatchObject({ ok: true });
  });
});

describe('cancelling', () => {
  let stuck: ReturnType<typeof hanging>;
  const underWay = () => vi.waitFor(() => expect(worker.network.count(VIEW)).toBe(1));
  beforeEach(() => {
    stuck = hanging();
    worker.network.on(VIEW, stuck.responder);
  });

  test('aborts the call that nobody waits for any more', async () => {
    const asked = view();
    await underWay();
    await worker.value('request.cancel', { requestId: 'q1' });
    expect(await asked).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(stuck.aborted).toBe(1);
  });

  test('leaves the call to whoever still waits', async () => {
    const first = view();
    const second = view(ACCOUNT_PAGE, 'q2');
    await underWay();
    await worker.value('request.cancel', { requestId: 'q1' });
    expect(await first).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(stuck.aborted).toBe(0);
    await worker.value('request.cancel', { requestId: 'q2' });
    expect(await second).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(stuck.aborted).toBe(1);
  });

  test('in one tab does not touch the question of another', async () => {
    const asked = view();
    await underWay();
    await worker.value('request.cancel', { requestId: 'q1' }, crmSender(ACCOUNT_PAGE, 8));
    expect(stuck.aborted).toBe(0);
    await worker.value('request.cancel', { requestId: 'q1' });
    await asked;
  });

  test('a question that comes after a cancelled one starts anew', async () => {
    const asked = view();
    await underWay();
    await worker.value('request.cancel', { requestId: 'q1' });
    worker.network.on(VIEW, fresh);
    expect(await view()).toMatchObject({ ok: true });
    await asked;
  });

  test('what was never asked is no error', async () => {
    expect(await worker.value('request.cancel', { requestId: 'nobody' })).toBeNull();
  });
});

describe('nothing stays readable', () => {
  const cached = () => worker.value('record.cached', { page: ACCOUNT_PAGE });
  beforeEach(async () => {
    await view();
    expect(await cached()).not.toBeNull();
  });

  test.each([
    [401, 'erp.authExpired'],
    [403, 'erp.forbidden'],
  ])('after a %i', async (status, code) => {
    worker.network.on(VIEW, problemAnswer(status));
    expect(await view()).toMatchObject({ failure: { code } });
    expect(await cached()).toBeNull();
  });

  test.each([500, 429, 404])('but a %i changes nothing', async (status) => {
    worker.network.on(VIEW, problemAnswer(status));
    await view();
    expect(await cached()).not.toBeNull();
  });

  test('nor does a 401 that is a hotel network speaking', async () => {
    worker.network.on(VIEW, answer(401, '<html>Welcome, guest</html>'));
    await view();
    expect(await cached()).not.toBeNull();
  });

  test.each([
    ['role', { role: 'crm.read', capabilities: ['view'] }],
    ['scope', { scope: 'own' }],
    ['tenant', { tenant: 'umbra' }],
    ['user', { user: 'otto' }],
  ])('after a change of %s', async (_, change) => {
    worker.clock.now += 10 * 60_000;
    worker.network.on(erpLine('GET me'), answer(200, { ...ME, ...change }));
    await worker.value('erp.test', {}, (await import('./fakes/senders.ts')).optionsSender);
    expect(await cached()).toBeNull();
  });

  test('an answer to the old login, arriving after it was refused, is not kept', async () => {
    const { promise, resolve } = Promise.withResolvers<typeof fresh>();
    worker.network.on(VIEW, () => promise);
    const asked = view();
    await vi.waitFor(() => expect(worker.network.count(VIEW)).toBe(2));
    await worker.services.erp.forget();
    resolve(fresh);
    await asked;
    expect(await cached()).toBeNull();
  });
});

test('without an ERP API the way there is named', async () => {
  worker = fakeWorker();
  await fakeBrowser.storage.local.clear();
  expect(await view()).toEqual({ ok: false, failure: { code: 'erp.notConnected' } });
});

test('an error of our own is told as unexpected', async () => {
  vi.spyOn(worker.services.erp, 'may').mockRejectedValue(new TypeError('ours'));
  expect(await view()).toEqual({ ok: false, failure: { code: 'unexpected' } });
  expect(new FailureError({ code: 'unexpected' }).message).toBe('unexpected');
});
