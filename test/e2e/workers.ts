import type { BrowserContext } from 'playwright-core';
import { extensionPage } from '../world/connect.ts';

/** As the browser does when it wants the memory back: every worker stops in the middle of what it does. */
export const stopWorkers = async (context: BrowserContext): Promise<void> => {
  const probe = await context.newPage();
  await probe.goto(extensionPage('popup'));
  const session = await context.newCDPSession(probe);
  await session.send('ServiceWorker.enable' as never);
  await session.send('ServiceWorker.stopAllWorkers' as never);
  await probe.close();
};
