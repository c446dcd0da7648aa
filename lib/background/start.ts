import { browser } from 'wxt/browser';
import * as z from 'zod';
import { call } from '../http/call.ts';
import { answerWith } from '../messaging/serve.ts';
import { closeStorageToPages } from '../vault/trustedContexts.ts';
import { createHandlers } from './handlers.ts';
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

  browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    void closed.then(() => answer(message, sender)).then(reply);
    // Tells the browser that the answer comes later.
    return true;
  });
  browser.commands.onCommand.addListener((command, tab) => void togglePanel(command, tab));

  const closed = closeStorageToPages();
  void closed.then(() => services.cache.sweep());
};
