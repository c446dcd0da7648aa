import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { forgetDatabases } from '../background/fakes/databases.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { deviceKey } from './deviceKey.ts';
import { closeStorageToPages } from './trustedContexts.ts';
import { vault } from './vault.ts';

beforeEach(forgetDatabases);
const TOKEN = 'an-invented-token-of-the-erp';

describe('a lasting secret', () => {
  test('comes back as it was, also after the browser was closed', async () => {
    await vault.lasting.write('erp.token', TOKEN);
    await fakeBrowser.storage.session.clear();
    expect(await vault.lasting.read('erp.token')).toBe(TOKEN);
  });

  test('that was never kept, or was removed, is null', async () => {
    expect(await vault.lasting.read('erp.token')).toBeNull();
    await vault.lasting.write('erp.token', TOKEN);
    await vault.lasting.remove('erp.token');
    expect(await vault.lasting.read('erp.token')).toBeNull();
  });

  test('lies nowhere readable', async () => {
    await vault.lasting.write('erp.token', TOKEN);
    const stored = JSON.stringify(await fakeBrowser.storage.local.get());
    expect(stored).not.toContain(TOKEN);
    expect(stored).not.toContain(btoa(TOKEN));
    expect(JSON.stringify(await fakeBrowser.storage.session.get())).toBe('{}');
  });

  test('sealed twice looks different each time', async () => {
    await vault.lasting.write('erp.token', TOKEN);
    const once = await fakeBrowser.storage.local.get();
    await vault.lasting.write('erp.token', TOKEN);
    expect(await fakeBrowser.storage.local.get()).not.toEqual(once);
  });

  test('cannot stand in for another', async () => {
    await vault.lasting.write('hubspot.serviceKey', TOKEN);
    const { 'secret.hubspot.serviceKey': moved } = await fakeBrowser.storage.local.get();
    await fakeBrowser.storage.local.set({ 'secret.erp.token': moved });
    await expect(vault.lasting.read('erp.token')).rejects.toMatchObject({ failure: { code: 'storage' } });
  });

  test('a copy of storage.local opens nothing in another profile', async () => {
    await vault.lasting.write('erp.token', TOKEN);
    forgetDatabases();
    await expect(vault.lasting.read('erp.token')).rejects.toMatchObject({ failure: { code: 'storage' } });
  });

  test('that was tampered with is refused, not read', async () => {
    await vault.lasting.write('erp.token', TOKEN);
    const { 'secret.erp.token': stored } = await fakeBrowser.storage.local.get();
    const bytes = fromBase64(String(stored));
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    await fakeBrowser.storage.local.set({ 'secret.erp.token': toBase64(bytes) });
    await expect(vault.lasting.read('erp.token')).rejects.toMatchObject({ failure: { code: 'storage' } });
  });

  test('cannot be kept where the browser refuses: that is said', async () => {
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('QUOTA_BYTES quota exceeded'));
    await expect(vault.lasting.write('erp.token', TOKEN)).rejects.toMatchObject({
      failure: { code: 'storage' },
    });
  });
});

describe('a session secret', () => {
  test('is kept in the session alone and goes with the browser', async () => {
    await vault.session.write('hubspot.access 4711', { accessToken: TOKEN });
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).toBe('{}');
    expect(await vault.session.read('hubspot.access 4711')).toEqual({ accessToken: TOKEN });
    await vault.session.remove('hubspot.access 4711');
    expect(await vault.session.read('hubspot.access 4711')).toBeNull();
  });
});

describe("the device's key", () => {
  test('cannot be exported', async () => {
    const key = await deviceKey();
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });

  test('is one, also when two ask for the first time at once', async () => {
    const [one, other] = await Promise.all([deviceKey(), deviceKey()]);
    await vault.lasting.write('erp.token', TOKEN);
    expect(await vault.lasting.read('erp.token')).toBe(TOKEN);
    expect(one.usages).toEqual(other.usages);
  });
});

describe('content scripts', () => {
  test('are kept out of both storage areas', async () => {
    const closed: unknown[] = [];
    for (const area of [fakeBrowser.storage.session, fakeBrowser.storage.local])
      Object.assign(area, { setAccessLevel: vi.fn(async (level: unknown) => void closed.push(level)) });
    await closeStorageToPages();
    expect(closed).toEqual([{ accessLevel: 'TRUSTED_CONTEXTS' }, { accessLevel: 'TRUSTED_CONTEXTS' }]);
    for (const area of [fakeBrowser.storage.session, fakeBrowser.storage.local])
      Object.assign(area, { setAccessLevel: undefined });
  });

  test('a browser without access levels is no reason to fail', async () => {
    await expect(closeStorageToPages()).resolves.toBeUndefined();
  });
});
