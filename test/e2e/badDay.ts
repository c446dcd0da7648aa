import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { problemBody, type Scripted } from '../world/erpStandIn.ts';
import { panelRegion } from '../world/panel.ts';
import { panelFindings, RULES_IN } from './axe.ts';

/** Both themes of what is on the screen now, looked at by axe and kept as pictures. */
export const portray = async (page: Page, name: string): Promise<void> => {
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
    await page.screenshot({
      path: `.output/shots/bad-day-${name.replaceAll(/[^a-z0-9]+/gi, '-')}-${theme}.png`,
    });
    expect(await panelFindings(page, theme, RULES_IN[theme]), `${name}, ${theme}`).toEqual([]);
  }
  await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
};

export const textOf = async (page: Page): Promise<string> => (await panelRegion(page))?.text ?? '';

/** The real ERP API's way to say no to a record page. */
export const refused = (status: number, code: string, more: Partial<Scripted> = {}): Scripted => ({
  status,
  type: 'application/problem+json',
  body: problemBody(status, code),
  path: '/record-view',
  ...more,
});
