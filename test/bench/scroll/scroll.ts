import type { CDPSession, Page } from 'playwright-core';
import { AS_OF, documentBooks, MANY } from '../../e2e/documentBooks.ts';
import { press, twin, visit } from '../../e2e/story.ts';
import { findOne, stopReading } from '../../world/accessibility.ts';
import { waitForPanel } from '../../world/panel.ts';
import { connectAll, linkTwins } from '../../world/ready.ts';
import { openWorld } from '../../world/world.ts';
import { buildExtension } from '../build.ts';
import { type BenchOptions, type Report, say } from '../line.ts';
import { quantile, rounded } from '../quantiles.ts';

/** Loading all is not what is measured, and a busy machine takes its time. */
const PATIENCE = 300_000;
const SECONDS = 10;
const SMALL_SECONDS = 2;

/** Milliseconds between one painted frame and the next, of everything that the page's main thread does meanwhile. */
const frames = (page: Page, seconds: number): Promise<readonly number[]> =>
  page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const taken: number[] = [];
        let before = performance.now();
        const end = before + ms;
        const tick = (now: number) => {
          taken.push(now - before);
          before = now;
          if (now < end) requestAnimationFrame(tick);
          else resolve(taken.slice(1));
        };
        requestAnimationFrame(tick);
      }),
    seconds * 1000,
  );

/** Milliseconds of the processor that the page's main thread has used: what other processes take away is not in it. */
const processorTime = async (session: CDPSession) => {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => (metrics.find((each) => each.name === name)?.value ?? 0) * 1000;
  return {
    TaskDuration: of('TaskDuration'),
    ScriptDuration: of('ScriptDuration'),
    LayoutDuration: of('LayoutDuration'),
    RecalcStyleDuration: of('RecalcStyleDuration'),
  };
};

/** Turns the wheel as fast as a hurried person, over whatever the pointer is on. */
const wheel = async (page: Page, until: Promise<unknown>): Promise<void> => {
  let going = true;
  const stop = () => {
    going = false;
  };
  until.then(stop, stop);
  while (going) await page.mouse.wheel(0, 240);
};

/** Frame times while 10,000 invoices are scrolled with the wheel, beside the same page left alone. */
export const benchScroll = async (report: Report, { small }: BenchOptions): Promise<void> => {
  if (!small) buildExtension();
  const world = await openWorld(documentBooks(), AS_OF, 3);
  try {
    await linkTwins(world);
    const { context } = await world.browser();
    await connectAll(world, context);
    const page = await visit(context, twin(world, 'salesforce', MANY));
    await press(page, 'button', 'Load all 10,000');
    say('Loading 10,000 invoices …');
    await waitForPanel(
      page,
      'all of them',
      (panel) => (/of 10,000/.test(panel.text) ? null : panel),
      PATIENCE,
    );
    const session = await context.newCDPSession(page);
    const measure = async (name: string, busy: boolean) => {
      const before = await processorTime(session);
      const taken = frames(page, small ? SMALL_SECONDS : SECONDS);
      if (busy) await wheel(page, taken);
      const ms = await taken;
      const after = await processorTime(session);
      const perFrame = (part: keyof typeof before) => rounded((after[part] - before[part]) / ms.length);
      report({
        bench: 'scroll',
        case: name,
        frames: ms.length,
        p50_ms: rounded(quantile(ms, 0.5)),
        p95_ms: rounded(quantile(ms, 0.95)),
        p99_ms: rounded(quantile(ms, 0.99)),
        longest_ms: rounded(Math.max(...ms)),
        processor_per_frame_ms: perFrame('TaskDuration'),
        script_per_frame_ms: perFrame('ScriptDuration'),
        layout_per_frame_ms: perFrame('LayoutDuration'),
        style_per_frame_ms: perFrame('RecalcStyleDuration'),
      });
    };
    await stopReading(page);
    await measure('left alone', false);
    // The pointer on a row, so that the wheel turns the list.
    await press(page, 'button', 'M-100000');
    await press(page, 'button', 'M-100000');
    await stopReading(page);
    await measure('10,000 invoices, by the wheel', true);
    const moved = await waitForPanel(page, 'another part of the list', (panel) =>
      findOne(panel, 'button', 'M-99990') === null ? panel : null,
    );
    say(`Scrolled on to ${moved.text.match(/M-\d+/)?.[0] ?? 'nowhere'}.`);
    await page.close();
  } finally {
    await world.close();
  }
};
