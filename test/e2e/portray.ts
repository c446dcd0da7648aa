import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findings, RULES_IN } from './axe.ts';

export const SHOTS = join(import.meta.dirname, '../../.output/shots');

/** Both themes of one of our pages: looked at by axe, kept as pictures. */
export const portray = async (page: Page, name: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(SHOTS, `${name}-${colorScheme}.png`) });
    expect(await findings(page, RULES_IN[colorScheme]), `${name}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
};
