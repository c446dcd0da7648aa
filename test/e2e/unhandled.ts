import type { BrowserContext } from 'playwright-core';
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

interface DeveloperPrivate {
  updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
  updateExtensionConfiguration(change: { extensionId: string; errorCollection: boolean }): Promise<void>;
  getExtensionInfo(id: string): Promise<{ runtimeErrors: unknown }>;
  deleteExtensionErrors(which: { extensionId: string }): Promise<void>;
}
