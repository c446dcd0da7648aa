import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { keepPicture } from '../world/picture.ts';
import { findings, panelFindings, RULES_IN } from './axe.ts';
import { painted } from './story.ts';

export const SHOTS = join(import.meta.dirname, '../../.output/shots');

/** One of our pages shows what it has read: a picture of it while it loads shows nothing that lasts. */
export const loaded = async (page: Page): Promise<void> => {
  await page.locator('[data-skeleton]').first().waitFor({ state: 'detached' });
};

/** What was said of an earlier step is gone. */
export const quiet = async (page: Page): Promise<void> => {
  await page.locator('[data-toast]').first().waitFor({ state: 'detached' });
};

interface Portrait {
  /** The page from its beginning to its end. */
  readonly fullPage?: boolean;
}

/** Both themes of one of our pages: looked at by axe, kept as pictures. */
export const portray = async (
  page: Page,
  name: string,
  { fullPage = false }: Portrait = {},
): Promise<void> => {
  await loaded(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await keepPicture(page, join(SHOTS, `${name}-${colorScheme}.png`), { fullPage });
    expect(await findings(page, RULES_IN[colorScheme]), `${name}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
};

/** The same of a CRM page with our panel on it, which wears the page's theme where the page states one. */
export const portrayPanel = async (page: Page, name: string): Promise<void> => {
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
    await painted(page);
    await keepPicture(page, join(SHOTS, `${name}-${theme}.png`));
    expect(await panelFindings(page, theme, RULES_IN[theme]), `${name}, ${theme}`).toEqual([]);
  }
  await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
};
