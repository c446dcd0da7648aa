import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { datasets } from '../../lib/erp/sources/embedded/datasets/datasets.ts';
import { type Accessible, click, findAll, findOne } from '../world/accessibility.ts';
import { pick } from '../world/chance.ts';
import { expectedOf } from '../world/check.ts';
import { isGlance, panelRegion, waitForPanel } from '../world/panel.ts';
import { keepPicture } from '../world/picture.ts';
import { connectAll, linkTwins, openPanel } from '../world/ready.ts';
import { openWorld, type World } from '../world/world.ts';
import { panelFindings, RULES_IN } from './axe.ts';
import { type Box, boxOfPanel } from './panelBox.ts';
import { settled } from './settled.ts';
import { addressOf, figuresOf, press, says, visit } from './story.ts';

const AS_OF = '2026-11-20';
/** Other books each day; the title of the first test says which. `LEDGERSIDE_SEED` brings a day's back. */
const SEED = Number(process.env.LEDGERSIDE_SEED ?? Math.floor(Date.now() / 86_400_000));
/** Of each customer the books are the same in both CRMs: a few show that the other page paints them too. */
const HUBSPOT_RECORDS = 3;
let world: World;
let context: BrowserContext;

beforeAll(async () => {
  world = await openWorld(datasets.edge.make({ seed: SEED, asOf: AS_OF }), AS_OF, SEED);
  await linkTwins(world);
  ({ context } = await world.browser());
  await connectAll(world, context);
});
afterAll(() => world.close());

const shot = (page: Page, name: string) => keepPicture(page, `.output/shots/panel-${name}.png`);

const isAccessible = async (page: Page): Promise<void> => {
  for (const theme of ['light', 'dark'] as const)
    expect(await panelFindings(page, theme, RULES_IN[theme]), theme).toEqual([]);
};

describe(`ugly books of seed ${SEED}`, () => {
  it('paint to the minor unit on every linked record, and axe finds nothing serious in light or dark', async () => {
    const page = await context.newPage();
    let index = 0;
    const linked = (system: 'salesforce' | 'hubspot') =>
      world.twins.all.filter((one) => one.linked && one.record.system === system);
    for (const one of [...linked('salesforce'), ...pick(linked('hubspot'), HUBSPOT_RECORDS, SEED)]) {
      await page.goto(addressOf(one));
      await openPanel(page);
      expect(await figuresOf(page, one.name)).toEqual(expectedOf(world, one));
      // Every state in one theme, every second one in the other: the two themes share all but their colours.
      index += 1;
      expect(await panelFindings(page, index % 2 === 0 ? 'dark' : 'light')).toEqual([]);
      await settled(page);
      await shot(page, `edge-${one.customer}`);
    }
    await page.close();
  }, 240_000);
});

describe('the small tab', () => {
  it('stands collapsed with the AR balance, opens, closes with Escape, and remembers', async () => {
    const [one] = world.twins.all.filter(({ linked, record }) => linked && record.system === 'salesforce');
    if (one === undefined) throw new Error('The books hold nobody.');
    const page = await visit(context, one);
    await figuresOf(page, one.name);
    await press(page, 'button', 'Refresh');
    await page.keyboard.press('Escape');
    const tab = await waitForPanel(page, 'its tab', (panel) =>
      findOne(panel, 'button', 'Close') === null
        ? (findAll(panel, ({ role, expanded }) => role === 'button' && expanded === false)[0] ?? null)
        : null,
    );
    expect(tab.text).toContain(expectedOf(world, one).arBalance);
    await page.reload();
    await waitForPanel(page, 'its tab', (panel) =>
      findOne(panel, 'button', 'Close') === null && panel.text.includes('AR balance') ? panel : null,
    );
    await settled(page);
    await shot(page, 'tab');
    await isAccessible(page);
    await page.close();
  });

  it('moves by keyboard, stays inside the window, and is there again after a reload', async () => {
    const [one] = world.twins.all.filter(({ linked, record }) => linked && record.system === 'salesforce');
    if (one === undefined) throw new Error('The books hold nobody.');
    const page = await context.newPage();
    await page.goto(addressOf(one));
    const handle = await waitForPanel(page, 'its handle', (panel) =>
      findOne(panel, 'button', /^Move Ledgerside/),
    );
    await click(page, handle);
    for (let step = 0; step < 80; step += 1) await page.keyboard.press('Shift+ArrowUp');
    const place = await boxOfPanel(page);
    expect(place.top).toBeGreaterThanOrEqual(0);
    await page.reload();
    await says(page, 'AR balance');
    expect((await boxOfPanel(page)).top).toBeCloseTo(place.top, 0);
    await page.setViewportSize({ width: 640, height: 480 });
    await expect.poll(async () => inside(await boxOfPanel(page), 640, 480), { timeout: 5_000 }).toBe(true);
    await page.close();
  });
});

describe('while the page still loads', () => {
  it('what is known of the record is painted, and the panel takes its place without a jump', async () => {
    const one = world.twins.all.find(
      (each) =>
        each.linked &&
        each.record.system === 'salesforce' &&
        /[1-9]/.test(expectedOf(world, each).arBalance ?? ''),
    );
    const unseen = world.twins.all.find(({ linked, record }) => linked && record.system === 'hubspot');
    if (one === undefined || unseen === undefined) throw new Error('The books hold too few.');
    const page = await visit(context, one);
    await figuresOf(page, one.name);
    await press(page, 'button', 'Close');
    let load = Promise.withResolvers<void>();
    await page.route('**/main.ts', async (route) => {
      await load.promise;
      await route.continue();
    });
    const leave = async (to: Promise<unknown>) => {
      load.resolve();
      await to;
      load = Promise.withResolvers();
    };

    const { arBalance } = expectedOf(world, one);
    let going: Promise<unknown> = page.reload();
    expect((await glanceOf(page)).text).toContain(`AR balance ${arBalance} as of`);
    const before = await boxOfPanel(page);
    await shot(page, 'glance');
    await isAccessible(page);
    await leave(going);
    await waitForPanel(page, 'itself', (panel) =>
      panel.text.includes(`AR balance ${arBalance}`) ? panel : null,
    );
    expect(await boxOfPanel(page)).toEqual(before);

    // Pressed while the page loads, it does not wait for the page.
    going = page.reload();
    const tab = findAll(await glanceOf(page), ({ expanded }) => expanded === false)[0];
    if (tab === undefined) throw new Error('There is no tab.');
    await click(page, tab);
    expect(await figuresOf(page, one.name)).toEqual(expectedOf(world, one));
    await leave(going);

    // Of a record that nobody has seen it is what the ERP says, and nothing of the one before.
    going = page.goto(addressOf(unseen));
    expect((await glanceOf(page)).text).toContain(unseen.name);
    await leave(going);
    expect(await figuresOf(page, unseen.name)).toEqual(expectedOf(world, unseen));
    await page.close();
  });
});

describe('bad times', () => {
  it('the worker killed between two records changes nothing for the person', async () => {
    const [first, second] = world.twins.all.filter(
      ({ linked, record }) => linked && record.system === 'salesforce',
    );
    if (first === undefined || second === undefined) throw new Error('The books hold too few.');
    const page = await visit(context, first);
    await figuresOf(page, first.name);
    const probe = await context.newPage();
    await probe.goto(
      `chrome-extension://${new URL(context.serviceWorkers()[0]?.url() ?? '').host}/options.html`,
    );
    const session = await context.newCDPSession(probe);
    await session.send('ServiceWorker.enable' as never);
    await session.send('ServiceWorker.stopAllWorkers' as never);
    await page.goto(addressOf(second));
    await openPanel(page);
    expect(await figuresOf(page, second.name)).toEqual(expectedOf(world, second));
    await probe.close();
    await page.close();
  });

  it('with the ERP API gone the last good figures stay, marked with their age, and come back fresh', async () => {
    const [one] = world.twins.all.filter(({ linked, record }) => linked && record.system === 'salesforce');
    if (one === undefined) throw new Error('The books hold nobody.');
    const page = await visit(context, one);
    const before = await figuresOf(page, one.name);
    world.wire.cut();
    try {
      await page.reload();
      await openPanel(page);
      expect(await figuresOf(page, one.name)).toEqual(before);
      await says(page, 'Not refreshed');
      await settled(page);
      await shot(page, 'stale');
    } finally {
      world.wire.flow();
    }
    await press(page, 'button', 'Retry');
    await expect
      .poll(async () => (await panelRegion(page))?.text.includes('Not refreshed'), { timeout: 15_000 })
      .toBe(false);
    await page.close();
  });
});

/** What is painted before the panel is there. */
const glanceOf = (page: Page): Promise<Accessible> =>
  vi.waitFor(
    async () => {
      const panel = await panelRegion(page);
      if (panel === null || !(await isGlance(page, panel))) throw new Error('No glance is painted.');
      return panel;
    },
    { timeout: 10_000 },
  );

const inside = (box: Box, width: number, height: number): boolean =>
  box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
