import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { DEFAULT_CONFIG } from '../../lib/erp/api/config.ts';
import { versionedMapping } from '../../lib/erp/api/fieldMapping.ts';
import { connectErp, openOptions } from '../world/connect.ts';
import { connectAll, linkTwins } from '../world/ready.ts';
import { DEFAULT_USER } from '../world/salesforce/org.ts';
import {
  crmField,
  editInCrm,
  erpFields,
  linkedTo,
  openPopup,
  switchSyncOn,
  syncedTwins,
  syncNow,
  tell,
} from '../world/syncing.ts';
import type { Twin } from '../world/twins.ts';
import { openWorld, type World } from '../world/world.ts';
import { portray, quiet } from './portray.ts';
import { GOLDEN, GOLDEN_AS_OF } from './story.ts';

let world: World;
let context: BrowserContext;
let popup: Page;

const ordersAnswer = z.object({
  orders: z.array(z.object({ opportunity: z.string().nullable(), total: z.int(), currency: z.string() })),
});

/** More deals than this are asked about. */
const DEALS_UNASKED = 3;

beforeAll(async () => {
  world = await openWorld(GOLDEN, GOLDEN_AS_OF, 1, { indexingDelayMs: 0 });
  await linkTwins(world);
  await switchSyncOn(world, { brake: { ...DEFAULT_CONFIG.brake, creates: DEALS_UNASKED } });
  ({ context } = await world.browser());
  await connectAll(world, context);
  popup = await openPopup(context);
});
afterAll(() => world.close());

const twinAt = (place: number): Twin => {
  const one = syncedTwins(world, 'salesforce')[place];
  if (one === undefined) throw new Error(`There is no linked account ${place}.`);
  return one;
};
const orgOf = () => twinAt(0).record.org;
const dealsOf = (one: Twin) =>
  world.salesforce.records('Opportunity').filter(({ AccountId }) => AccountId === one.record.id);

describe('more than the company lets pass', () => {
  it('waits for a person, who sees it and lets it go on', async () => {
    await syncNow(popup);
    const brake = popup.getByText(
      'Part of this sync would change unusually much. That part has not been written.',
    );
    await brake.waitFor();
    expect(await linkedTo(world, `salesforce/${orgOf()}/Opportunity/${dealsOf(twinAt(0))[0]?.Id}`)).toEqual(
      [],
    );
    await portray(popup, 'sync-brake');
    const { last } = await tell(popup, 'sync.status', {});
    for (;;) {
      await popup.getByRole('button', { name: 'Review' }).click();
      const yes = popup.getByRole('button', { name: 'Let it go on' });
      await yes.hover();
      await popup.locator('[data-steady="true"]:not([aria-disabled])').waitFor();
      await portray(popup, 'sync-brake-question');
      await yes.click();
      await popup.getByRole('button', { name: 'Sync Now' }).waitFor();
      await expect
        .poll(
          async () => {
            const status = await tell(popup, 'sync.status', {});
            return status.active === null && status.last?.id !== last?.id;
          },
          { timeout: 60_000 },
        )
        .toBe(true);
      await popup.reload();
      await popup.getByRole('button', { name: 'Sync Now' }).waitFor();
      const { brake: next } = await tell(popup, 'sync.status', {});
      if (next === null) break;
    }
    const [deal] = dealsOf(twinAt(0));
    const linked = await linkedTo(world, `salesforce/${orgOf()}/Opportunity/${deal?.Id}`);
    expect(linked).toHaveLength(1);
    expect(await erpFields(world, linked[0] ?? '')).toMatchObject({
      name: deal?.Name,
      customer: twinAt(0).customer,
    });
  });
});

describe('records without a twin', () => {
  it('an order of the ERP is shown in Salesforce at its customer’s account, once', async () => {
    await switchSyncOn(world, { brake: DEFAULT_CONFIG.brake });
    await syncNow(popup);
    const orders = world.salesforce.records('Order');
    expect(orders.length).toBeGreaterThan(0);
    expect(orders.every(({ AccountId }) => AccountId !== null)).toBe(true);
    await syncNow(popup);
    expect(world.salesforce.records('Order')).toHaveLength(orders.length);
  });

  it('a new account gets its ERP customer where the mapping says so', async () => {
    const token = await world.erp.token('admin', 'crm.admin');
    const path = 'field-mapping?system=salesforce&object=Account&erpObject=customer';
    const { mapping } = versionedMapping.parse(await world.erp.ask(token, 'GET', path));
    await world.erp.ask(token, 'PUT', path, { ...mapping, create: { toErp: true, toCrm: false } }, 0);
    const id = world.salesforce.create('Account', { Name: 'Ganz Neue Werft GmbH', BillingCity: 'Rostock' });
    await syncNow(popup);
    const linked = await linkedTo(world, `salesforce/${orgOf()}/Account/${id}`);
    expect(linked).toHaveLength(1);
    expect(await erpFields(world, linked[0] ?? '')).toMatchObject({
      name: 'Ganz Neue Werft GmbH',
      city: 'Rostock',
    });
    await syncNow(popup);
    expect(await linkedTo(world, `salesforce/${orgOf()}/Account/${id}`)).toEqual(linked);
  });
});

describe('a won deal', () => {
  it('becomes one order of the ERP, however often it is synced', async () => {
    await switchSyncOn(world, {
      flags: { ...DEFAULT_CONFIG.flags, m38_crm: true, m38_crm_auto_order: true },
    });
    const options = await openOptions(context);
    await options.getByLabel('Org currency').selectOption('EUR');
    await options.getByLabel('Org currency').and(options.locator(':not([aria-busy])')).waitFor();
    await options.close();
    const one = twinAt(1);
    const [deal] = dealsOf(one);
    world.salesforce.update(String(deal?.Id), { StageName: 'Closed Won', Amount: 500 });
    const token = await world.erp.token('reader', 'crm.sync');
    const ordered = async () =>
      ordersAnswer
        .parse(await world.erp.ask(token, 'GET', `customers/${one.customer}/orders?limit=100`))
        .orders.filter(({ opportunity }) => opportunity?.endsWith(String(deal?.Id)));
    for (let time = 0; time < 3; time += 1) await syncNow(popup);
    expect(await ordered()).toMatchObject([{ total: 50_000, currency: 'EUR' }]);
  });
});

describe('a record that is refused', () => {
  it('is put aside with Salesforce’s own sentence, the rest goes on, and it is mended by a later edit', async () => {
    const [bad, good] = [twinAt(2), twinAt(3)];
    world.salesforce.bites.on('recordReadOnly', { user: DEFAULT_USER.id, id: bad.record.id });
    await world.erp.edit(`customer/${bad.customer}`, { phone: '+49 4141 0' });
    editInCrm(world, good, 'BillingCity', 'Stade');
    const done = await syncNow(popup);
    expect(done).toMatchObject({ result: 'partial', counts: { failed: 1 } });
    expect(await erpFields(world, `customer/${good.customer}`)).toMatchObject({ city: 'Stade' });
    await popup.getByText('Partly synced').waitFor();
    await portray(popup, 'sync-partial');
    await popup.getByRole('button', { name: /1 record failed/ }).click();
    await popup
      .getByText(/insufficient access/i)
      .first()
      .waitFor();
    await portray(popup, 'sync-failures');
    world.salesforce.bites.reset();
    await world.erp.edit(`customer/${bad.customer}`, { phone: '+49 4141 1' });
    await popup.reload();
    await syncNow(popup);
    expect(crmField(world, bad, 'Phone')).toBe('+49 4141 1');
  });
});

describe('the mapping page', () => {
  it('turns a rule and saves it as a version; the next sync goes by it', async () => {
    const options = await openOptions(context);
    const erp = options.getByRole('region', { name: 'ERP API' });
    await erp.getByRole('button', { name: 'Change' }).click();
    await connectErp(options, await world.erp.token('ada', 'crm.admin'));
    const direction = options.getByRole('combobox', { name: 'Direction of row 2' });
    await direction.selectOption({ label: '← to the ERP' });
    const mapping = options.getByRole('region', { name: 'Field mapping' });
    await mapping.evaluate((card) => card.scrollIntoView());
    await quiet(options);
    await portray(options, 'sync-mapping');
    const wide = options.viewportSize();
    await options.setViewportSize({ width: 420, height: 900 });
    await direction.evaluate((field) => field.scrollIntoView({ block: 'center' }));
    await portray(options, 'sync-mapping-narrow');
    if (wide !== null) await options.setViewportSize(wide);
    await options.getByRole('button', { name: 'Save version 2' }).click();
    await options.getByText('Version 2 is saved.').waitFor();
    await erp.getByRole('button', { name: 'Change' }).click();
    await connectErp(options, await world.erp.token('mia', 'crm.sync'));
    await options.close();
    const token = await world.erp.token('admin', 'crm.admin');
    const path = 'field-mapping?system=salesforce&object=Account&erpObject=customer';
    const { version } = versionedMapping.parse(await world.erp.ask(token, 'GET', path));
    expect(version).toBe(2);
    const one = twinAt(4);
    const before = crmField(world, one, 'Phone');
    await world.erp.edit(`customer/${one.customer}`, { phone: '+49 4122 1', city: 'Uetersen' });
    await syncNow(popup);
    expect(crmField(world, one, 'BillingCity')).toBe('Uetersen');
    expect(crmField(world, one, 'Phone')).toBe(before);
  });
});

describe('a spent day of Salesforce', () => {
  it('holds that CRM back until a time that is counted down, and lets HubSpot go on', async () => {
    const { connections } = await tell(popup, 'sync.status', {});
    const used = connections.find(({ system }) => system === 'salesforce')?.calls?.used ?? 0;
    world.salesforce.bites.on('requestLimit', { requests: used });
    await syncNow(popup);
    await popup.getByText(/Salesforce: CRM API limit reached/).waitFor();
    await portray(popup, 'sync-rate-limited');
    const [company] = syncedTwins(world, 'hubspot');
    if (company === undefined) throw new Error('Nothing is linked in HubSpot.');
    editInCrm(world, company, 'city', 'Buxtehude');
    await popup.reload();
    await syncNow(popup);
    expect(await erpFields(world, `customer/${company.customer}`)).toMatchObject({ city: 'Buxtehude' });
    await popup.getByRole('button', { name: 'View Limits' }).click();
    await popup.getByText(/calls today · limit reached$/).waitFor();
    await portray(popup, 'sync-limits');
  });
});
