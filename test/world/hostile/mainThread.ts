import type { Page } from 'playwright-core';

/** What a page's main thread did while something went on. */
export interface MainThread {
  /** Milliseconds of the processor: what other processes take away is not in it. */
  readonly processor: number;
  /** Milliseconds of each task that held up the page for 50 ms or more. */
  readonly longTasks: readonly number[];
  readonly frames: number;
  /** Milliseconds from beginning to end. */
  readonly took: number;
}

const seenIn = (page: Page) =>
  page.evaluate(
    () => (window as unknown as { seen: { longTasks: number[]; frames: number; since: number } }).seen,
  );

export const mainThreadOf = async (page: Page, during: () => Promise<unknown>): Promise<MainThread> => {
  const session = await page.context().newCDPSession(page);
  const processor = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(() => {
    const seen = { longTasks: [] as number[], frames: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      seen.longTasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
    const next = () => {
      seen.frames += 1;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  const [since, used] = [performance.now(), await processor()];
  await during();
  const [took, after] = [performance.now() - since, await processor()];
  const { longTasks, frames } = await seenIn(page);
  await session.detach();
  return { processor: after - used, longTasks, frames, took };
};

/** How much of the time the page could not have answered anybody, in all and at a stretch: parts of 1. */
export const heldUp = ({
  longTasks,
  took,
}: MainThread): { readonly inAll: number; readonly longest: number } => ({
  inAll: longTasks.reduce((sum, one) => sum + one, 0) / took,
  longest: Math.max(0, ...longTasks) / took,
});
