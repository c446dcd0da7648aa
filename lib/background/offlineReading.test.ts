import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { forgetDatabases } from './fakes/databases.ts';
import { answer, erpLine, problemAnswer } from './fakes/network.ts';
import { noRoomFor } from './fakes/noRoomFor.ts';
import { ACCOUNT_PAGE, viewOf } from './fakes/records.ts';
import { optionsSender } from './fakes/senders.ts';
import { connectedWorker, type FakeWorker } from './fakes/worker.ts';

let worker: FakeWorker;
const VIEW = erpLine('GET record-view');
const read = () => worker.value('offlineReading.read', {}, optionsSender);
const choose = (keep: boolean) => worker.ask('offlineReading.write', { keep }, optionsSender);
const cached = () => worker.value('record.cached', { page: ACCOUNT_PAGE });
/** The browser is closed and opened again: what lived in the session is gone. */
const reopen = async () => {
  await fakeBrowser.storage.session.clear();
  worker = worker.restart();
};

beforeEach(async () => {
  vi.restoreAllMocks();
  forgetDatabases();
  worker = await connectedWorker();
  worker.network.on(VIEW, answer(200, viewOf(ACCOUNT_PAGE.record)));
  await worker.value('record.view', { page: ACCOUNT_PAGE, requestId: 'q' });
});

test('is off until somebody chooses it: figures are gone with the browser', async () => {
  expect(await read()).toEqual({ keep: false, isAllowed: true, hours: 24 });
  await reopen();
  expect(await cached()).toBeNull();
});

test('chosen, shows the last good figures in a browser that was opened without a network', async () => {
  expect(await choose(true)).toEqual({ ok: true, value: { keep: true, isAllowed: true, hours: 24 } });
  await reopen();
  expect(await cached()).toMatchObject({ fetchedAt: worker.clock.now });
});

test('leaves neither key nor figure readable on disk', async () => {
  await choose(true);
  const stored = JSON.stringify(await fakeBrowser.storage.local.get());
  const session = JSON.stringify(await fakeBrowser.storage.session.get('cache.key'));
  const root = /"cache.key":"([^"]+)"/.exec(session)?.[1] ?? '';
  expect(root.length).toBeGreaterThan(40);
  expect(stored).not.toContain(root);
});

test.each([
  ['a sign-out', () => worker.value('erp.disconnect', {}, optionsSender)],
  [
    'a token that was withdrawn',
    async () => {
      worker.network.on(VIEW, problemAnswer(401));
      await worker.ask('record.view', { page: ACCOUNT_PAGE, requestId: 'r' });
    },
  ],
  [
    'the loss of the role',
    async () => {
      worker.network.on(VIEW, problemAnswer(403));
      await worker.ask('record.view', { page: ACCOUNT_PAGE, requestId: 'r' });
    },
  ],
])('%s ends it for what was read, also in a browser opened later', async (_, lose) => {
  await choose(true);
  await lose();
  expect(await cached()).toBeNull();
  await reopen();
  expect(await cached()).toBeNull();
});

test.each<Record<string, unknown>>([{ allowOfflineReading: false }, { cacheHours: 0 }])(
  'a policy of %j forbids it, whatever was chosen before',
  async (policy) => {
    await choose(true);
    await fakeBrowser.storage.managed.set(policy);
    expect(await read()).toMatchObject({ keep: false, isAllowed: false });
    expect(await choose(true)).toMatchObject({ failure: { code: 'erp.forbidden' } });
    await reopen();
    expect(await cached()).toBeNull();
    expect(await fakeBrowser.storage.local.get('secret.cache.key')).toEqual({});
  },
);

test('a choice that the browser has no room for is not made', async () => {
  noRoomFor('secret.cache.key');
  expect(await choose(true)).toMatchObject({ failure: { code: 'storage' } });
  expect(await read()).toMatchObject({ keep: false });
});

test('taken back, it leaves what this browser session has read', async () => {
  await choose(true);
  await choose(false);
  expect(await cached()).not.toBeNull();
  await reopen();
  expect(await cached()).toBeNull();
});
