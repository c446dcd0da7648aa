import { rm } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { datasets } from '../../lib/erp/sources/embedded/datasets/datasets.ts';
import { type Accessible, click, findAll } from '../world/accessibility.ts';
import { extensionPage } from '../world/connect.ts';
import { waitForPanel } from '../world/panel.ts';
import { keepPicture } from '../world/picture.ts';
import { pseudoLocaleBuild } from '../world/pseudoLocale.ts';
import { linkTwins } from '../world/ready.ts';
import { openWorld, type World } from '../world/world.ts';
import { findings, panelFindings, RULES_IN } from './axe.ts';
import { settled, showList, wear } from './settled.ts';
import { addressOf } from './story.ts';

const AS_OF = '2026-11-20';
let world: World;
let context: BrowserContext;
let build: string;

beforeAll(async () => {
  build = await pseudoLocaleBuild();
  world = await openWorld(datasets.edge.make({ seed: 5, asOf: AS_OF }), AS_OF, 5);
  await linkTwins(world);
  ({ context } = await world.browser({ extension: build, locale: 'ar' }));
  const options = await context.newPage();
  await options.goto(extensionPage('options'));
  // By place, not by word: the words are made up.
  const form = options.locator('form').first();
  await form.locator('input').nth(0).fill('https://erp.acme.example');
  await form
    .locator('input')
    .nth(1)
    .fill(await world.erp.token('mia', 'crm.sync'));
  await form.locator('button[type="submit"]').click();
  await options.getByText('mia', { exact: true }).waitFor();
  await options.close();
});
afterAll(async () => {
  await world.close();
  await rm(build, { recursive: true, force: true });
});

const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

it.each(['light', 'dark'] as const)(
  'the extension pages read from right to left, in %s',
  async (colorScheme) => {
    for (const name of ['options', 'popup'] as const) {
      const page = await context.newPage();
      await page.setViewportSize(
        name === 'popup' ? { width: 360, height: 600 } : { width: 720, height: 900 },
      );
      await page.emulateMedia({ colorScheme });
      await page.goto(extensionPage(name));
      await page.locator('h1, h2').first().waitFor();
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).direction)).toBe('rtl');
      expect(await sideways(page)).toBe(0);
      expect(await findings(page)).toEqual([]);
      await keepPicture(page, `.output/shots/rtl-${name}-${colorScheme}.png`, { fullPage: true });
      await page.close();
    }
  },
);

it('the panel reads from right to left over ugly books', async () => {
  const page = await context.newPage();
  const linked = world.twins.all
    .filter((one) => one.linked && one.record.system === 'salesforce')
    .slice(0, 4);
  expect(linked.length).toBe(4);
  for (const [index, one] of linked.entries()) {
    await page.goto(addressOf(one));
    const closed = await waitForPanel(
      page,
      'a button',
      (panel) => findAll(panel, ({ role }) => role === 'button')[0] ?? null,
    );
    if (index === 0) {
      const tab = await waitForPanel(
        page,
        'its tab',
        (panel) => findAll(panel, ({ role, expanded }) => role === 'button' && expanded === false)[0] ?? null,
      );
      await click(page, tab);
    }
    expect(closed.name).not.toBe('');
    await waitForPanel(page, one.name, (panel) => (panel.text.includes(one.name) ? panel : null));
    expect(await panelFindings(page, index % 2 === 0 ? 'light' : 'dark')).toEqual([]);
    await settled(page);
    await keepPicture(page, `.output/shots/rtl-panel-${one.customer}.png`);
  }
  await page.close();
});

const tabsOf = (panel: Accessible) => findAll(panel, ({ role }) => role === 'tab');

it('every list of the panel, with a row open, and a bad day read from right to left', async () => {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1024, height: 700 });
  // The customer of the edge books with the most to show.
  const richest = world.twins.all
    .filter((one) => one.linked && one.record.system === 'salesforce')
    .toSorted((one, other) => documentsOf(other.customer) - documentsOf(one.customer))[0];
  if (richest === undefined) throw new Error('Nobody is linked.');
  await page.goto(addressOf(richest));
  await waitForPanel(page, richest.name, (panel) => (panel.text.includes(richest.name) ? panel : null));
  const { length: count } = await waitForPanel(page, 'its tabs', (panel) =>
    tabsOf(panel).length > 0 ? tabsOf(panel) : null,
  );
  for (let place = 0; place < count; place += 1) {
    const tab = await waitForPanel(page, 'a tab', (panel) => tabsOf(panel)[place] ?? null);
    await click(page, tab);
    const list = await waitForPanel(page, 'its list', (panel) => {
      const [found] = findAll(panel, ({ role }) => role === 'tabpanel');
      return found?.name === tab.name ? found : null;
    });
    const row = findAll(list, ({ role, expanded }) => role === 'button' && expanded === false)[0];
    if (row !== undefined) await click(page, row);
    const theme = place % 2 === 0 ? 'light' : 'dark';
    expect(await panelFindings(page, theme), tab.name).toEqual([]);
    await wear(page, theme);
    await showList(page);
    await settled(page);
    await keepPicture(page, `.output/shots/rtl-list-${place}-${theme}.png`);
  }

  world.wire.cut();
  await page.reload();
  await waitForPanel(page, 'that it is not refreshed', (panel) =>
    findAll(panel, ({ role }) => role === 'status').some(({ text }) => text !== '') ? panel : null,
  );
  for (const theme of ['light', 'dark'] as const) {
    expect(await panelFindings(page, theme)).toEqual([]);
    await wear(page, theme);
    await keepPicture(page, `.output/shots/rtl-bad-day-${theme}.png`);
  }
  world.wire.flow();
  await page.close();
});

/** Its words are made up: it is known by what it is. */
const one = (page: Page, what: string, wanted: (node: Accessible) => boolean): Promise<Accessible> =>
  waitForPanel(page, what, (panel) => findAll(panel, wanted)[0] ?? null);

it('a record without a customer, its search, another CRM, the small tab and what is confirmed read from right to left', async () => {
  const page = await context.newPage();
  const looked = async (name: string): Promise<void> => {
    for (const theme of ['light', 'dark'] as const) {
      await wear(page, theme);
      await settled(page);
      await keepPicture(page, `.output/shots/rtl-${name}-${theme}.png`);
      expect(await panelFindings(page, theme, RULES_IN[theme]), `${name}, ${theme}`).toEqual([]);
    }
  };
  for (const system of ['salesforce', 'hubspot'] as const) {
    const of = world.twins.all.filter(({ record }) => record.system === system);
    const [linked, unlinked] = [of.find((each) => each.linked), of.find((each) => !each.linked)];
    if (linked === undefined || unlinked === undefined) throw new Error(`${system} has too few records.`);
    await page.goto(addressOf(unlinked));
    const search = await one(page, 'the search', ({ role }) => role === 'searchbox');
    await looked(`unlinked-${system}`);
    await click(page, search);
    await page.keyboard.type(linked.name.slice(0, 4));
    await page.keyboard.press('Enter');
    await waitForPanel(page, 'what is found', (panel) => (panel.text.includes(linked.name) ? panel : null));
    await looked(`search-${system}`);
    await page.goto(addressOf(linked));
    await waitForPanel(page, linked.name, (panel) => (panel.text.includes(linked.name) ? panel : null));
    await looked(`linked-${system}`);
  }

  const coming = page.waitForEvent('framenavigated', {
    predicate: (each) => each.url().includes('confirm.html'),
  });
  // "Unlink", as this language has it.
  await click(
    page,
    await one(
      page,
      'the end of the link',
      ({ role, name }) => role === 'button' && name.startsWith('Üñlïñk'),
    ),
  );
  const frame = await coming;
  await frame.getByRole('button').first().waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await wear(page, theme);
    await frame.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
    await keepPicture(page, `.output/shots/rtl-confirm-${theme}.png`);
    expect(await findings(frame, RULES_IN[theme]), theme).toEqual([]);
  }
  await page.reload();
  await click(
    page,
    await one(page, 'what closes it', ({ role, expanded }) => role === 'button' && expanded === true),
  );
  await one(page, 'the small tab', ({ role, expanded }) => role === 'button' && expanded === false);
  await looked('tab');
  await page.close();
});

const documentsOf = (customer: string): number => {
  const { invoices, orders, payments } = world.books;
  return [...invoices, ...orders, ...payments].filter((row) => row.customer === customer).length;
};
