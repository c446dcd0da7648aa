import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  connectErp,
  connectHubspot,
  connectSalesforce,
  extensionPage,
  openOptions,
} from '../world/connect.ts';
import { keepPicture } from '../world/picture.ts';
import { linkTwins } from '../world/ready.ts';
import { openWorld, type World } from '../world/world.ts';
import { findings } from './axe.ts';
import { loaded, portray, quiet } from './portray.ts';
import { addressOf, GOLDEN, GOLDEN_AS_OF, twin } from './story.ts';
import { type Unhandled, watchUnhandled } from './unhandled.ts';

let world: World;
let context: BrowserContext;
let unhandled: Unhandled;

beforeAll(async () => {
  world = await openWorld(GOLDEN, GOLDEN_AS_OF, 1);
  await linkTwins(world);
  ({ context } = await world.browser());
  unhandled = await watchUnhandled(context);
});
afterAll(() => world.close());
afterEach(async () => {
  expect(await unhandled.since()).toEqual([]);
});

describe('before anything is connected', () => {
  it('the popup says so and leads to the settings', async () => {
    const popup = await context.newPage();
    await popup.goto(extensionPage('popup'));
    await popup.getByText('No CRM connected').waitFor();
    await popup.getByText('Connect your CRM to sync data').waitFor();
    await portray(popup, 'popup-empty');
    const settings = context.waitForEvent('page');
    await popup.getByRole('button', { name: 'Connect CRM' }).click();
    expect((await settings).url()).toContain('options.html');
    await popup.close();
  });

  it('a wrong token is refused at its field, and what was typed stays', async () => {
    const options = await openOptions(context);
    const erp = options.getByRole('region', { name: 'ERP API' });
    await erp.getByLabel('Address').fill('https://erp.acme.example');
    await erp.getByLabel('Token').fill('lst_not-a-token-at-all');
    await erp.getByRole('button', { name: 'Connect', exact: true }).click();
    await erp.getByRole('textbox', { name: 'Token' }).and(options.locator('[aria-invalid="true"]')).waitFor();
    expect(await erp.getByLabel('Address').inputValue()).toBe('https://erp.acme.example');
    await portray(options, 'options-wrong-token');
    await options.close();
  });

  it('a CRM page as the address is called what it is: no ERP API', async () => {
    const options = await openOptions(context);
    const erp = options.getByRole('region', { name: 'ERP API' });
    await erp.getByLabel('Address').fill('https://acme.my.salesforce.com');
    await erp.getByLabel('Token').fill(await world.erp.token('mia', 'crm.sync'));
    await erp.getByRole('button', { name: 'Connect', exact: true }).click();
    await erp.locator('[aria-invalid="true"]').first().waitFor();
    await erp.getByText('Something answers at this address, but it is not an ERP API.').waitFor();
    await options.close();
  });
});

describe('connected', () => {
  it('the ERP API, Salesforce and HubSpot connect by their own sign-in; each test counts the field list', async () => {
    const options = await openOptions(context);
    await connectErp(options, await world.erp.token('mia', 'crm.sync'));
    await connectSalesforce(options);
    await connectHubspot(options);
    for (const name of ['Salesforce', 'HubSpot']) {
      const card = options.getByRole('region', { name });
      await card.getByRole('button', { name: 'Test Connection' }).click();
      await card.getByText('Connected ✓').waitFor();
      await card.getByText(/[1-9]\d* fields? read from/).waitFor();
    }
    await quiet(options);
    await portray(options, 'options-connected', { fullPage: true });
    await options.close();
  });

  it('everything fits a narrow window, in the dark too, the privacy choice as well', async () => {
    const options = await openOptions(context);
    await options.setViewportSize({ width: 380, height: 800 });
    const offline = options.getByRole('switch', { name: 'Keep figures for offline reading' });
    for (const colorScheme of ['dark', 'light'] as const) {
      await options.emulateMedia({ colorScheme });
      await offline.click();
      await offline
        .and(options.locator(`[aria-checked="${colorScheme === 'dark' ? 'true' : 'false'}"]`))
        .waitFor();
      await loaded(options);
      expect(await findings(options)).toEqual([]);
      expect(
        await options.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      ).toBe(0);
      await keepPicture(options, `.output/shots/options-narrow-${colorScheme}.png`, { fullPage: true });
    }
    await options.close();
  });

  it('the popup finds a customer and opens its record in the CRM', async () => {
    const popup = await context.newPage();
    await popup.goto(extensionPage('popup'));
    await popup
      .getByRole('searchbox', { name: 'Search customers' })
      .or(popup.getByLabel('Search customers'))
      .first()
      .fill('part payment');
    await popup.getByText('Part Payment SARL').first().waitFor();
    await portray(popup, 'popup-search');
    const record = context.waitForEvent('page');
    await popup
      .getByRole('button', { name: /Salesforce/ })
      .or(popup.getByRole('link', { name: /Salesforce/ }))
      .last()
      .click();
    expect((await record).url()).toBe(addressOf(twin(world, 'salesforce', 'G03')));
    await popup.close();
  });

  it('nothing that a page or a disk could read holds a token or a figure', async () => {
    const page = await context.newPage();
    await page.goto(addressOf(twin(world, 'salesforce', 'G03')));
    const probe = await context.newPage();
    await probe.goto(extensionPage('options'));
    const stored = await probe.evaluate(async () => {
      const chrome = (
        globalThis as unknown as { chrome: { storage: { local: { get(): Promise<unknown> } } } }
      ).chrome;
      return JSON.stringify(await chrome.storage.local.get());
    });
    expect(stored).not.toMatch(/lst_|Part Payment|00D[A-Za-z0-9]{12,15}!/);
    await probe.close();
    await page.close();
  });
});
