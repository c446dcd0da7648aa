import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { DEFAULT_CONFIG } from '../../lib/erp/api/config.ts';
import { type Books, books as format } from '../../lib/erp/sources/embedded/books/format.ts';
import { startPostgres, type TestPostgres } from '../setup/postgres.ts';
import { chance } from '../world/chance.ts';
import { connectErp, connectSalesforce, openOptions } from '../world/connect.ts';
import {
  crmField,
  editInCrm,
  erpRecords,
  openPopup,
  switchSyncOn,
  syncedTwins,
  syncNow,
  tell,
  untilSynced,
} from '../world/syncing.ts';
import type { Twin } from '../world/twins.ts';
import { openWorld, type World } from '../world/world.ts';
import { countedIn } from './counted.ts';
import { portray } from './portray.ts';
import { GOLDEN_AS_OF } from './story.ts';

/** Every ninth customer is not linked: 1,000 of these are. */
const CUSTOMERS = 1_125;
const ORDERS = 40;
const KILLS = 100;
const DATABASE = 'killed';
/** Accounts edited anew for a run. */
const EDITED = 60;
const LINKS_AT_ONCE = 16;

const manyBooks = (): Books =>
  format.parse({
    format: 'ledgerside-books/1',
    asOf: GOLDEN_AS_OF,
    company: {
      name: 'Thousand Trading',
      currency: 'EUR',
      fiscalYearStart: '01-01',
      timeZone: 'Europe/Berlin',
    },
    customers: Array.from({ length: CUSTOMERS }, (_, n) => ({
      id: `T${n + 1}`,
      name: `Tausend ${n + 1} GmbH`,
      currency: 'EUR',
      creditLimit: null,
      creditHold: false,
      country: 'DE',
      phone: `+49 30 ${5_000_000 + n}`,
    })),
    invoices: [],
    payments: [],
    orders: Array.from({ length: ORDERS }, (_, n) => ({
      id: `SO-${n + 1}`,
      customer: `T${n + 20}`,
      date: '2026-11-02',
      currency: 'EUR',
      bookedRate: '1',
      state: 'confirmed',
      lines: [{ description: 'Winch', quantity: '1', unitPrice: 100, taxRate: '0', invoicedQuantity: '0' }],
    })),
  });

let world: World;
let postgres: TestPostgres;
let profile: string;
let context: BrowserContext;
let popup: Page;

beforeAll(async () => {
  postgres = await startPostgres();
  const DATABASE_URL = await postgres.ownedDatabase(DATABASE);
  profile = await mkdtemp(join(tmpdir(), 'ledgerside-profile-'));
  world = await openWorld(manyBooks(), GOLDEN_AS_OF, 3, {
    erp: { DATABASE_URL, LEDGERSIDE_RATE_LIMIT: '100000' },
  });
  const token = await world.erp.token('setup', 'crm.admin');
  const links = world.twins.links.filter(({ record }) => record.system === 'salesforce');
  for (let from = 0; from < links.length; from += LINKS_AT_ONCE)
    await Promise.all(links.slice(from, from + LINKS_AT_ONCE).map((link) => world.erp.link(token, link)));
  await switchSyncOn(world, { brake: { ...DEFAULT_CONFIG.brake, creates: 1_000 } });
  ({ context } = await world.browser({ profile }));
  const options = await openOptions(context);
  await connectErp(options, await world.erp.token('mia', 'crm.sync'));
  await connectSalesforce(options);
  await options.close();
  popup = await openPopup(context);
  const { accounts: all, deals } = await countedIn(world, postgres, DATABASE);
  inOrgBefore = { accounts: all, deals };
}, 240_000);
afterAll(async () => {
  await world.close();
  await rm(profile, { recursive: true, force: true });
  await postgres.stop();
});

let inOrgBefore: { readonly accounts: number; readonly deals: number };
const accounts = () => syncedTwins(world, 'salesforce');
/** All but those of the customers that nobody has linked. */
const ORDERS_HERE = 36;
const DEALS_HERE = 11;

const writtenSince = async (before: number): Promise<void> => {
  await expect.poll(() => world.crmWrites.length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(before);
};

/** A run that has come to its end meanwhile is followed by one over as many records, all of them edited anew. */
const untilUnderWay = async (): Promise<void> => {
  for (;;) {
    const { active, last } = await tell(popup, 'sync.status', {});
    if (active !== null) return;
    if (last !== null && last.id !== ended) {
      ended = last.id;
      // Before it has been synced once, an edit of one side is a question: which of the two is meant?
      if (last.result === 'success') await editMany(accounts().length);
      await popup.getByRole('button', { name: 'Sync Now' }).click();
    }
  }
};
let ended: string | null = null;

/** Until the worker has sent a few questions, every tenth time until it has written; or until its run has come to its end. */
const live = async (luck: number): Promise<void> => {
  const { count } = world.traffic;
  const before = world.crmWrites.length;
  const few = 1 + Math.floor(luck * 10);
  const isLongEnough = () =>
    luck < 0.9 ? world.traffic.count >= count + few : world.crmWrites.length > before;
  await expect
    .poll(async () => isLongEnough() || (await tell(popup, 'sync.status', {})).active === null, {
      timeout: 90_000,
      interval: 10,
    })
    .toBe(true);
};

/** Another phone number on one side of each of so many other accounts, by turns. */
const editMany = async (count = EDITED): Promise<void> => {
  await outlive();
  const from = (rounds * count) % accounts().length;
  rounds += 1;
  const inErp: string[] = [];
  for (const [n, twin] of accounts()
    .slice(from, from + count)
    .entries()) {
    const phone = `+49 40 ${rounds}${String(n).padStart(5, '0')}`;
    wanted.set(twin, phone);
    if (n % 2 === 0) editInCrm(world, twin, 'Phone', phone);
    else inErp.push(`('${twin.customer}', '${phone}')`);
  }
  // As accounting does it, all at once.
  await postgres.script(DATABASE, [
    "set app.tenant = 'default'",
    `update customers set phone = edited.phone from (values ${inErp.join(', ')}) as edited (id, phone) where customers.id = edited.id`,
  ]);
};
let rounds = 0;
const wanted = new Map<Twin, string>();

/** The time of whatever a dead worker had intended is over, without anybody waiting for it. */
const outlive = () =>
  postgres.script(DATABASE, [
    'update links set pending_until = clock_timestamp() where pending is not null',
    'update twins set until = clock_timestamp() where until is not null',
    'update leases set until = clock_timestamp()',
  ]);

it('a run over 1,000 records goes on where it was, its worker killed 100 times', async () => {
  const next = chance(5);
  const killer = await context.newCDPSession(popup);
  await killer.send('ServiceWorker.enable' as never);
  expect(accounts()).toHaveLength(1_000);
  await popup.getByRole('button', { name: 'Sync Now' }).click();
  // By the id of the sync: one that has ended just before its worker was killed is not hit by it.
  const hits = new Map<string, number>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    // The question wakes the next worker, and only one that has gone on with the run is worth killing.
    await untilUnderWay();
    await live(next());
    const { active } = await tell(popup, 'sync.status', {});
    if (active !== null) hits.set(active.id, (hits.get(active.id) ?? 0) + 1);
    await killer.send('ServiceWorker.stopAllWorkers' as never);
  }
  const done = await untilSynced(popup, ended);
  expect(done.failure).toBeNull();
  // All but a few met a run over 1,000 records, and one of these more than a quarter of all.
  const each = [...hits.values()];
  expect(each.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.9 * KILLS);
  expect(Math.max(...each)).toBeGreaterThan(KILLS / 4);
}, 600_000);

it('a browser that is killed in mid-run goes on where it was when it is opened again', async () => {
  await editMany();
  const before = world.crmWrites.length;
  await popup.getByRole('button', { name: 'Sync Now' }).click();
  await writtenSince(before);
  await killBrowser(context);
  ({ context } = await world.browser({ profile }));
  popup = await openPopup(context);
  const { last } = await tell(popup, 'sync.status', {});
  const done = await untilSynced(popup, last?.id ?? null);
  const log = await tell(popup, 'sync.log', {});
  const events = log.filter(({ sync_id }) => sync_id === done.id).map(({ event }) => event);
  expect(events).toContain('sync.resumed');
}, 120_000);

it('PostgreSQL that is restarted in mid-run fails the sync, which says so and is tried again', async () => {
  await editMany();
  const before = world.crmWrites.length;
  const { last } = await tell(popup, 'sync.status', {});
  await popup.getByRole('button', { name: 'Sync Now' }).click();
  await writtenSince(before);
  await postgres.restart();
  const done = await untilSynced(popup, last?.id ?? null);
  expect(done).toMatchObject({ result: 'failed', failure: { code: 'erp.server' } });
  await popup.getByText('Next try in').waitFor();
  await portray(popup, 'sync-failed');
}, 120_000);

it('after all of this nothing is lost and nothing doubled, and the next sync writes nothing', async () => {
  const orders = () => world.salesforce.records('Order');
  const unsynced = () =>
    accounts().filter(
      ({ record, customer }) => world.salesforce.record(record.id)?.AccountNumber !== customer,
    );
  const contradicting = async () => {
    const held = await erpRecords(
      world,
      [...wanted.keys()].map(({ customer }) => `customer/${customer}`),
    );
    return [...wanted]
      .map(([twin, phone], n) => ({ phone, crm: crmField(world, twin, 'Phone'), erp: held[n]?.phone }))
      .filter(({ phone, crm, erp }) => crm !== phone || erp !== phone);
  };
  await outlive();
  const until = performance.now() + 150_000;
  for (;;) {
    const { counts, result } = await syncNow(popup);
    const left = {
      result,
      counts,
      unsynced: unsynced().length,
      orders: orders().length,
      contradicting: await contradicting(),
    };
    if (
      result === 'success' &&
      counts.updated + counts.created + left.unsynced + left.contradicting.length === 0 &&
      left.orders === ORDERS_HERE
    )
      break;
    if (performance.now() > until)
      throw new Error(`The sides have not come to agree: ${JSON.stringify(left)}`);
  }
  const { accounts: inOrg, deals, erp } = await countedIn(world, postgres, DATABASE);
  expect({ accounts: inOrg, deals }).toEqual(inOrgBefore);
  expect(erp).toEqual({
    customers: CUSTOMERS,
    opportunities: DEALS_HERE,
    links: accounts().length + DEALS_HERE + ORDERS_HERE,
  });
  expect(new Set(orders().map(({ Erp_Key__c }) => Erp_Key__c)).size).toBe(ORDERS_HERE);
  const before = world.crmWrites.length;
  expect((await syncNow(popup)).counts).toMatchObject({ created: 0, updated: 0, failed: 0, conflict: 0 });
  expect(world.crmWrites.slice(before)).toEqual([]);
}, 240_000);

const processes = z.object({ processInfo: z.array(z.object({ type: z.string(), id: z.number() })) });

/** As a crash does, or somebody who holds the power button. */
const killBrowser = async (of: BrowserContext): Promise<void> => {
  const session = await of.browser()?.newBrowserCDPSession();
  const { processInfo } = processes.parse(await session?.send('SystemInfo.getProcessInfo'));
  const main = processInfo.find(({ type }) => type === 'browser');
  if (main === undefined) throw new Error('The browser has no process.');
  const closed = new Promise((resolve) => of.once('close', resolve));
  process.kill(main.id, 'SIGKILL');
  await closed;
};
