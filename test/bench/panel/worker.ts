import type { BrowserContext } from 'playwright-core';
import { EXTENSION_ID } from '../../../lib/extension.ts';

/** Stops the extension's worker, as the browser does after half a minute without work. */
export const workerStopper = async (context: BrowserContext): Promise<() => Promise<void>> => {
  const probe = await context.newPage();
  await probe.goto(`chrome-extension://${EXTENSION_ID}/options.html`);
  const session = await context.newCDPSession(probe);
  // Not among the typed commands.
  const send = session.send.bind(session) as unknown as (method: string) => Promise<unknown>;
  await send('ServiceWorker.enable');
  return async () => {
    await send('ServiceWorker.stopAllWorkers');
  };
};
