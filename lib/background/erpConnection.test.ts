import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { TransportError } from '../http/transportError.ts';
import { forgetDatabases } from './fakes/databases.ts';
import { answer, ERP, erpLine, problemAnswer } from './fakes/network.ts';
import { noRoomFor } from './fakes/noRoomFor.ts';
import { ACCOUNT_PAGE, ME, viewOf } from './fakes/records.ts';
import { optionsSender } from './fakes/senders.ts';
import { connectedWorker, type FakeWorker, fakeWorker } from './fakes/worker.ts';

const TOKEN = 'an-invented-token';
const typed = { address: `${ERP}/api/crm/`, token: ` ${TOKEN} ` };
let worker: FakeWorker;
const connections = () => worker.value('connections.read', {}, optionsSender);
const connect = (request = typed) => worker.ask('erp.connect', request, optionsSender);

beforeEach(() => {
  vi.restoreAllMocks();
  forgetDatabases();
  worker = fakeWorker();
  worker.network.on(erpLine('GET me'), answer(200, ME));
});

describe('connecting', () => {
  test('keeps address and token once the ERP API has named itself', async () => {
    expect(await connect()).toEqual({ ok: true, value: ME });
    expect(worker.network.requests[0]?.headers).toMatchObject({ Authorization: `Bearer ${TOKEN}` });
    expect(await connections()).toMatchObject({
      erp: {
        state: 'connected',
        address: ERP,
        label: 'Acme AG',
        user: 'ida',
        expiresAt: Date.parse('2027-01-01T00:00:00Z'),
      },
    });
    worker.network.on(erpLine('GET record-view'), answer(200, viewOf(ACCOUNT_PAGE.record)));
    expect(await worker.restart().ask('record.view', { page: ACCOUNT_PAGE, requestId: 'q' })).toMatchObject({
      ok: true,
    });
  });

  test('leaves the token nowhere readable', async () => {
    await connect();
    const stored = JSON.stringify([
      await fakeBrowser.storage.local.get(),
      await fakeBrowser.storage.session.get(),
    ]);
    expect(stored).not.toContain(TOKEN);
  });

  test('an ERP API without books is named by its tenant', async () => {
    worker.network.on(erpLine('GET me'), answer(200, { ...ME, company: null }));
    await connect();
    expect(await connections()).toMatchObject({ erp: { label: 'acme' } });
  });

  test.each([
    ['http over the network', 'http://erp.acme.example', 'erp.invalid'],
    ['nonsense', 'my erp', 'erp.invalid'],
    ['nobody there', 'https://elsewhere.example', 'erp.unreachable'],
  ])('%s is refused and keeps nothing', async (_, address, code) => {
    expect(await connect({ ...typed, address })).toMatchObject({ failure: { code } });
    expect(await connections()).toMatchObject({ erp: { state: 'disconnected', address: null } });
  });

  test('a web page is no ERP API', async () => {
    worker.network.on(erpLine('GET me'), answer(200, '<html>Intranet</html>'));
    expect(await connect()).toMatchObject({ failure: { code: 'erp.notAnErpApi' } });
  });

  test('a refused attempt leaves the connection before it as it was', async () => {
    await connect();
    worker.network.on(erpLine('GET me'), problemAnswer(401));
    expect(await connect({ ...typed, token: 'mistyped' })).toMatchObject({
      failure: { code: 'erp.authExpired' },
    });
    expect(await connections()).toMatchObject({ erp: { state: 'connected' } });
    worker.network.on(erpLine('GET me'), answer(200, ME));
    await worker.value('erp.test', {}, optionsSender);
    expect(worker.network.requests.at(-1)?.headers).toMatchObject({ Authorization: `Bearer ${TOKEN}` });
  });

  test('as somebody else shows nothing of what was cached before', async () => {
    worker = await connectedWorker();
    worker.network.on(erpLine('GET record-view'), answer(200, viewOf(ACCOUNT_PAGE.record)));
    await worker.value('record.view', { page: ACCOUNT_PAGE, requestId: 'q' });
    await connect();
    expect(await worker.value('record.cached', { page: ACCOUNT_PAGE })).toBeNull();
  });

  test('as somebody else while it is asked what the one before may: that answer is not kept for the new one', async () => {
    await connect();
    worker.clock.now += 11 * 60_000;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    worker.network.on(erpLine('GET record-view'), answer(200, viewOf(ACCOUNT_PAGE.record)));
    worker.network.on(erpLine('GET me'), async ({ headers }) => {
      if (headers?.Authorization !== `Bearer ${TOKEN}`)
        return answer(200, { ...ME, user: 'rob', capabilities: ['view'] });
      await released;
      return answer(200, ME);
    });
    const early = worker.ask('record.view', { page: ACCOUNT_PAGE, requestId: 'q1' });
    await expect.poll(() => worker.network.count(erpLine('GET me'))).toBe(2);
    await connect({ ...typed, token: 'the-token-of-rob' });
    release();
    await early;
    expect(await worker.value('record.view', { page: ACCOUNT_PAGE, requestId: 'q2' })).toMatchObject({
      value: { canLink: false },
    });
  });

  test('as somebody else while a record is asked for: who asks from then on joins no question of the one before', async () => {
    await connect();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const theirs = { ...viewOf(ACCOUNT_PAGE.record), customers: [] };
    worker.network.on(erpLine('GET record-view'), async ({ headers }) => {
      if (headers?.Authorization !== `Bearer ${TOKEN}`) return answer(200, theirs);
      await released;
      return answer(200, viewOf(ACCOUNT_PAGE.record));
    });
    const early = worker.ask('record.view', { page: ACCOUNT_PAGE, requestId: 'q1' });
    await expect.poll(() => worker.network.count(erpLine('GET record-view'))).toBe(1);
    await connect({ ...typed, token: 'the-token-of-rob' });
    const late = worker.value('record.view', { page: ACCOUNT_PAGE, requestId: 'q2' });
    release();
    expect(await late).toMatchObject({ value: { view: { customers: [] } } });
    await early;
  });

  test('says so where the browser will not keep the token', async () => {
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('disk full'));
    expect(await connect()).toMatchObject({ failure: { code: 'storage' } });
  });

  test.each(['connection.erp', 'secret.erp.token'])(
    'without room for %s leaves nothing half connected: no token goes to an address that it is not for',
    async (place) => {
      await connect();
      noRoomFor(place);
      expect(await connect({ ...typed, token: 'the-next-token' })).toMatchObject({
        failure: { code: 'storage' },
      });
      expect(await connections()).toMatchObject({ erp: { state: 'disconnected', address: null } });
      expect(await fakeBrowser.storage.local.get()).toEqual({});
    },
  );

  test('tells every CRM tab, so that open panels ask again', async () => {
    await connect();
    expect(worker.told).toEqual([7, 8].map((tabId) => ({ tabId, message: { name: 'connections.changed' } })));
  });
});

describe('a browser whose session storage is full', () => {
  beforeEach(async () => {
    await connect();
    vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValue(new Error('Session storage quota'));
  });

  test('shows the figures all the same, and links', async () => {
    worker.clock.now += 11 * 60_000;
    worker.network.on(erpLine('GET record-view'), answer(200, viewOf(ACCOUNT_PAGE.record)));
    expect(await worker.ask('record.view', { page: ACCOUNT_PAGE, requestId: 'q' })).toMatchObject({
      ok: true,
      value: { value: { canLink: true } },
    });
  });

  test('keeps no answer from before in the place of one that it could not remember', async () => {
    worker.network.on(erpLine('GET me'), answer(200, { ...ME, capabilities: ['view'] }));
    await worker.value('erp.test', {}, optionsSender);
    expect(await fakeBrowser.storage.session.get('erp.me')).toEqual({});
  });

  test('still says that the login has expired', async () => {
    worker.network.on(erpLine('GET record-view'), problemAnswer(401));
    expect(await worker.ask('record.view', { page: ACCOUNT_PAGE, requestId: 'q' })).toMatchObject({
      failure: { code: 'erp.authExpired' },
    });
  });
});

describe('a rate limit', () => {
  test('met by one tab is not asked against by the next', async () => {
    await connect();
    const line = erpLine('GET record-view');
    worker.network.on(line, problemAnswer(429, {}, { 'Retry-After': '30' }));
    expect(await worker.ask('record.view', { page: ACCOUNT_PAGE, requestId: 'q' })).toMatchObject({
      failure: { code: 'erp.rateLimited', retryAfterMs: 30_000 },
    });
    const again = await worker.ask('record.view', { page: ACCOUNT_PAGE, requestId: 'r' });
    expect(again).toMatchObject({ failure: { code: 'erp.rateLimited', status: 429 } });
    expect(worker.network.count(line)).toBe(1);
  });
});

test('a role that was remembered by a clock which has been set back since is asked for again', async () => {
  await connect();
  worker.clock.now -= 3_600_000;
  worker.network.on(erpLine('GET record-view'), answer(200, viewOf(ACCOUNT_PAGE.record)));
  await worker.value('record.view', { page: ACCOUNT_PAGE, requestId: 'q' });
  expect(worker.network.count(erpLine('GET me'))).toBe(2);
});

describe('an expired login', () => {
  test('is shown in Options until a call succeeds again', async () => {
    await connect();
    worker.network.on(erpLine('GET me'), problemAnswer(401));
    expect(await worker.ask('erp.test', {}, optionsSender)).toMatchObject({
      failure: { code: 'erp.authExpired' },
    });
    expect(await connections()).toMatchObject({
      erp: { state: 'failed', label: 'Acme AG', address: ERP, failure: { code: 'erp.authExpired' } },
    });
    worker.network.on(erpLine('GET me'), answer(200, ME));
    await worker.value('erp.test', {}, optionsSender);
    expect(await connections()).toMatchObject({ erp: { state: 'connected' } });
  });

  test('empties every open panel, once', async () => {
    await connect();
    worker.told.length = 0;
    worker.network.on(erpLine('GET me'), problemAnswer(401));
    for (let times = 0; times < 3; times += 1) await worker.ask('erp.test', {}, optionsSender);
    expect(worker.told).toEqual([7, 8].map((tabId) => ({ tabId, message: { name: 'connections.changed' } })));
  });

  test('of the token before does not end the new one', async () => {
    await connect();
    const { promise, resolve } = Promise.withResolvers<void>();
    worker.network.on(erpLine('GET record-view'), () => promise.then(() => problemAnswer(401)));
    const asked = worker.ask('record.view', { page: ACCOUNT_PAGE, requestId: 'q' });
    await vi.waitFor(() => expect(worker.network.count(erpLine('GET record-view'))).toBe(1));
    await connect({ ...typed, token: 'the-next-token' });
    resolve();
    expect(await asked).toMatchObject({ failure: { code: 'erp.authExpired' } });
    expect(await connections()).toMatchObject({ erp: { state: 'connected' } });
  });

  test('an ERP API that is down is no expired login', async () => {
    await connect();
    worker.network.on(erpLine('GET me'), () => Promise.reject(new TransportError('timeout')));
    expect(await worker.ask('erp.test', {}, optionsSender)).toMatchObject({
      failure: { code: 'erp.timeout' },
    });
    expect(await connections()).toMatchObject({ erp: { state: 'connected' } });
  });
});

test('disconnecting forgets token, role and figures', async () => {
  await connect();
  worker.network.on(erpLine('GET record-view'), answer(200, viewOf(ACCOUNT_PAGE.record)));
  await worker.value('record.view', { page: ACCOUNT_PAGE, requestId: 'q' });
  await worker.value('erp.disconnect', {}, optionsSender);
  expect(await connections()).toMatchObject({ erp: { state: 'disconnected', address: null } });
  expect(await worker.value('record.cached', { page: ACCOUNT_PAGE })).toBeNull();
  expect(await fakeBrowser.storage.local.get()).toEqual({});
  expect(await worker.ask('erp.test', {}, optionsSender)).toEqual({
    ok: false,
    failure: { code: 'erp.notConnected' },
  });
});
