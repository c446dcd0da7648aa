// Long because one world is opened for all of these stories, and takes longer to open than any of them to tell.
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_MAPPINGS } from '../../lib/mapping/defaults/registry.ts';
import { connectErp, openOptions } from '../world/connect.ts';
import { keepPicture } from '../world/picture.ts';
import { connectAll, linkTwins } from '../world/ready.ts';
import {
  CRM_FIELDS,
  crmField,
  editInCrm,
  erpFields,
  erpRuns,
  openPopup,
  ringDue,
  switchSyncOn,
  syncedTwins,
  syncNow,
  tell,
  untilSynced,
} from '../world/syncing.ts';
import type { Twin } from '../world/twins.ts';
import { openWorld, type World } from '../world/world.ts';
import { panelFindings } from './axe.ts';
import { portray, portrayPanel, quiet, SHOTS } from './portray.ts';
import { aimAt, confirmFrame, GOLDEN, GOLDEN_AS_OF, press, says, visit } from './story.ts';

let world: World;
let context: BrowserContext;
let popup: Page;

const ACCOUNTS = 'field-mapping?system=salesforce&object=Account&erpObject=customer';
const accountRules = DEFAULT_MAPPINGS.find(({ object }) => object === 'Account')?.mapping.rules ?? [];
const admin = () => world.erp.token('admin', 'crm.admin');

beforeAll(async () => {
  world = await openWorld(GOLDEN, GOLDEN_AS_OF, 1, { indexingDelayMs: 0 });
  await linkTwins(world);
  ({ context } = await world.browser());
  await connectAll(world, context);
});
afterAll(() => world.close());

const twinAt = (place: number): Twin => {
  const one = syncedTwins(world, 'salesforce')[place];
  if (one === undefined) throw new Error(`There is no linked account ${place}.`);
  return one;
};

describe('the popup', () => {
  it('says that the company has the sync off, until an administrator turns it on in Options', async () => {
    popup = await openPopup(context);
    await popup.getByRole('button', { name: 'Sync Now' }).click();
    await popup.getByText('Sync is switched off for your company.').waitFor();
    await portray(popup, 'sync-off');
    const options = await openOptions(context);
    const erp = options.getByRole('region', { name: 'ERP API' });
    await erp.getByRole('button', { name: 'Change' }).click();
    await connectErp(options, await world.erp.token('ada', 'crm.admin'));
    await options
      .getByText("Your company's sync is off; nothing runs")
      .evaluate((said) => said.scrollIntoView({ block: 'center' }));
    await quiet(options);
    await portray(options, 'sync-options');
    await options.getByRole('switch', { name: 'Sync between CRM and ERP' }).click();
    await expect
      .poll(async () => (await tell(popup, 'sync.company.read', {})).flags.m38_crm, { timeout: 10_000 })
      .toBe(true);
    await erp.getByRole('button', { name: 'Change' }).click();
    await connectErp(options, await world.erp.token('mia', 'crm.sync'));
    await options.close();
  });

  it('shows the sync going on, outlives its own closing, and says how it ended', async () => {
    await popup.close();
    popup = await openPopup(context);
    await popup.getByRole('button', { name: 'Sync Now' }).waitFor();
    await portray(popup, 'sync-idle');
    world.wire.hold();
    await popup.getByRole('button', { name: 'Sync Now' }).click();
    world.wire.flow();
    await popup
      .getByRole('region')
      .filter({ has: popup.getByRole('progressbar'), hasText: 'Syncing...' })
      .first()
      .waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await popup.emulateMedia({ colorScheme });
      await keepPicture(popup, join(SHOTS, `sync-running-${colorScheme}.png`));
    }
    await popup.close();
    popup = await openPopup(context);
    const done = await untilSynced(popup, null);
    expect(done.failure).toBeNull();
    await popup.getByText('took').waitFor();
    await portray(popup, 'sync-done');
    await syncNow(popup);
    await popup.getByText(/^Sync completed\. \d+ records?$/).waitFor();
  });
});

const some = (system: Twin['record']['system']): Twin => {
  const [one] = syncedTwins(world, system);
  if (one === undefined) throw new Error(`Nothing is linked in ${system}.`);
  return one;
};

describe('a field edited on each side', () => {
  it.each(['salesforce', 'hubspot'] as const)(
    '%s and the ERP agree after "Sync Now"; the next sync writes nothing',
    async (system) => {
      const one = some(system);
      const customer = `customer/${one.customer}`;
      const { city, phone } = CRM_FIELDS[system];
      editInCrm(world, one, city, `Neustadt ${system}`);
      await world.erp.edit(customer, { phone: '+49 30 5550 100' });
      const first = await syncNow(popup);
      expect(first).toMatchObject({ result: 'success', failure: null });
      expect(await erpFields(world, customer)).toMatchObject({
        city: `Neustadt ${system}`,
        phone: '+49 30 5550 100',
      });
      expect(crmField(world, one, city)).toBe(`Neustadt ${system}`);
      expect(crmField(world, one, phone)).toBe('+49 30 5550 100');

      await syncNow(popup);
      const writes = world.crmWrites.length;
      const third = await syncNow(popup);
      expect(third.counts).toMatchObject({ created: 0, updated: 0, conflict: 0, failed: 0 });
      expect(world.crmWrites.slice(writes)).toEqual([]);
      const told = (await erpRuns(world)).filter(({ id }) => id.startsWith(third.id));
      expect(told.length).toBeGreaterThan(0);
      for (const { counts } of told) expect(counts).toMatchObject({ created: 0, updated: 0 });
    },
  );
});

/** Both sides of an account changed since they agreed: a question. */
const contest = async (place: number, crm: string, erp: string): Promise<Twin> => {
  const one = twinAt(place);
  editInCrm(world, one, 'Phone', crm);
  await world.erp.edit(`customer/${one.customer}`, { phone: erp });
  await popup.reload();
  await syncNow(popup);
  return one;
};

/** At several widths, the first of which stays. */
const portrayAt = async (page: Page, [wide, narrow]: readonly [number, number], name: string) => {
  const height = page.viewportSize()?.height ?? 600;
  await portray(page, name);
  await page.setViewportSize({ width: narrow, height });
  await portray(page, `${name}-narrow`);
  await page.setViewportSize({ width: wide, height });
};

const phones = async (one: Twin) => ({
  crm: crmField(world, one, 'Phone'),
  erp: (await erpFields(world, `customer/${one.customer}`)).phone,
});

describe('a conflict', () => {
  beforeAll(async () => {
    const rules = accountRules.map((rule) =>
      ['phone', 'website'].includes(rule.erpField)
        ? { ...rule, flow: { ...rule.flow, policy: 'ask' } }
        : rule,
    );
    const mapping = { enabled: true, create: { toErp: false, toCrm: false }, scope: { kind: 'all' }, rules };
    await world.erp.ask(await admin(), 'PUT', ACCOUNTS, mapping, 0);
    await syncNow(popup);
  });

  it('is decided in the popup; a double click decides once', async () => {
    const one = await contest(0, '+49 40 1000', '+49 40 2000');
    const waiting = popup.getByRole('button', { name: /1 conflict needs review/ });
    await waiting.waitFor();
    await popup.getByText('Conflicts detected').first().waitFor();
    await portray(popup, 'sync-conflict');
    await waiting.click();
    await popup.getByText('+49 40 1000').waitFor();
    await portray(popup, 'sync-conflicts');
    await popup.getByRole('button', { name: /^Use Salesforce/ }).click();
    const yes = popup.getByRole('button', { name: 'Use Salesforce', exact: true });
    await yes.hover();
    await popup.locator('[data-steady="true"]:not([aria-disabled])').waitFor();
    await portray(popup, 'sync-confirm');
    await yes.dblclick();
    await popup.getByText('Conflict resolved').waitFor();
    await expect
      .poll(() => phones(one), { timeout: 15_000 })
      .toEqual({ crm: '+49 40 1000', erp: '+49 40 1000' });
    await popup.reload();
    await syncNow(popup);
    expect(await phones(one)).toEqual({ crm: '+49 40 1000', erp: '+49 40 1000' });
    expect((await tell(popup, 'conflicts.list', { page: null, cursor: null, requestId: 'r1' })).total).toBe(
      0,
    );
  });

  it('is shown again in the panel where a side has moved since, and is decided there', async () => {
    const one = await contest(1, '+49 40 3000', '+49 40 4000');
    const page = await visit(context, one);
    await press(page, 'button', /Sync .*1 conflict needs review|1 conflict needs review/);
    await press(page, 'button', /^Use ERP/);
    const frame = await confirmFrame(page, 'Use ERP');
    editInCrm(world, one, 'Phone', '+49 40 5000');
    await world.erp.edit(`customer/${one.customer}`, { phone: '+49 40 6000' });
    await syncNow(popup);
    await aimAt(frame, 'Use ERP');
    await frame.getByRole('button', { name: 'Use ERP', exact: true }).click();
    await frame.getByText('nothing was written').waitFor();
    await keepPicture(page, join(SHOTS, 'sync-moved.png'));
    expect((await phones(one)).erp).toBe('+49 40 6000');
    await frame.getByRole('button', { name: 'Close' }).click();
    await says(page, '+49 40 6000');
    expect(await panelFindings(page, 'light')).toEqual([]);
    await press(page, 'button', /^Use ERP/);
    const again = await confirmFrame(page, 'Use ERP');
    await aimAt(again, 'Use ERP');
    await again.getByRole('button', { name: 'Use ERP', exact: true }).click();
    await says(page, 'Conflict resolved');
    await says(page, 'Synced');
    await portrayPanel(page, 'sync-resolved');
    await expect
      .poll(() => phones(one), { timeout: 10_000 })
      .toEqual({ crm: '+49 40 6000', erp: '+49 40 6000' });
    await page.close();
  });
});

describe('a conflict of a HubSpot record', () => {
  it('says when it was changed there, and is decided in the panel', async () => {
    const one = some('hubspot');
    const phone = async () => ({
      crm: crmField(world, one, 'phone'),
      erp: (await erpFields(world, `customer/${one.customer}`)).phone,
    });
    editInCrm(world, one, 'phone', '+49 40 6500');
    await world.erp.edit(`customer/${one.customer}`, { phone: '+49 40 6600' });
    await popup.reload();
    await syncNow(popup);
    const page = await visit(context, one);
    await press(page, 'button', /1 conflict needs review/);
    // The app of this portal may not read its owners: when, and not who.
    await says(page, /Use HubSpot (just now|\d)/);
    await portrayPanel(page, 'sync-conflict-hubspot');
    await press(page, 'button', /^Use HubSpot/);
    const frame = await confirmFrame(page, 'Use HubSpot');
    await aimAt(frame, 'Use HubSpot');
    await frame.getByRole('button', { name: 'Use HubSpot', exact: true }).click();
    await says(page, 'Conflict resolved');
    await expect.poll(phone, { timeout: 15_000 }).toEqual({ crm: '+49 40 6500', erp: '+49 40 6500' });
    await page.close();
  });
});

describe('several conflicts of one record', () => {
  it('are answered each, or all at once, and written in one decision', async () => {
    const one = twinAt(2);
    const pages = { crm: 'https://crm.example', erp: 'https://erp.example' };
    editInCrm(world, one, 'Website', pages.crm);
    await world.erp.edit(`customer/${one.customer}`, { website: pages.erp });
    await contest(2, '+49 40 6100', '+49 40 6200');
    await popup.getByRole('button', { name: /2 conflicts need review/ }).click();
    await popup.getByText('Choose an answer for each, or one for all.').waitFor();
    await popup.getByRole('button', { name: 'Use ERP for all' }).click();
    const website = popup.getByRole('article').filter({ hasText: pages.crm });
    await website.getByRole('button', { name: /^Use Salesforce/ }).click();
    await popup.getByText('2 of 2 chosen').waitFor();
    await portrayAt(popup, [400, 320], 'sync-several');
    await popup.getByRole('button', { name: 'Review 2 decisions' }).click();
    const yes = popup.getByRole('button', { name: 'Write 2 decisions', exact: true });
    await yes.hover();
    await popup.locator('[data-steady="true"]:not([aria-disabled])').waitFor();
    await portrayAt(popup, [400, 320], 'sync-several-confirm');
    // The narrow page was higher: the button has gone from under the pointer, and come back.
    await yes.hover();
    await popup.locator('[data-steady="true"]:not([aria-disabled])').waitFor();
    await yes.click();
    await popup.getByText('2 conflicts resolved').waitFor();
    await expect
      .poll(() => phones(one), { timeout: 15_000 })
      .toEqual({ crm: '+49 40 6200', erp: '+49 40 6200' });
    expect(crmField(world, one, 'Website')).toBe(pages.crm);
    expect(await erpFields(world, `customer/${one.customer}`)).toMatchObject({ website: pages.crm });
    await popup.reload();
  });
});

describe('one record', () => {
  it('is synced from its own page; "Why didn’t this sync?" names each gate', async () => {
    const one = twinAt(2);
    editInCrm(world, one, 'Phone', '+49 40 7000');
    const page = await visit(context, one);
    await press(page, 'button', /^Sync /);
    await press(page, 'DisclosureTriangle', "Why didn't this sync?");
    await says(page, 'Linked to the ERP');
    await press(page, 'button', 'Sync this record');
    await expect
      .poll(() => phones(one), { timeout: 15_000 })
      .toEqual({ crm: '+49 40 7000', erp: '+49 40 7000' });
    await says(page, 'Synced');
    await portrayPanel(page, 'sync-record');
    await page.close();
  });

  it('that was changed on its open page is synced without anybody asking', async () => {
    const one = twinAt(3);
    const page = await visit(context, one);
    await says(page, 'AR balance');
    editInCrm(world, one, 'Phone', '+49 40 8000');
    await page.reload();
    await expect
      .poll(() => phones(one), { timeout: 20_000 })
      .toEqual({ crm: '+49 40 8000', erp: '+49 40 8000' });
    await says(page, 'AR balance');
    // Saved in place: a press, and the request that Lightning sends then.
    await page.mouse.click(640, 300);
    editInCrm(world, one, 'Phone', '+49 40 8100');
    await page.evaluate(() => fetch('/aura?r=99&aura.RecordUi.updateRecord=1', { method: 'POST', body: '' }));
    await expect
      .poll(() => phones(one), { timeout: 20_000 })
      .toEqual({ crm: '+49 40 8100', erp: '+49 40 8100' });
    await page.close();
  });
});

describe('Options', () => {
  it('"What would change" plans a sync, names the cause of each change, and writes nothing', async () => {
    const one = twinAt(4);
    const before = await phones(one);
    editInCrm(world, one, 'Phone', '+49 40 9000');
    const writes = world.crmWrites.length;
    const options = await openOptions(context);
    const card = options.getByRole('region', { name: 'What would change' });
    await card.getByRole('button', { name: 'Show what would change' }).click();
    await card.getByText('+49 40 9000').waitFor();
    await card
      .getByRole('listitem')
      .filter({ hasText: '+49 40 9000' })
      .getByText('Changed in the CRM')
      .waitFor();
    await portray(options, 'sync-dry-run');
    expect(await phones(one)).toEqual({ crm: '+49 40 9000', erp: before.erp });
    expect(world.crmWrites.length).toBe(writes);
    await options.close();
  });
});

describe('by itself', () => {
  it('it syncs when its alarm rings', async () => {
    const one = twinAt(4);
    editInCrm(world, one, 'Phone', '+49 40 9100');
    const { last } = await tell(popup, 'sync.status', {});
    await ringDue(popup);
    const done = await untilSynced(popup, last?.id ?? null);
    expect(done.trigger).toBe('schedule');
    expect(await phones(one)).toEqual({ crm: '+49 40 9100', erp: '+49 40 9100' });
  });
});

describe('a company that pauses', () => {
  it('stops every sync, says so, and goes on when it lets it', async () => {
    await popup.reload();
    await switchSyncOn(world, { paused: true });
    await popup.getByRole('button', { name: 'Sync Now' }).click();
    await popup.getByText('Sync is paused. Figures may be older than usual.').waitFor();
    await portray(popup, 'sync-paused');
    await switchSyncOn(world, { paused: false });
    await popup.reload();
    await popup.getByRole('button', { name: 'Sync Now' }).waitFor();
    expect(await syncNow(popup)).toMatchObject({ failure: null });
  });
});
