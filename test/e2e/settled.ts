import type { Page } from 'playwright-core';
import { vi } from 'vitest';
import { inClosedRoot } from './closedRoot.ts';

type Theme = 'light' | 'dark';

const isUnsettled = (root: ShadowRoot): boolean =>
  root.querySelector('.bone, [aria-busy="true"]') !== null ||
  root
    .getAnimations()
    .some(({ playState, timeline }) => playState === 'running' && timeline === document.timeline);

/** For a picture: nothing is on its way any more, and the pointer points at nothing. */
export const settled = async (page: Page): Promise<void> => {
  await page.mouse.move(1, 1);
  await vi.waitUntil(async () => !(await inClosedRoot(page, isUnsettled)), { timeout: 15_000, interval: 50 });
};

const themeWorn = (root: ShadowRoot) => root.querySelector('.ledgerside')?.getAttribute('data-theme');

/** The CRM's page turns to a theme, and the panel with it: what the page states wins over the system. */
export const wear = async (page: Page, theme: Theme): Promise<void> => {
  await page.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
  await vi.waitUntil(async () => (await inClosedRoot(page, themeWorn)) === theme, { timeout: 5_000 });
};

const listIntoView = (root: ShadowRoot): void =>
  root.querySelector('.tabs')?.scrollIntoView({ block: 'start' });

/** The list's tabs at the upper edge, as whoever reads a list has it. */
export const showList = async (page: Page): Promise<void> => {
  await inClosedRoot(page, listIntoView);
};
