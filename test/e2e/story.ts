import type { BrowserContext, Frame, Page } from 'playwright-core';
import { books as format } from '../../lib/erp/sources/embedded/books/format.ts';
import golden from '../fixtures/golden/books.json' with { type: 'json' };
import { click, findAll, findOne } from '../world/accessibility.ts';
import { type Painted, paintedIn, panelRegion, waitForPanel } from '../world/panel.ts';
import { openPanel } from '../world/ready.ts';
import type { Twin } from '../world/twins.ts';
import type { World } from '../world/world.ts';

export const GOLDEN = format.parse(golden);
export const GOLDEN_AS_OF = '2026-11-20';

export const twin = (world: World, system: 'salesforce' | 'hubspot', customer: string): Twin => {
  const found = world.twins.all.find((one) => one.record.system === system && one.customer === customer);
  if (found === undefined) throw new Error(`No ${system} record stands for ${customer}.`);
  return found;
};

export const addressOf = ({ host, path }: Twin): string => `https://${host}${path}`;

/** Opens a record page with the panel open. */
export const visit = async (context: BrowserContext, one: Twin): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(addressOf(one));
  await openPanel(page);
  return page;
};

/** Waits until the panel speaks of this customer with a balance, and reads it. */
export const figuresOf = (page: Page, customer: string): Promise<Painted> =>
  waitForPanel(page, `the figures of ${customer}`, (panel) => {
    const read = paintedIn(panel);
    return read.customer === customer && read.arBalance !== null ? read : null;
  });

/** In-page navigation as the CRM's own router does it: history entries, no reload. */
export const navigate = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => (globalThis as unknown as { __navigate(path: string): void }).__navigate(to), path);

export const press = async (page: Page, role: string, name: string | RegExp): Promise<void> => {
  const node = await waitForPanel(page, `a ${role} "${String(name)}"`, (panel) => findOne(panel, role, name));
  await click(page, node);
};

export const says = (page: Page, words: string | RegExp): Promise<true> =>
  waitForPanel(page, `the words "${String(words)}"`, (panel) =>
    (typeof words === 'string' ? panel.text.includes(words) : words.test(panel.text)) ? true : null,
  );

/** `yes` is the word on the button of what is to be confirmed. */
export const confirmFrame = async (page: Page, yes = 'Link'): Promise<Frame> => {
  const found = () => page.frames().find((frame) => frame.url().includes('confirm.html'));
  // Listening begins before looking, so that a frame which comes in between is not missed.
  const coming = page.waitForEvent('framenavigated', {
    predicate: (one) => one.url().includes('confirm.html'),
  });
  const there = found();
  // Where it is there already, nothing more need come.
  if (there !== undefined) coming.catch(() => undefined);
  const frame = there ?? (await coming);
  await frame.getByRole('button', { name: yes, exact: true }).waitFor();
  return frame;
};

/** Brings the pointer onto the frame's button as a person does, and stays until a press counts. */
export const aimAt = async (frame: Frame, yes: string): Promise<void> => {
  await frame.getByRole('button', { name: yes, exact: true }).hover();
  await frame.locator('[data-steady="true"]:not([aria-disabled])').waitFor();
};

export const aimAtLink = (frame: Frame): Promise<void> => aimAt(frame, 'Link');

/** Two painted frames: whatever the page was going to do about the last step, it has done. */
export const painted = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );

export const hasPanel = async (page: Page): Promise<boolean> => (await panelRegion(page)) !== null;

export const headings = async (page: Page): Promise<readonly string[]> => {
  const panel = await panelRegion(page);
  return panel === null ? [] : findAll(panel, ({ role }) => role === 'heading').map(({ name }) => name);
};
