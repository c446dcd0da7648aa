import type { BrowserContext } from 'playwright-core';

/** What a page took, all of it, until nothing was left to do. */
export interface PageCost {
  readonly scriptMs: number;
  readonly taskMs: number;
  readonly nodes: number;
  readonly requests: number;
}

export const pageCost = async (context: BrowserContext, url: string): Promise<PageCost> => {
  const page = await context.newPage();
  let requests = 0;
  page.on('request', () => {
    requests += 1;
  });
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(url, { waitUntil: 'networkidle' });
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
  await page.close();
  return {
    scriptMs: metric('ScriptDuration') * 1000,
    taskMs: metric('TaskDuration') * 1000,
    nodes: metric('Nodes'),
    requests,
  };
};
