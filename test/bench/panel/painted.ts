import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import * as z from 'zod';
import { EXTENSION_ID } from '../../../lib/extension.ts';

const created = z.object({
  context: z.object({
    uniqueId: z.string(),
    origin: z.string(),
    auxData: z.object({ frameId: z.string() }).optional(),
  }),
});
const result = z.object({ result: z.object({ value: z.number() }) });

/** Runs among the content scripts, the only ones that see into a closed shadow root; it looks once per frame, and reads the clock behind the paint. */
const WATCH = `new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('No amount was painted.')), 20000);
  const look = () => {
    const host = document.querySelector('[data-ledgerside]');
    const text = host === null ? '' : (chrome.dom.openOrClosedShadowRoot(host)?.textContent ?? '');
    if (!/\\d\\.\\d\\d/.test(text)) {
      requestAnimationFrame(look);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  };
  requestAnimationFrame(look);
})`;

/** A tab that is told where to go, and tells when an amount was painted. */
export interface Watched {
  readonly page: Page;
  /** ms from the start of the navigation to the frame that shows an amount. */
  visit(url: string): Promise<number>;
  close(): Promise<void>;
}

const contentWorld = (session: CDPSession, frameId: string): Promise<string> =>
  new Promise((resolve) => {
    const listen = (event: unknown): void => {
      const { context } = created.parse(event);
      if (context.origin !== `chrome-extension://${EXTENSION_ID}` || context.auxData?.frameId !== frameId)
        return;
      session.off('Runtime.executionContextCreated', listen);
      resolve(context.uniqueId);
    };
    session.on('Runtime.executionContextCreated', listen);
  });

export const watchedTab = async (context: BrowserContext): Promise<Watched> => {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Runtime.enable');
  const { frameTree } = await session.send('Page.getFrameTree');
  return {
    page,
    async visit(url) {
      const world = contentWorld(session, frameTree.frame.id);
      const gone = page.goto(url);
      const answer = await session.send('Runtime.evaluate', {
        expression: WATCH,
        uniqueContextId: await world,
        awaitPromise: true,
        returnByValue: true,
      });
      await gone;
      const parsed = result.safeParse(answer);
      if (!parsed.success) throw new Error(`${url}: ${JSON.stringify(answer)}`);
      return parsed.data.result.value;
    },
    close: () => page.close(),
  };
};
