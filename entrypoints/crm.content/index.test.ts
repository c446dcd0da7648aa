import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { readPageState } from '../../lib/messaging/pageState.ts';
import { openTypingGate } from '../../lib/messaging/typingGate.ts';
import loader from './index.ts';

const URL_OF_RECORD = 'https://acme.lightning.force.com/lightning/r/Account/001Hs00003AbCdEIAV/view';
const sendMessage = vi.fn(async () => ({ ok: true, value: null }));

const tab = () => Object.assign(new EventTarget(), { location: { href: URL_OF_RECORD } });
const run = (window: object) => {
  vi.stubGlobal('window', window);
  void loader.main({ signal: new AbortController().signal } as ContentScriptContext);
};

beforeEach(() => {
  sendMessage.mockClear();
  fakeBrowser.runtime.sendMessage = sendMessage as unknown as typeof fakeBrowser.runtime.sendMessage;
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const place of ['pageState', 'typingGate'])
    Reflect.deleteProperty(globalThis, Symbol.for(`ledgerside.${place}`));
});

describe('the loader', () => {
  test('runs on the CRM hosts alone, in the top frame alone', () => {
    expect(loader.allFrames).toBe(false);
    expect(loader.matches).toContain('https://*.lightning.force.com/*');
    expect(loader.matches).toContain('https://app.hubspot.com/*');
    expect(String(loader.matches).split(',')).toSatisfy((patterns: string[]) =>
      patterns.every((pattern) => pattern.startsWith('https://')),
    );
  });

  test('asks for the panel and publishes the record', () => {
    const window = tab();
    run(Object.assign(window, { top: window }));
    expect(sendMessage).toHaveBeenCalledWith({ name: 'panel.mount', request: {} });
    expect(readPageState()?.current()?.record.id).toBe('001Hs00003AbCdEIAV');
  });

  test('stands before all scripts of the page', () => {
    expect(loader.runAt).toBe('document_start');
    const window = tab();
    run(Object.assign(window, { top: window }));
    const guard = vi.fn();
    openTypingGate(window).guard = guard;
    window.dispatchEvent(new Event('keydown'));
    expect(guard).toHaveBeenCalledOnce();
  });

  test('does nothing in a frame', () => {
    run(Object.assign(tab(), { top: tab() }));
    expect(sendMessage).not.toHaveBeenCalled();
    expect(readPageState()).toBeNull();
  });
});
