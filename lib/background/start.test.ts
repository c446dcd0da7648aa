import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { forgetDatabases } from './fakes/databases.ts';
import { optionsSender, SELF } from './fakes/senders.ts';
import { startWorker } from './start.ts';

type Listener = (...event: unknown[]) => unknown;
let onMessage: Listener;
let onCommand: Listener;
const executeScript = vi.fn(async () => []);
const sendMessage = vi.fn(async () => undefined);

beforeEach(() => {
  vi.restoreAllMocks();
  forgetDatabases();
  fakeBrowser.runtime.id = SELF.id;
  executeScript.mockClear();
  sendMessage.mockClear();
  vi.spyOn(fakeBrowser.runtime.onMessage, 'addListener').mockImplementation((listener) => {
    onMessage = listener as Listener;
  });
  fakeBrowser.commands.onCommand.addListener = vi.fn((listener) => {
    onCommand = listener as Listener;
  });
  fakeBrowser.scripting.executeScript =
    executeScript as unknown as typeof fakeBrowser.scripting.executeScript;
  fakeBrowser.tabs.sendMessage = sendMessage as unknown as typeof fakeBrowser.tabs.sendMessage;
  for (const area of [fakeBrowser.storage.session, fakeBrowser.storage.local])
    Object.assign(area, { setAccessLevel: undefined });
});

const message = (name: string, sender: unknown, request: unknown = {}) =>
  new Promise((resolve) => {
    expect(onMessage({ name, request }, sender, resolve)).toBe(true);
  });
const crmTab = {
  id: SELF.id,
  origin: 'https://acme.lightning.force.com',
  url: 'https://acme.lightning.force.com/lightning/page/home',
  frameId: 0,
  tab: { id: 21 },
};

describe('the worker', () => {
  test('listens before anything else happens: a later listener would miss what woke it', () => {
    startWorker(SELF.origin);
    expect(fakeBrowser.runtime.onMessage.addListener).toHaveBeenCalledTimes(1);
    expect(fakeBrowser.commands.onCommand.addListener).toHaveBeenCalledTimes(1);
  });

  test('answers', async () => {
    startWorker(SELF.origin);
    expect(await message('connections.read', optionsSender)).toMatchObject({ ok: true });
    expect(await message('connections.read', crmTab)).toEqual({
      ok: false,
      failure: { code: 'message.refused' },
    });
  });

  test('answers nothing before storage is closed to content scripts', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    Object.assign(fakeBrowser.storage.session, { setAccessLevel: () => promise });
    startWorker(SELF.origin);
    const answered = vi.fn();
    const asked = message('connections.read', optionsSender).then(answered);
    await new Promise((next) => setImmediate(next));
    expect(answered).not.toHaveBeenCalled();
    resolve();
    await asked;
    expect(answered).toHaveBeenCalledTimes(1);
  });

  test('says so where storage cannot be closed', async () => {
    Object.assign(fakeBrowser.storage.local, { setAccessLevel: () => Promise.reject(new Error('no')) });
    startWorker(SELF.origin);
    expect(await message('connections.read', optionsSender)).toEqual({
      ok: false,
      failure: { code: 'storage' },
    });
  });
});

test('the panel is brought into the top frame of the tab that asks, and no other', async () => {
  startWorker(SELF.origin);
  expect(await message('panel.mount', crmTab)).toEqual({ ok: true, value: null });
  const target = { tabId: 21, frameIds: [0] };
  expect(executeScript.mock.calls).toEqual([
    [{ target, files: ['/glance.js'], injectImmediately: true }],
    [{ target, files: ['/panel.js'], injectImmediately: false }],
  ]);
});

test('where the panel was is remembered', async () => {
  startWorker(SELF.origin);
  expect(await message('panel.preferences.read', crmTab)).toEqual({
    ok: true,
    value: { open: false, position: null, docked: false },
  });
  const moved = { open: true, position: { right: 8, top: 120 }, docked: false };
  await message('panel.preferences.write', crmTab, moved);
  expect(await message('panel.preferences.read', crmTab)).toEqual({ ok: true, value: moved });
});

test('settings that cannot be read are the first ones', async () => {
  startWorker(SELF.origin);
  await fakeBrowser.storage.local.set({ 'panel.preferences': { open: 'wide' } });
  expect(await message('panel.preferences.read', crmTab)).toMatchObject({
    value: { open: false, position: null, docked: false },
  });
});

test('Options open on request', async () => {
  fakeBrowser.runtime.openOptionsPage = vi.fn(
    async () => undefined,
  ) as unknown as typeof fakeBrowser.runtime.openOptionsPage;
  startWorker(SELF.origin);
  await message('options.open', crmTab);
  expect(fakeBrowser.runtime.openOptionsPage).toHaveBeenCalledTimes(1);
});

describe('the keyboard command', () => {
  const told = () => sendMessage.mock.calls as unknown[][];

  test('opens or closes the panel of the tab in front', async () => {
    startWorker(SELF.origin);
    onCommand('toggle-panel', { id: 21 });
    await vi.waitFor(() => expect(told()).toEqual([[21, { name: 'panel.toggle' }, { frameId: 0 }]]));
  });

  test('finds that tab where the browser does not name it', async () => {
    fakeBrowser.tabs.query = vi.fn(async () => [{ id: 5 }]) as unknown as typeof fakeBrowser.tabs.query;
    startWorker(SELF.origin);
    onCommand('toggle-panel');
    await vi.waitFor(() => expect(told()[0]?.[0]).toBe(5));
  });

  test('without any tab, or under another name, tells nobody', async () => {
    fakeBrowser.tabs.query = vi.fn(async () => []) as unknown as typeof fakeBrowser.tabs.query;
    startWorker(SELF.origin);
    onCommand('toggle-panel');
    onCommand('something-else', { id: 21 });
    await new Promise((next) => setImmediate(next));
    expect(told()).toEqual([]);
  });
});
