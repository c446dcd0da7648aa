// @vitest-environment happy-dom
import { act } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { pageOf } from '../../components/panel/samples/customers.ts';
import { publishPageState } from '../../lib/messaging/pageState.ts';

const hosts = () => document.querySelectorAll('[data-ledgerside]').length;
/** Runs the scripts as the worker injects them: anew each time. */
const inject = async () => {
  const { default: glance } = await import('../glance/index.ts');
  const { default: panel } = await import('./index.tsx');
  await act(async () => {
    await glance.main();
    await panel.main();
  });
};

const isVersion = (version: string) => {
  browser.runtime.getManifest = () => ({ manifest_version: 3, name: 'Ledgerside', version });
};

beforeEach(() => {
  browser.runtime.sendMessage = vi.fn(() => new Promise<never>(() => {}));
  isVersion('1.0.0');
});
afterEach(() => {
  for (const symbol of Object.getOwnPropertySymbols(globalThis))
    if (Symbol.keyFor(symbol)?.startsWith('ledgerside.')) Reflect.deleteProperty(globalThis, symbol);
  for (const host of document.querySelectorAll('[data-ledgerside]')) host.remove();
});

describe('the scripts that the worker brings in', () => {
  it('stays out where no loader has said what the page is', async () => {
    await inject();
    expect(hosts()).toBe(0);
  });

  it('has no panel where no ground was laid for this version', async () => {
    publishPageState().set(pageOf('001A'));
    const { default: panel } = await import('./index.tsx');
    await act(async () => void (await panel.main()));
    expect(hosts()).toBe(0);
  });

  it('mounts one panel, however often it is brought in', async () => {
    publishPageState().set(pageOf('001A'));
    await inject();
    await inject();
    expect(hosts()).toBe(1);
    expect(browser.runtime.sendMessage).toHaveBeenCalledWith({ name: 'panel.preferences.read', request: {} });
  });

  it("takes the place of an older version's panel", async () => {
    publishPageState().set(pageOf('001A'));
    await inject();
    const [old] = document.querySelectorAll('[data-ledgerside]');
    isVersion('1.0.1');
    await inject();
    expect(hosts()).toBe(1);
    expect(old?.isConnected).toBe(false);
  });
});
