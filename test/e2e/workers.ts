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

const awake = (context: BrowserContext) => {
  const [worker] = context.serviceWorkers();
  if (worker === undefined) throw new Error('No worker is awake.');
  return worker;
};

/** As on a computer that slept so long: the worker's own clock has gone on. */
export const sleepFor = (context: BrowserContext, ms: number): Promise<void> =>
  awake(context).evaluate((slept) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + slept;
  }, ms);

/** As on a full disk: IndexedDB takes nothing more, until the next worker. An extension's quota cannot be set, not by the debugger either. */
export const fillUp = (context: BrowserContext): Promise<void> =>
  awake(context).evaluate(() => {
    const refuse = (): never => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    };
    IDBObjectStore.prototype.put = refuse;
    IDBObjectStore.prototype.add = refuse;
  });

/** Whatever the worker gives ten seconds or more gets a fifth of it, until the next worker: how long that is, is told by unit tests. */
export const hurry = (context: BrowserContext): Promise<void> =>
  awake(context).evaluate(() => {
    const begin = setTimeout;
    const sooner = (work: () => void, ms = 0) => begin(work, ms < 10_000 ? ms : ms / 5);
    Object.assign(globalThis, { setTimeout: sooner });
  });
