import { browser } from 'wxt/browser';
import * as z from 'zod';
import { call } from '../http/call.ts';
import type { MessageName, Reply } from '../messaging/protocol.ts';
import { answerWith } from '../messaging/serve.ts';
import { closeStorageToPages } from '../vault/trustedContexts.ts';
import { createHandlers } from './handlers.ts';
import { namePerOrg } from './namePerOrg.ts';
import { createServices } from './services.ts';
import { togglePanel } from './togglePanel.ts';

/**
 * Wires the worker; `origin` is its own, e.g. `chrome-extension://abc`. Everything here is synchronous: a listener that is registered later misses the event that woke the worker.
 */
export const startWorker = (origin: string): void => {
  // zod's faster path compiles functions, which the extension's content security policy refuses.
  z.config({ jitless: true });
  const services = createServices({ call, now: Date.now });
  const answer = answerWith(createHandlers(services), { id: browser.runtime.id, origin });

  const ready = closeStorageToPages().then(() => namePerOrg(services.vault));

  browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    void ready
      .then(
        () => answer(message, sender),
        () => STORAGE_OPEN,
      )
      .then(reply);
    // Tells the browser that the answer comes later.
    return true;
  });
  browser.commands.onCommand.addListener((command, tab) => void togglePanel(command, tab));
  browser.alarms.onAlarm.addListener(({ name }) => void ready.then(() => services.sync.alarm(name), ignore));
  void ready.then(() => {
    void services.cache.sweep();
    void services.sync.wake();
  }, ignore);
};

const ignore = () => undefined;

/** While a content script could read what is stored, nothing is answered and so nothing stored. */
const STORAGE_OPEN: Reply<MessageName> = { ok: false, failure: { code: 'storage' } };
