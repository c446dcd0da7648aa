/*
 * Longer than a page on purpose: one world for all stories, because opening it costs more than any of them. Each leaves it whole, and
 * `afterEach` counts.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../lib/erp/api/config.ts';
import type { Role, Scope } from '../../lib/erp/api/me.ts';
import { type Books, books as format } from '../../lib/erp/sources/embedded/books/format.ts';
import { DEFAULT_MAPPINGS } from '../../lib/mapping/defaults/registry.ts';
import { startPostgres, type TestPostgres } from '../setup/postgres.ts';
import { connectErp, connectSalesforce, openOptions } from '../world/connect.ts';
import { type ErpStandIn, openErpStandIn } from '../world/erpStandIn.ts';
import {
  crmField,
  editInCrm,
  erpFields,
  erpRecords,
  openPopup,
  ringRetry,
  switchSyncOn,
  syncedTwins,
  syncNow,
  tell,
  untilSynced,
} from '../world/syncing.ts';
import type { Twin } from '../world/twins.ts';
import { openWorld, type World } from '../world/world.ts';
import { countedIn } from './counted.ts';
import { ageSyncState } from './olderState.ts';
import { GOLDEN_AS_OF } from './story.ts';
import { fillUp, sleepFor, stopWorkers } from './workers.ts';

const CUSTOMERS = 8;
const DATABASE = 'bad_days';
/** Whose customers of the scope "own" are. */
const OLGA = 'olga';

const books = (): Books =>
  format.parse({
    format: 'ledgerside-books/1',
    asOf: GOLDEN_AS_OF,
    company: { name: 'Acht', currency: 'EUR', fiscalYearStart: '01-01', timeZone: 'Europe/Berlin' },
    customers: Array.from({ length: CUSTOMERS }, (_, n) => ({
      id: `A${n + 1}`,
      name: `Achter ${n + 1} GmbH`,
      currency: 'EUR',
      creditLimit: null,
      creditHold: false,
      country: 'DE',
      phone: `+49 30 800${n}`,
      owner: n === 0 ? OLGA : 'otto',
    })),
    invoices: [],
    payments: [],
    orders: [],
  });

interface Person {
  readonly context: BrowserContext;
  readonly popup: Page;
}

let world: World;
let postgres: TestPostgres;
let standIn: ErpStandIn;
let mia: Person;
let other: Person;
/** What there is of everything, once all is in agreement. */
let whole: Awaited<ReturnType<typeof counted>>;

const person = async (user: string, role: Role, scope: Scope = 'all'): Promise<Person> => {
  const { context } = await world.browser();
  const options = await openOptions(context);
  await connectErp(options, await world.erp.token(user, role, { scope }));
  await connectSalesforce(options);
  await options.close();
  return { context, popup: await openPopup(context) };
};

/** Somebody else uses the ERP API in this browser from now on. */
const signInAs = async ({ context, popup }: Person, user: string, role: Role, scope: Scope = 'all') => {
  const options = await openOptions(context);
  const erp = options.getByRole('region', { name: 'ERP API' });
  await erp.getByRole('button', { name: 'Change' }).click();
  await connectErp(options, await world.erp.token(user, role, { scope }));
  await options.close();
  await popup.reload();
};

const rowsOf = async (sql: string): Promise<readonly Record<string, unknown>[]> =>
  (await postgres.query(DATABASE, sql)).rows as Record<string, unknown>[];

const counted = () => countedIn(world, postgres, DATABASE);

/** How often the ledger says that this value has been stored on a side. */
const applied = async (value: string): Promise<readonly unknown[]> => {
  const found = await rowsOf(
    `select content->>'side' as side from ledger where content->>'kind' = 'outcome' and content->>'outcome' in ('confirmed', 'found') and content->'stored'->>'value' = '${value}'`,
  );
  return found.map(({ side }) => side);
};

/** The time of whatever was intended is over, without anybody waiting for it. */
const outlive = () =>
  postgres.script(DATABASE, [
    'update links set pending_until = clock_timestamp() where pending is not null',
    'update leases set until = clock_timestamp()',
  ]);

beforeAll(async () => {
  postgres = await startPostgres();
  const DATABASE_URL = await postgres.ownedDatabase(DATABASE);
  world = await openWorld(books(), GOLDEN_AS_OF, 5, { erp: { DATABASE_URL } });
  standIn = await openErpStandIn(world.certificate, () => world.erp.port);
  world.wire.via(standIn.port);
  const token = await world.erp.token('setup', 'crm.admin');
  for (const link of world.twins.links.filter(({ record }) => record.system === 'salesforce'))
    await world.erp.link(token, link);
  await switchSyncOn(world, { brake: { ...DEFAULT_CONFIG.brake, creates: 1_000 } });
  [mia, other] = await Promise.all([person('mia', 'crm.sync'), person('rob', 'crm.read')]);
  await syncNow(mia.popup);
  await syncNow(mia.popup);
  whole = await counted();
});
afterAll(async () => {
  await world.close();
  await standIn.close();
  await postgres.stop();
});
afterEach(async () => {
  standIn.pass();
  world.salesforce.bites.reset();
  expect(await counted()).toEqual(whole);
  const twins = syncedTwins(world, 'salesforce');
  const held = await erpRecords(
    world,
    twins.map(({ customer }) => `customer/${customer}`),
  );
  expect(held.map(({ phone }) => phone)).toEqual(twins.map((one) => crmField(world, one, 'Phone')));
});

const twinAt = (place: number): Twin => {
  const one = syncedTwins(world, 'salesforce')[place];
  if (one === undefined) throw new Error(`There is no linked account ${place}.`);
  return one;
};
const customerOf = ({ customer }: Twin): string => `customer/${customer}`;
const phoneOf = (one: Twin) => crmField(world, one, 'Phone');
const lastOf = async ({ popup }: Person) => (await tell(popup, 'sync.status', {})).last?.id ?? null;
const pressSync = ({ popup }: Person) => popup.getByRole('button', { name: 'Sync Now' }).click();

describe('two browsers with different rights on the same records', () => {
  it('one that may only look is told so and writes nothing, while the other syncs', async () => {
    const one = twinAt(0);
    await world.erp.edit(customerOf(one), { phone: '+49 40 100' });
    const writes = world.crmWrites.length;
    await Promise.all([ringRetry(other.popup), syncNow(mia.popup)]);
    await other.popup.getByRole('paragraph').filter({ hasText: 'Access restricted' }).waitFor();
    await other.popup.getByText('Your role in the ERP lets you see figures, but not sync.').waitFor();
    expect(await other.popup.getByRole('button', { name: 'Sync Now' }).count()).toBe(0);
    expect(phoneOf(one)).toBe('+49 40 100');
    expect(world.crmWrites.length - writes).toBe(1);
    expect(await applied('+49 40 100')).toEqual(['crm']);
  });

  it('one that may sync its own customers alone syncs at once with one that may sync all: each change is made once', async () => {
    await signInAs(other, OLGA, 'crm.sync', 'own');
    const [own, others] = [twinAt(0), twinAt(1)];
    await world.erp.edit(customerOf(own), { phone: '+49 40 110' });
    await world.erp.edit(customerOf(others), { phone: '+49 40 111' });
    const writes = world.crmWrites.length;
    await Promise.all([syncNow(other.popup), syncNow(mia.popup)]);
    await syncNow(mia.popup);
    expect([phoneOf(own), phoneOf(others)]).toEqual(['+49 40 110', '+49 40 111']);
    expect(world.crmWrites.length - writes).toBe(2);
    expect(await applied('+49 40 110')).toEqual(['crm']);
    expect(await applied('+49 40 111')).toEqual(['crm']);
    await world.erp.edit(customerOf(others), { phone: '+49 40 112' });
    const alone = await syncNow(other.popup);
    expect(alone.counts).toMatchObject({ updated: 0, failed: 0 });
    expect(phoneOf(others)).toBe('+49 40 111');
    await syncNow(mia.popup);
  });
});

describe('a laptop that slept', () => {
  it('between prepare and write, past the intent’s time, writes nothing late: a colleague has settled it', async () => {
    await signInAs(other, 'ben', 'crm.sync');
    const one = twinAt(2);
    await syncNow(other.popup);
    await world.erp.edit(customerOf(one), { phone: '+49 40 200' });
    const before = await lastOf(mia);
    const prepared = standIn.holdNext('/sync/prepare');
    await pressSync(mia);
    await prepared;
    await sleepFor(mia.context, 600_000);
    await outlive();
    await syncNow(other.popup);
    expect(phoneOf(one)).toBe('+49 40 200');
    editInCrm(world, one, 'Phone', '+49 40 201');
    const writes = world.crmWrites.length;
    standIn.pass();
    const done = await untilSynced(mia.popup, before);
    expect(done.failure).toBeNull();
    expect(world.crmWrites.slice(writes)).toEqual([]);
    await syncNow(mia.popup);
    expect((await erpFields(world, customerOf(one))).phone).toBe('+49 40 201');
    expect(await applied('+49 40 200')).toEqual(['crm']);
  });

  it('while its write was on the way: what lands after a colleague has settled it takes nothing back', async () => {
    const one = twinAt(3);
    await world.erp.edit(customerOf(one), { phone: '+49 40 210' });
    // The request that carries the write is the first after the ERP API has been told of it; Chromium sends it once more by itself.
    const before = await lastOf(mia);
    const prepared = standIn.holdNext('/sync/prepare');
    await pressSync(mia);
    await prepared;
    world.salesforce.bites.on('landsLate', { times: 2 });
    standIn.pass();
    const slept = await untilSynced(mia.popup, before);
    expect(slept).toMatchObject({ result: 'partial', counts: { failed: 1 } });
    await mia.popup.getByText('Partly synced').waitFor();
    await outlive();
    await syncNow(other.popup);
    expect(phoneOf(one)).toBe('+49 40 210');
    editInCrm(world, one, 'Phone', '+49 40 211');
    await world.salesforce.landLate();
    expect(phoneOf(one)).toBe('+49 40 211');
    await syncNow(mia.popup);
    expect((await erpFields(world, customerOf(one))).phone).toBe('+49 40 211');
  });
});

describe('a new build over what an older one has stored', () => {
  it('reads everything anew where it cannot read where it stood, and syncs what was changed meanwhile', async () => {
    const [crm, erp] = [twinAt(4), twinAt(5)];
    editInCrm(world, crm, 'Phone', '+49 40 300');
    await world.erp.edit(customerOf(erp), { phone: '+49 40 301' });
    await stopWorkers(mia.context);
    await ageSyncState(mia.popup);
    await mia.popup.reload();
    await mia.popup.getByText('Nothing has been synced from this browser yet.').waitFor();
    const writes = world.crmWrites.length;
    expect(await syncNow(mia.popup)).toMatchObject({ result: 'success', counts: { updated: 2, failed: 0 } });
    expect(world.crmWrites.length - writes).toBe(1);
    expect((await erpFields(world, customerOf(crm))).phone).toBe('+49 40 300');
    expect(phoneOf(erp)).toBe('+49 40 301');
    expect((await syncNow(mia.popup)).counts).toMatchObject({ created: 0, updated: 0 });
  });
});

describe('storage that fails in mid-sync', () => {
  /** The sync stands between prepare and write. */
  const inMidSync = async (one: Twin, phone: string): Promise<string | null> => {
    await world.erp.edit(customerOf(one), { phone });
    const before = await lastOf(mia);
    const prepared = standIn.holdNext('/sync/prepare');
    await pressSync(mia);
    await prepared;
    return before;
  };
  const FAILED = "The browser's storage failed. Free some disk space and try again.";

  it('taken away by the browser: is said by name, and the next sync completes', async () => {
    const one = twinAt(4);
    const before = await inMidSync(one, '+49 40 400');
    await mia.popup.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase('ledgerside-sync');
          request.onsuccess = () => resolve();
          request.onerror = () => reject(request.error);
        }),
    );
    standIn.pass();
    const done = await untilSynced(mia.popup, before);
    expect(done).toMatchObject({ result: 'failed', failure: { code: 'storage' } });
    await mia.popup.getByText(FAILED).waitFor();
    await outlive();
    expect(await syncNow(mia.popup)).toMatchObject({ result: 'success' });
    expect(phoneOf(one)).toBe('+49 40 400');
    expect(await applied('+49 40 400')).toEqual(['crm']);
  });

  it('full: nothing more is begun, and the next sync completes once there is room', async () => {
    const one = twinAt(5);
    const before = await inMidSync(one, '+49 40 410');
    await fillUp(mia.context);
    standIn.pass();
    await mia.popup.getByText('Nothing is synced until this browser can store where it stands.').waitFor();
    expect(await mia.popup.getByText(FAILED).count()).toBeGreaterThan(0);
    await stopWorkers(mia.context);
    await outlive();
    await mia.popup.reload();
    // The worker that comes next goes on with the sync by itself.
    expect(await untilSynced(mia.popup, before)).toMatchObject({ result: 'success', failure: null });
    expect(phoneOf(one)).toBe('+49 40 410');
    expect(await applied('+49 40 410')).toEqual(['crm']);
  });
});

describe('a field that finance owns', () => {
  it('flows to the CRM alone: the mapping page offers no other way, and the ERP API takes none', async () => {
    const token = await world.erp.token('admin', 'crm.admin');
    const path = 'field-mapping?system=salesforce&object=Account&erpObject=customer';
    const rules = DEFAULT_MAPPINGS.find(({ object }) => object === 'Account')?.mapping.rules ?? [];
    const finance = {
      key: 'Description=legalName',
      crmField: 'Description',
      erpField: 'legalName',
      steps: [],
      group: null,
      askAbove: null,
      blanks: 'propagate',
      flow: { direction: 'toCrm', firstTime: 'source' },
    };
    const turned = { ...finance, flow: { ...finance.flow, direction: 'toErp' } };
    await expect(world.erp.ask(token, 'PUT', path, { rules: [...rules, turned] }, 0)).rejects.toThrow(
      /answered 422 .*[Ff]inance owns/,
    );
    await world.erp.ask(token, 'PUT', path, { rules: [...rules, finance] }, 0);
    await signInAs(other, 'ada', 'crm.admin');
    const options = await openOptions(other.context);
    const place = rules.length + 1;
    const direction = options.getByLabel(`Direction of row ${place}`);
    await direction.getByText('owned by finance').waitFor();
    expect(await direction.evaluate(({ tagName }) => tagName)).toBe('OUTPUT');
    expect(await options.getByLabel('Direction of row 2').evaluate(({ tagName }) => tagName)).toBe('SELECT');
    await options.close();
    await syncNow(mia.popup);
  });
});

describe('a session of the CRM that ends in mid-run', () => {
  it('is renewed once, and the run goes on', async () => {
    const one = twinAt(6);
    await world.erp.edit(customerOf(one), { phone: '+49 40 600' });
    const prepared = standIn.holdNext('/sync/prepare');
    const before = await lastOf(mia);
    await pressSync(mia);
    await prepared;
    world.salesforce.bites.on('sessionExpires', { afterRequests: 0 });
    standIn.pass();
    expect(await untilSynced(mia.popup, before)).toMatchObject({ result: 'success', failure: null });
    expect(await applied('+49 40 600')).toEqual(['crm']);
  });

  it('for good: stops with "Reconnect", and goes on where it was after signing in', async () => {
    const one = twinAt(6);
    await world.erp.edit(customerOf(one), { phone: '+49 40 610' });
    const prepared = standIn.holdNext('/sync/prepare');
    const before = await lastOf(mia);
    await pressSync(mia);
    await prepared;
    world.salesforce.bites.on('sessionExpires', { afterRequests: 0 });
    world.salesforce.bites.on('refreshTokenIdles', { days: -1 });
    standIn.pass();
    const done = await untilSynced(mia.popup, before);
    expect(done.failure).toMatchObject({ code: 'crm.authExpired' });
    await mia.popup.getByText('Salesforce: CRM authentication expired. Reconnect.').waitFor();
    expect(phoneOf(one)).not.toBe('+49 40 610');
    world.salesforce.bites.reset();
    const opening = mia.context.waitForEvent('page');
    await mia.popup.getByRole('button', { name: 'Reconnect' }).click();
    const options = await opening;
    const consent = mia.context.waitForEvent('page');
    const card = options.getByRole('region', { name: 'Salesforce' });
    await card.getByRole('button', { name: 'Reconnect' }).click();
    await (await consent).getByRole('button', { name: 'Allow' }).click();
    await card.getByText('Connected', { exact: true }).waitFor();
    await outlive();
    // The popup has made room for Options.
    mia = { ...mia, popup: await openPopup(mia.context) };
    await options.close();
    expect(await syncNow(mia.popup)).toMatchObject({ result: 'success' });
    expect(phoneOf(one)).toBe('+49 40 610');
    expect(await applied('+49 40 610')).toEqual(['crm']);
  });
});
