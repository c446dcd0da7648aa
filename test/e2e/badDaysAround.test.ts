// Long because one browser lives through all of these days: each world more would cost more than the story in it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../lib/extension.ts';
import { connectErp, connectSalesforce, openOptions } from '../world/connect.ts';
import { type ErpStandIn, openErpStandIn } from '../world/erpStandIn.ts';
import { type Painted, paintedIn, waitForPanel } from '../world/panel.ts';
import { connectAll, linkTwins, openPanel } from '../world/ready.ts';
import { idOf } from '../world/salesforce/ids.ts';
import { openWorld, type World } from '../world/world.ts';
import { portray, refused, textOf, twoHoursLater } from './badDay.ts';
import { portray as portrayPage } from './portray.ts';
import { addressOf, figuresOf, GOLDEN, GOLDEN_AS_OF, navigate, press, says, twin, visit } from './story.ts';
import { type Unhandled, watchUnhandled } from './unhandled.ts';
import { hurry, stopWorkers } from './workers.ts';

let world: World;
let standIn: ErpStandIn;
let context: BrowserContext;
let unhandled: Unhandled;

beforeAll(async () => {
  world = await openWorld(GOLDEN, GOLDEN_AS_OF, 1);
  standIn = await openErpStandIn(world.certificate, () => world.erp.port);
  world.wire.via(standIn.port);
  await linkTwins(world);
  ({ context } = await world.browser());
  unhandled = await watchUnhandled(context);
  await connectAll(world, context);
  // Deals of this org name no currency: their amounts are checked in the one that somebody has chosen.
  const options = await openOptions(context);
  await options.getByLabel('Org currency').selectOption('EUR');
  await options.getByLabel('Org currency').and(options.locator(':not([aria-busy])')).waitFor();
  await options.close();
});
afterAll(async () => {
  await world.close();
  await standIn.close();
});
afterEach(async () => {
  standIn.pass();
  world.wire.flow();
  world.salesforce.bites.reset();
  expect(await unhandled.since()).toEqual([]);
});

const one = () => twin(world, 'salesforce', 'G03');
const erpCard = (options: Page) => options.getByRole('region', { name: 'ERP API' });
const isFresh = (page: Page) =>
  waitForPanel(page, 'fresh figures', (panel) =>
    /Not refreshed|Retry|Trying again/.test(panel.text) || !/[€$£]\d/.test(panel.text) ? null : true,
  );
/**
 * A record page that has its figures, in the cache too, and no question under way that a page which is loaded again would join: the
 * sync's line is asked for behind the ERP API's answer.
 */
const withFigures = async (): Promise<{ page: Page; before: Painted }> => {
  const page = await visit(context, one());
  // Nobody knows any more once a story has spent the CRM's day.
  await says(page, /Sync (Waiting|Not known)/);
  return { page, before: await figuresOf(page, one().name) };
};
/** Does the same in Options as a person who got a new token. */
const reconnectErp = async (options: Page, token: string): Promise<void> => {
  const change = erpCard(options).getByRole('button', { name: /^(Change|Reconnect)$/ });
  await change.first().click();
  await connectErp(options, token);
};

describe('the ERP API', () => {
  it('down: keeps the last good figures with their age, says why while it tries again, and recovers', async () => {
    const { page, before } = await withFigures();
    world.wire.cut();
    await twoHoursLater(page);
    await page.reload();
    await openPanel(page);
    await says(page, 'Check your network or VPN. Trying again…');
    expect(await figuresOf(page, one().name)).toEqual(before);
    await says(page, /as of 2 hr ago\s+Not refreshed/);
    await says(page, 'Last known: Stop');
    await portray(page, 'ERP API down');
    world.wire.flow();
    await press(page, 'button', 'Retry');
    await isFresh(page);
    await page.close();
  });

  it('down before anything was read: the balance is not known, never zero', async () => {
    world.wire.cut();
    const page = await visit(context, twin(world, 'salesforce', 'G07'));
    await says(page, 'The ERP API does not answer. Check your network or VPN.');
    await waitForPanel(page, 'a way on', (panel) => (panel.text.includes('Retry') ? true : null));
    expect(await textOf(page)).not.toMatch(/\d[.,]\d\d/);
    await portray(page, 'ERP API down, nothing known');
    await press(page, 'button', 'Close');
    await says(page, 'not known');
    world.wire.flow();
    await openPanel(page);
    await press(page, 'button', 'Retry');
    await isFresh(page);
    await page.close();
  });

  it('slow: says that it waits, keeps what is known, and shows the answer when it comes', async () => {
    const { page, before } = await withFigures();
    const late = standIn.holdNext('/record-view');
    await twoHoursLater(page);
    await page.reload();
    await openPanel(page);
    await late;
    await says(page, 'This takes longer than usual.');
    expect(await figuresOf(page, one().name)).toEqual(before);
    await portray(page, 'slow');
    standIn.pass();
    await waitForPanel(page, 'the answer', (panel) =>
      panel.text.includes('longer than usual') ? null : true,
    );
    await isFresh(page);
    await page.close();
  });

  it('that never answers is a timeout, told while it is asked again', async () => {
    const { page, before } = await withFigures();
    await hurry(context);
    world.wire.hold();
    await twoHoursLater(page);
    await page.reload();
    await openPanel(page);
    await says(page, 'The ERP API took too long to answer. Trying again…');
    expect(await figuresOf(page, one().name)).toEqual(before);
    await portray(page, 'timeout');
    world.wire.flow();
    await isFresh(page);
    await stopWorkers(context);
    await page.close();
  });

  it.each([3_600_000, -3_600_000])('with a clock %d ms off is believed, by our own clock', async (off) => {
    standIn.shiftClock(off);
    const { page } = await withFigures();
    await page.reload();
    await openPanel(page);
    await says(page, 'as of now');
    await isFresh(page);
    standIn.answer(
      refused(429, 'rate.exceeded', {
        headers: {
          date: new Date(Date.now() + off).toUTCString(),
          'retry-after': new Date(Date.now() + off + 4_000).toUTCString(),
        },
      }),
    );
    await press(page, 'button', 'Refresh');
    await says(page, /Try again in 0:0[1-4]/);
    standIn.pass();
    await press(page, 'button', 'Retry');
    await isFresh(page);
    await page.close();
  });
});

describe('the address', () => {
  it('wrong: is said at its field, and what was connected stays', async () => {
    const options = await openOptions(context);
    await erpCard(options).getByRole('button', { name: 'Change' }).click();
    await erpCard(options).getByLabel('Address').fill('https://erp-old.acme.example');
    await erpCard(options).getByLabel('Token').fill('lst_whatever-it-was');
    await erpCard(options).getByRole('button', { name: 'Connect', exact: true }).click();
    await erpCard(options).getByText('Nothing answers at this address.').waitFor();
    await portrayPage(options, 'bad-day-wrong-address');
    await options.close();
    const { page } = await withFigures();
    await isFresh(page);
    await page.close();
  });
});

describe('the token', () => {
  it('revoked: takes the figures away in every open tab, and a new one brings them back without a reload', async () => {
    const { page, before } = await withFigures();
    const idle = await visit(context, twin(world, 'salesforce', 'G05'));
    await figuresOf(idle, twin(world, 'salesforce', 'G05').name);
    await world.erp.revoke('mia');
    await press(page, 'button', 'Refresh');
    await says(page, 'ERP authentication expired. Reconnect.');
    expect(await textOf(page)).not.toMatch(/[€$£]\d/);
    await says(idle, 'ERP authentication expired. Reconnect.');
    expect(await textOf(idle)).not.toMatch(/[€$£]\d/);
    await portray(page, 'revoked');
    const opening = context.waitForEvent('page');
    await press(page, 'button', 'Reconnect');
    const options = await opening;
    await erpCard(options).getByText('Disconnected', { exact: true }).waitFor();
    await portrayPage(options, 'bad-day-disconnected');
    await reconnectErp(options, await world.erp.token('mia', 'crm.sync'));
    expect(await figuresOf(page, one().name)).toEqual(before);
    await figuresOf(idle, twin(world, 'salesforce', 'G05').name);
    for (const open of [options, idle, page]) await open.close();
  });

  it('of another tenant: shows nothing of the first one, in no open tab', async () => {
    const { page } = await withFigures();
    const options = await openOptions(context);
    await reconnectErp(options, await world.erp.token('mia', 'crm.sync', { tenant: 'elsewhere' }));
    await waitForPanel(page, 'no figures', (panel) => (/[€$£]\d/.test(panel.text) ? null : true));
    await says(page, 'Link a customer');
    await portray(page, 'another tenant');
    await reconnectErp(options, await world.erp.token('mia', 'crm.sync'));
    await isFresh(page);
    await options.close();
    await page.close();
  });

  it('given back: sign-out empties open tabs and the cache at once', async () => {
    const { page } = await withFigures();
    const options = await openOptions(context);
    const disconnect = () => erpCard(options).getByRole('button', { name: 'Disconnect' });
    await disconnect().click();
    await disconnect().click();
    await says(page, 'The ERP API is not connected.');
    expect(await textOf(page)).not.toMatch(/[€$£]\d/);
    await page.reload();
    await openPanel(page);
    await says(page, 'The ERP API is not connected.');
    await portray(page, 'not connected');
    await connectErp(options, await world.erp.token('mia', 'crm.sync'));
    await isFresh(page);
    await options.close();
    await page.close();
  });
});

describe('the worker', () => {
  it('killed between question and answer is asked again: the person notices nothing', async () => {
    const page = await context.newPage();
    const asked = standIn.holdNext('/record-view');
    await page.goto(addressOf(one()));
    await asked;
    await stopWorkers(context);
    await openPanel(page);
    await isFresh(page);
    expect(await textOf(page)).not.toContain('Something went wrong');
    await page.close();
  });
});

describe('the CRM session', () => {
  const figuresShown = (page: Page): Promise<Painted> =>
    waitForPanel(page, 'figures', (panel) => {
      const read = paintedIn(panel);
      return read.arBalance === null ? null : read;
    });
  const keepsFigures = async (page: Page, before: Painted): Promise<void> => {
    await says(page, /as of 2 hr ago\s+Not refreshed/);
    expect(await figuresShown(page)).toEqual(before);
  };

  it('gone: an opportunity keeps its last good figures, says so, and works again after signing in', async () => {
    const page = await context.newPage();
    await page.goto(`https://${one().host}/lightning/r/Opportunity/${idOf('Opportunity', 3)}/view`);
    await openPanel(page);
    await isFresh(page);
    const before = await figuresShown(page);
    world.salesforce.bites.on('sessionExpires', { afterRequests: 0 });
    world.salesforce.bites.on('refreshTokenIdles', { days: -1 });
    await twoHoursLater(page);
    await page.reload();
    await openPanel(page);
    await says(page, 'CRM authentication expired. Reconnect.');
    await keepsFigures(page, before);
    await portray(page, 'CRM session gone');
    const opening = context.waitForEvent('page');
    await press(page, 'button', 'Reconnect');
    const options = await opening;
    await options.getByRole('region', { name: 'Salesforce' }).getByText('Disconnected').waitFor();
    await options.close();
    world.salesforce.bites.reset();
    await press(page, 'button', 'Refresh');
    await isFresh(page);
    await page.close();
  });

  // Each on a deal that nobody has looked at: figures that are there are the answer's, and no question is under way.
  it.each([
    ['recordHidden', 5, 'CRM record not found.', 'Refresh sync'],
    ['requestLimit', 10, 'CRM API rate limit exceeded. Retry later.', 'Retry'],
  ] as const)('a CRM that says no (%s, on deal %i): "%s"', async (bite, deal, words, way) => {
    const id = idOf('Opportunity', deal);
    const page = await context.newPage();
    await page.goto(`https://${one().host}/lightning/r/Opportunity/${id}/view`);
    await openPanel(page);
    await isFresh(page);
    const before = await figuresShown(page);
    if (bite === 'recordHidden')
      world.salesforce.bites.on('recordHidden', { user: world.salesforce.users[0]?.id ?? '', id });
    else world.salesforce.bites.on('requestLimit', { requests: 0 });
    await twoHoursLater(page);
    await page.reload();
    await openPanel(page);
    await says(page, words);
    await keepsFigures(page, before);
    await portray(page, `CRM ${bite}`);
    world.salesforce.bites.reset();
    await press(page, 'button', way);
    await isFresh(page);
    expect(await figuresShown(page)).toEqual(before);
    await page.close();
  });
});

describe('the browser', () => {
  it('full: shows figures all the same, and says "storage" where something had to be kept', async () => {
    const { page, before } = await withFigures();
    const options = await openOptions(context);
    await fillStorage(options);
    await page.reload();
    await openPanel(page);
    expect(await figuresOf(page, one().name)).toEqual(before);
    const keep = options.getByRole('switch', { name: 'Keep figures for offline reading' });
    await keep.click();
    await options.getByText("The browser's storage failed.").waitFor();
    expect(await keep.getAttribute('aria-checked')).toBe('false');
    await portrayPage(options, 'bad-day-storage-full', { fullPage: true });
    await emptyStorage(options);
    const card = options.getByRole('region').filter({ has: keep });
    await card.getByRole('button', { name: 'Retry' }).click();
    await expect.poll(() => keep.getAttribute('aria-checked')).toBe('true');
    await keep.click();
    await expect.poll(() => keep.getAttribute('aria-checked')).toBe('false');
    await isFresh(page);
    await options.close();
    await page.close();
  });

  it('offline: reads what it has read before, says so, and refreshes by itself when the network is back', async () => {
    const { page, before } = await withFigures();
    const next = twin(world, 'salesforce', 'G05');
    const known = await visit(context, next);
    await figuresOf(known, next.name);
    await known.close();
    await context.setOffline(true);
    await twoHoursLater(page);
    try {
      await navigate(page, next.path);
      await says(page, 'You are offline.');
      await figuresOf(page, next.name);
      await says(page, 'Not refreshed');
      await portray(page, 'offline');
      await navigate(page, one().path);
      expect(await figuresOf(page, one().name)).toEqual(before);
      await navigate(page, twin(world, 'salesforce', 'G11').path);
      await waitForPanel(page, 'no figure of a record that was never read', (panel) =>
        panel.text.includes('You are offline.') && !/Trying again|[€$£]\d/.test(panel.text) ? true : null,
      );
      await portray(page, 'offline, never read');
    } finally {
      await context.setOffline(false);
    }
    await waitForPanel(page, 'no more offline', (panel) =>
      panel.text.includes('You are offline.') ? null : true,
    );
    await page.close();
  });

  it('closed and opened again offline: figures are there only where they were chosen to be kept', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'ledgerside-kept-'));
    try {
      let browser = await world.browser({ profile });
      const setUp = await openOptions(browser.context);
      await connectErp(setUp, await world.erp.token('mia', 'crm.sync'));
      await connectSalesforce(setUp);
      await figuresOf(await visit(browser.context, one()), one().name);
      await browser.close();

      world.wire.cut();
      browser = await world.browser({ profile });
      let page = await visit(browser.context, one());
      await says(page, 'The ERP API does not answer.');
      expect(await textOf(page)).not.toMatch(/[€$£]\d/);

      world.wire.flow();
      await press(page, 'button', 'Refresh');
      const before = await figuresOf(page, one().name);
      const options = await openOptions(browser.context);
      const keep = options.getByRole('switch', { name: 'Keep figures for offline reading' });
      await keep.click();
      await expect.poll(() => keep.getAttribute('aria-checked')).toBe('true');
      await portrayPage(options, 'options-offline', { fullPage: true });
      await browser.close();

      world.wire.cut();
      browser = await world.browser({ profile });
      page = await browser.context.newPage();
      await twoHoursLater(page);
      await page.goto(addressOf(one()));
      await openPanel(page);
      expect(await figuresOf(page, one().name)).toEqual(before);
      await says(page, 'Not refreshed');
      // The page itself was still reached; now nothing is.
      await browser.context.setOffline(true);
      await press(page, 'button', 'Retry');
      await says(page, 'You are offline.');
      await says(page, /as of 2 hr ago\s+Not refreshed/);
      await portray(page, 'offline reading');
      await browser.close();
    } finally {
      await rm(profile, { recursive: true, force: true });
    }
  });
});

/** In ever smaller pieces, until not even 32 bytes are taken; much shorter texts cost Chromium's session storage nothing. */
const fillStorage = (options: Page): Promise<void> =>
  options.evaluate(async () => {
    const { storage } = (globalThis as unknown as { chrome: { storage: Record<string, Area> } }).chrome;
    for (const area of [storage.local, storage.session])
      for (let size = 1_000_000, index = 0; size >= 32; index += 1)
        try {
          await area?.set({ [`filler${index}`]: 'x'.repeat(size) });
        } catch {
          size = Math.floor(size / 4);
        }
  });

const emptyStorage = (options: Page): Promise<void> =>
  options.evaluate(async () => {
    const { storage } = (globalThis as unknown as { chrome: { storage: Record<string, Area> } }).chrome;
    for (const area of [storage.local, storage.session]) {
      const places = Object.keys((await area?.get()) ?? {});
      await area?.remove(places.filter((place) => place.startsWith('filler')));
    }
  });

interface Area {
  set(items: Record<string, string>): Promise<void>;
  get(): Promise<Record<string, unknown>>;
  remove(places: string[]): Promise<void>;
}

// Last: they take the extension away from under everything else.
describe('the extension', () => {
  const manage = async (enabled: boolean): Promise<void> => {
    const page = await context.newPage();
    await page.goto('chrome://extensions/');
    await page.evaluate(
      ([id, wanted]) =>
        (
          globalThis as unknown as {
            chrome: { management: { setEnabled(id: string, on: boolean): Promise<void> } };
          }
        ).chrome.management.setEnabled(String(id), Boolean(wanted)),
      [EXTENSION_ID, enabled],
    );
    await page.close();
  };
  const NOTICE = 'Ledgerside was updated or turned off. Reload this page.';

  it('turned off under an open tab: leaves one calm notice, and a reload brings it back when it is on again', async () => {
    const { page, before } = await withFigures();
    await manage(false);
    await says(page, NOTICE);
    expect(await textOf(page)).not.toMatch(/[€$£]\d/);
    await portray(page, 'turned off');
    await manage(true);
    await press(page, 'button', 'Reload');
    await openPanel(page);
    expect(await figuresOf(page, one().name)).toEqual(before);
    await page.close();
  });

  it('updated under an open tab: says so at the next question', async () => {
    const { page, before } = await withFigures();
    await manage(false);
    await manage(true);
    await press(page, 'button', 'Refresh');
    await says(page, NOTICE);
    expect(await textOf(page)).not.toMatch(/[€$£]\d/);
    await press(page, 'button', 'Reload');
    await openPanel(page);
    expect(await figuresOf(page, one().name)).toEqual(before);
    await page.close();
  });
});
