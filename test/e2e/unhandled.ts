import type { BrowserContext, Page } from 'playwright-core';
import * as z from 'zod';
import { EXTENSION_ID } from '../../lib/extension.ts';

const errors = z.array(z.object({ message: z.string(), source: z.string() }));

/**
 * What the browser itself has noted against the extension since the last look: exceptions and rejections that nobody handled, in the
 * worker (also one that has been stopped since), in its pages and in its scripts on CRM pages. [] is what we want.
 */
export interface Unhandled {
  since(): Promise<readonly string[]>;
}

/** Chromium keeps such a list for extensions that are being developed; this switches it on. */
export const watchUnhandled = async (context: BrowserContext): Promise<Unhandled> => {
  const page = await context.newPage();
  await page.goto('chrome://extensions/');
  await page.evaluate(async (extensionId) => {
    const { developerPrivate } = (globalThis as unknown as { chrome: { developerPrivate: DeveloperPrivate } })
      .chrome;
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await developerPrivate.updateExtensionConfiguration({ extensionId, errorCollection: true });
  }, EXTENSION_ID);
  return {
    since: async () =>
      errors
        .parse(
          await page.evaluate(async (extensionId) => {
            const { developerPrivate } = (
              globalThis as unknown as { chrome: { developerPrivate: DeveloperPrivate } }
            ).chrome;
            const { runtimeErrors } = await developerPrivate.getExtensionInfo(extensionId);
            await developerPrivate.deleteExtensionErrors({ extensionId });
            return runtimeErrors;
          }, EXTENSION_ID),
        )
        .filter(({ message }) => /uncaught|unhandled/i.test(message))
        .map(({ message, source }) => `${source}: ${message}`),
  };
};

/** Leaves a rejection to itself in our script on that page: in the extension's own page, or in its isolated world on a CRM page. */
export const rejectIn = async (page: Page, words: string): Promise<void> => {
  const origin = `chrome-extension://${EXTENSION_ID}`;
  const session = await page.context().newCDPSession(page);
  const found = new Promise<number>((resolve) => {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin === origin) resolve(context.id);
    });
  });
  // It names every world that is there already.
  await session.send('Runtime.enable');
  await session.send('Runtime.evaluate', {
    contextId: await found,
    // Under the name of a file: the browser notes nothing of what has none.
    expression: `void Promise.reject(new Error(${JSON.stringify(words)}));\n//# sourceURL=${origin}/rejecting.js`,
  });
  await session.detach();
};

interface DeveloperPrivate {
  updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
  updateExtensionConfiguration(change: { extensionId: string; errorCollection: boolean }): Promise<void>;
  getExtensionInfo(id: string): Promise<{ runtimeErrors: unknown }>;
  deleteExtensionErrors(which: { extensionId: string }): Promise<void>;
}
