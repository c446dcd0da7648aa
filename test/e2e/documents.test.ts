import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerId } from '../../lib/erp/api/primitives.ts';
import { type Accessible, click, findAll, findOne } from '../world/accessibility.ts';
import { panelRegion, waitForPanel } from '../world/panel.ts';
import { keepPicture } from '../world/picture.ts';
import { connectAll, linkTwins } from '../world/ready.ts';
import { openWorld, type World } from '../world/world.ts';
import { panelFindings, RULES_IN } from './axe.ts';
import { astrayHeadsInPanel, cutInPanel, rowHeightsInPanel, saysMoreBelow } from './cut.ts';
import { AS_OF, documentBooks, MANY, UGLY, UGLY_NAME } from './documentBooks.ts';
import { settled, showList, wear } from './settled.ts';
import { press, says, twin, visit } from './story.ts';

const SHOTS = join(import.meta.dirname, '../../.output/shots');
const TABS = ['Orders', 'Invoices', 'Payments', 'Quotes', 'Timeline', 'Contacts', 'Products bought'] as const;

let world: World;
let context: BrowserContext;

beforeAll(async () => {
  world = await openWorld(documentBooks(), AS_OF, 3);
  await linkTwins(world);
  const token = await world.erp.token('setup', 'crm.admin');
  const { record, host } = twin(world, 'salesforce', 'E03');
  for (const customer of [UGLY, 'E15'])
    await world.erp.link(token, { record, host, customer: customerId.parse(customer) });
  ({ context } = await world.browser());
  await connectAll(world, context);
}, 240_000);
afterAll(() => world.close());

const rows = async (page: Page): Promise<readonly string[]> => {
  const panel = await panelRegion(page);
  const table = panel === null ? null : findAll(panel, ({ role }) => role === 'tabpanel')[0];
  return table == null ? [] : findAll(table, ({ role }) => role === 'row').map(({ text }) => text);
};

/** The row with the most to say, most likely. */
const longestRow = (panel: Accessible): Accessible | null => {
  const [list] = findAll(panel, ({ role }) => role === 'tabpanel');
  if (list === undefined) return null;
  const rows = findAll(list, ({ role, expanded }) => role === 'button' && expanded === false);
  return rows.toSorted((one, other) => other.name.length - one.name.length)[0] ?? null;
};

describe('a customer with documents as ugly as they get', () => {
  it.each([
    ['light', 1360],
    ['dark', 1360],
    ['light', 480],
    ['light', 380],
    ['dark', 340],
  ] as const)('has seven tabs that fit and cut no figure, %s at %d px', async (theme, width) => {
    const page = await visit(context, twin(world, 'salesforce', UGLY));
    await page.setViewportSize({ width, height: 900 });
    await wear(page, theme);
    for (const tab of TABS) {
      await press(page, 'tab', new RegExp(`^${tab}`));
      await waitForPanel(page, `the list of ${tab}`, (panel) => findOne(panel, 'table', tab));
      await showList(page);
      await settled(page);
      await keepPicture(page, join(SHOTS, `documents-${tab.split(' ')[0]}-${theme}-${width}.png`));
      expect(await rowHeightsInPanel(page), `rows of ${tab} at ${width} px`).toHaveLength(1);
      await click(page, await waitForPanel(page, 'a row', longestRow));
      expect(await cutInPanel(page), `${tab} at ${width} px`).toEqual([]);
      expect(await astrayHeadsInPanel(page), `${tab} at ${width} px`).toEqual([]);
      if (width === 1360) expect(await panelFindings(page, theme, RULES_IN[theme]), tab).toEqual([]);
    }
    await page.close();
  });

  it('leads from quote to payment, one press each', async () => {
    const page = await visit(context, twin(world, 'salesforce', UGLY));
    await press(page, 'tab', /^Quotes/);
    await press(page, 'button', 'QUOTE-2026-0001');
    await press(page, 'button', 'Copy QUOTE-2026-0001');
    await waitForPanel(page, 'that it is copied', (panel) => findOne(panel, 'button', 'Copied'));
    await context.grantPermissions(['clipboard-read']);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('QUOTE-2026-0001');
    await context.clearPermissions();
    await press(page, 'button', 'ORDER-2026-0001');
    await says(page, 'NF-88120031');
    await settled(page);
    expect(await saysMoreBelow(page)).toBe(true);
    await keepPicture(page, join(SHOTS, 'documents-chain.png'));
    await press(page, 'button', 'INVOICE-2026-LONG-NUMBER-0');
    await says(page, 'Reverse charge');
    await press(page, 'button', 'PAYMENT-2026-0001');
    await says(page, 'SEPA 2026-11-15');
    await page.close();
  });
});

describe('several customers on one account', () => {
  it('are one list, say whose each row is, and the worst verdict says whose it is', async () => {
    const page = await visit(context, twin(world, 'salesforce', 'E03'));
    await says(page, 'By customer');
    const panel = await panelRegion(page);
    expect(panel?.text).toContain('On Hold Spedition GmbH');
    expect(await cutInPanel(page)).toEqual([]);
    expect(await rowHeightsInPanel(page)).toHaveLength(1);
    await showList(page);
    await settled(page);
    await keepPicture(page, join(SHOTS, 'documents-several.png'));
    expect((await rows(page)).filter((row) => row.includes(UGLY_NAME)).length).toBeGreaterThan(0);
    expect(
      (await rows(page)).filter((row) => row.includes(twin(world, 'salesforce', 'E03').name)).length,
    ).toBeGreaterThan(0);
    await page.close();
  });
});

describe('a customer with 10,000 invoices', () => {
  it('draws a few dozen of them, and comes to the last by the keyboard', async () => {
    const page = await visit(context, twin(world, 'salesforce', MANY));
    await waitForPanel(page, 'the newest invoice', (panel) => findOne(panel, 'button', 'M-100000'));
    expect((await rows(page)).length).toBeLessThan(100);
    await says(page, 'The newest 200 of 10,000');
    await press(page, 'button', 'Load all 10,000');
    await waitForPanel(
      page,
      'all of them',
      (panel) => (/of 10,000/.test(panel.text) ? null : panel),
      150_000,
    );
    await press(page, 'button', 'M-100000');
    await page.keyboard.press('End');
    await waitForPanel(page, 'the oldest invoice', (panel) => findOne(panel, 'button', 'M-90001'));
    await settled(page);
    expect(await saysMoreBelow(page)).toBe(false);
    await keepPicture(page, join(SHOTS, 'documents-many.png'));
    expect((await rows(page)).length).toBeLessThan(100);
    await page.close();
  }, 180_000);

  it('reads on as it is scrolled', async () => {
    const page = await visit(context, twin(world, 'hubspot', MANY));
    await waitForPanel(page, 'the newest invoice', (panel) => findOne(panel, 'button', 'M-100000'));
    await press(page, 'button', 'M-100000');
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('PageDown');
    await page.keyboard.press('End');
    await says(page, 'The newest 700 of 10,000');
    await page.close();
  });
});

it(`${UGLY_NAME} is as long as a name gets`, () => {
  expect(UGLY_NAME.length).toBeGreaterThanOrEqual(59);
});
