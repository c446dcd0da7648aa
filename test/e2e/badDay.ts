import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { problemBody, type Scripted } from '../world/erpStandIn.ts';
import { panelRegion } from '../world/panel.ts';
import { keepPicture } from '../world/picture.ts';
import { panelFindings, RULES_IN } from './axe.ts';
import { wear } from './settled.ts';

/** Both themes of what is on the screen now, looked at by axe and kept as pictures. */
export const portray = async (page: Page, name: string): Promise<void> => {
  for (const theme of ['light', 'dark'] as const) {
    await wear(page, theme);
    await keepPicture(page, `.output/shots/bad-day-${name.replaceAll(/[^a-z0-9]+/gi, '-')}-${theme}.png`);
    expect(await panelFindings(page, theme, RULES_IN[theme]), `${name}, ${theme}`).toEqual([]);
  }
  await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
};

/**
 * On this page it is two hours later from now on, reloads included: what was read before is as old as it is on such a day. The clock
 * of our own scripts alone goes on; the worker's and the servers' do not.
 */
export const twoHoursLater = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (!context.origin.startsWith('chrome-extension://')) return;
    const expression = '{ const now = Date.now.bind(Date); Date.now = () => now() + 7_200_000; }';
    // One that is gone already needs no clock.
    session
      .send('Runtime.evaluate', { uniqueContextId: context.uniqueId, expression })
      .catch(() => undefined);
  });
  await session.send('Runtime.enable');
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
