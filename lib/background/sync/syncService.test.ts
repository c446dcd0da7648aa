// @vitest-environment node
// Long because it is one service asked by popup, panel and options in one life of one worker.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  type SalesforceWorld,
  salesforceWorld,
  through,
  type Wire,
} from '../../../test/setup/salesforceSync.ts';
import { syncStorage } from '../../store/sync/storage.ts';
import { forgetDatabases } from '../fakes/databases.ts';
import { noteTrouble } from '../trouble.ts';
import { SYNC_ALARMS } from './syncAlarms.ts';

let world: SalesforceWorld;
let account = '';
beforeAll(async () => {
  world = await salesforceWorld();
  account = await world.link(1, 'C1');
}, 120_000);
beforeEach(() => world.anew());
afterAll(() => world.close());

let edits = 0;
/** Somebody types another number in the CRM. @returns it */
const edit = (): string => {
  edits += 1;
  world.pass(60_000);
  const phone = `+49 30 ${edits}`;
  world.org.update(account, { Phone: phone });
  return phone;
};

const CRM_LOGIN_OVER: Wire = async () =>
  new Response(JSON.stringify([{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]), {
    status: 401,
    headers: { 'Content-Type': 'application/json' },
  });

/** Only after so many requests. */
const after = (count: number, then: Wire): Wire => {
  let seen = 0;
  return (request, deliver) => {
    seen += 1;
    return seen > count ? then(request, deliver) : deliver(request);
  };
};

describe('a sync', () => {
  test('that was held back is offered again as soon as somebody asks after it has been let go', async () => {
    await world.configure({ paused: true });
    const worker = world.worker();
    expect((await through(worker)).hold).toMatchObject({ reason: 'paused' });
    await world.configure({});
    await worker.status();
    await vi.waitFor(async () => expect((await worker.status()).hold).toBeNull());
  });

  test('of a person whose role does not let them is held back, and says so', async () => {
    const token = await world.erp.token('rita', 'crm.read');
    const status = await through(world.worker({ token }));
    expect(status).toMatchObject({ state: 'idle', hold: { reason: 'role' }, active: null, last: null });
  });

  test.each([
    [
      'off',
      {
        flags: {
          m38_crm: false,
          m38_crm_customer360: false,
          m38_crm_pipeline: false,
          m38_crm_auto_order: false,
        },
      },
    ],
    ['paused', { paused: true }],
  ] as const)('while the company has it %s asks the CRM nothing', async (reason, change) => {
    await world.configure(change);
    const before = world.sent.length;
    expect((await through(world.worker())).hold).toEqual({ reason, system: null, org: null, until: null });
    expect(world.sent).toHaveLength(before);
  });

  test('against the browser policy is held back before anything is asked', async () => {
    const erpWire = vi.fn<Wire>((request, deliver) => deliver(request));
    const worker = world.worker({ erpWire, policy: async () => ({ disabled: true }) as never });
    expect((await through(worker)).hold?.reason).toBe('policy');
    expect(erpWire).not.toHaveBeenCalled();
  });

  test('without a connected CRM has nothing to do', async () => {
    const worker = world.worker({ crms: async () => [] });
    expect((await through(worker)).hold?.reason).toBe('notConnected');
  });

  test('with a CRM login that is known to be over is held back until somebody signs in again', async () => {
    await noteTrouble('salesforce acme.my.salesforce.com', { code: 'crm.authExpired' });
    const status = await through(world.worker());
    expect(status.hold).toEqual({
      reason: 'authExpired',
      system: 'salesforce',
      org: 'acme.my.salesforce.com',
      until: null,
    });
    expect(status.connections).toMatchObject([{ state: 'authExpired' }]);
  });

  test('whose limits are spent is held back with the time when they are not', async () => {
    const until = Date.parse('2026-11-21T00:00:00Z');
    const [crm] = await crmsOf();
    const worker = world.worker({
      crms: async () => [
        { ...crm, limits: async () => ({ pausedUntil: until, day: { used: 10, limit: 10 } }) },
      ],
    });
    const status = await through(worker);
    expect(status.hold).toEqual({
      reason: 'rateLimited',
      system: 'salesforce',
      org: 'acme.my.salesforce.com',
      until,
    });
    expect(status.connections).toMatchObject([
      { state: 'rateLimited', pausedUntil: until, calls: { used: 10, limit: 10 } },
    ]);
  });

  test('whose ERP API does not answer says that it is offline, and is tried again', async () => {
    const erpWire: Wire = () => Promise.reject(new TypeError('refused'));
    const status = await through(world.worker({ erpWire }));
    expect(status.hold).toMatchObject({ reason: 'offline', system: 'erp' });
  });
});

/** The CRMs of a worker, for a test that changes one of them. */
const crmsOf = async () => {
  const { connected } = world;
  return [connected({})] as const;
};

describe('a CRM login that ends in the middle', () => {
  test('ends the sync cleanly: what is not done stays to be done, and nothing else is asked', async () => {
    await through(world.worker());
    for (const count of [1, 2, 3, 4, 5]) {
      const phone = edit();
      const worker = world.worker({ crmWire: after(count, CRM_LOGIN_OVER) });
      const status = await through(worker);
      const isWhole = (await world.erpField('C1', 'phone')) === phone;
      if (isWhole) continue;
      expect(status.last, String(count)).toMatchObject({
        result: 'failed',
        failure: { code: 'crm.authExpired' },
      });
      expect(status.hold, String(count)).toMatchObject({ reason: 'authExpired', system: 'salesforce' });
      expect(status.nextAt === null || status.settings.autoSync).toBe(true);
      // Signed in again, and let go on by an administrator.
      await world.resume();
      await fakeBrowser.storage.session.clear();
      await world.erp.outlive();
      world.pass(10 * 60_000);
      expect((await through(world.worker())).last?.result, String(count)).toBe('success');
      expect(await world.erpField('C1', 'phone'), String(count)).toBe(phone);
    }
  });
});

describe('a person who cancels', () => {
  test('ends the sync with the batch in hand; the next one does the rest', async () => {
    await through(world.worker());
    const phone = edit();
    const worker = world.worker({
      crmWire: async (request, deliver) => {
        await worker.cancel();
        return deliver(request);
      },
    });
    const status = await through(worker);
    expect(status.last).toMatchObject({ result: 'cancelled', failure: null });
    expect(status.state).toBe('idle');
    expect((await through(world.worker())).last?.result).toBe('success');
    expect(await world.erpField('C1', 'phone')).toBe(phone);
  });

  test('and whose worker then dies is not asked again: the next worker ends it', async () => {
    await through(world.worker());
    edit();
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    const dying = world.worker({
      crmWire: () => {
        resolve();
        return new Promise<never>(() => undefined);
      },
    });
    await dying.start('manual');
    await asked;
    await dying.cancel();
    const before = world.sent.length;
    const next = world.worker();
    await next.wake();
    await next.idle();
    expect((await next.status()).last?.result).toBe('cancelled');
    expect(world.sent.slice(before).filter((line) => line.startsWith('PATCH'))).toEqual([]);
  });
});

describe('one browser', () => {
  test('has one sync at a time: who asks meanwhile joins it', async () => {
    const worker = world.worker();
    const runs = (await world.runs()).length;
    await Promise.all([worker.start('manual'), worker.start('schedule'), worker.start('manual')]);
    await worker.idle();
    expect(await world.runs()).toHaveLength(runs + 1);
  });

  test('asked for everything while less is under way does everything afterwards', async () => {
    const worker = world.worker();
    await worker.start('schedule');
    await worker.start('full');
    await worker.idle();
    expect((await worker.status()).last?.trigger).toBe('full');
  });
});

describe('two browsers', () => {
  test('of one person: one syncs, the other lets it', async () => {
    await through(world.worker());
    const storage = syncStorage();
    await fakeBrowser.storage.local.set({ 'sync.browser': 'another-browser-0001' });
    const other = world.worker({ storage });
    expect((await through(other)).last).toMatchObject({ result: 'success', counts: { seen: 0 } });
    const ofAccounts = (await other.log()).filter(({ record_type }) => record_type === 'Account');
    expect(ofAccounts.at(-1)).toMatchObject({ event: 'CRM.SyncCompleted', result: 'taken' });
  });

  test('of two people edit and sync at once: both ends agree, and nothing is asked twice', async () => {
    const token = await world.erp.token('bea');
    const ann = world.worker();
    await through(ann);
    const phone = edit();
    forgetDatabases();
    const bea = world.worker({ token });
    await Promise.all([ann.start('schedule'), bea.start('schedule')]);
    await Promise.all([ann.idle(), bea.idle()]);
    await world.erp.outlive();
    world.pass(10 * 60_000);
    await through(ann);
    await through(bea);
    expect(world.org.record(account)?.Phone).toBe(phone);
    expect(await world.erpField('C1', 'phone')).toBe(phone);
    expect((await ann.status()).waiting?.conflicts ?? 0).toBe(0);
  });
});

describe('by itself', () => {
  test('it syncs when its alarm comes, as often as the company or the person wants', async () => {
    const worker = world.worker();
    await worker.wake();
    expect((await fakeBrowser.alarms.get(SYNC_ALARMS.due))?.periodInMinutes).toBe(5);
    expect(await worker.writeSettings({ autoSync: true, intervalSeconds: 60 })).toMatchObject({
      autoSync: true,
      intervalSeconds: 60,
    });
    expect((await fakeBrowser.alarms.get(SYNC_ALARMS.due))?.periodInMinutes).toBe(1);
    const phone = edit();
    await worker.alarm(SYNC_ALARMS.due);
    await worker.idle();
    expect(await world.erpField('C1', 'phone')).toBe(phone);
    expect((await worker.status()).last).toMatchObject({ trigger: 'schedule', result: 'success' });
  });

  test('it does not where the person has switched it off, though by hand it still does', async () => {
    const worker = world.worker();
    await worker.writeSettings({ autoSync: false, intervalSeconds: 300 });
    expect(await fakeBrowser.alarms.get(SYNC_ALARMS.due)).toBeUndefined();
    await worker.alarm(SYNC_ALARMS.due);
    await worker.idle();
    expect((await worker.status()).last).toBeNull();
    expect((await through(worker)).last?.result).toBe('success');
  });

  test('nobody switches on what the company has off', async () => {
    await world.configure({ autoSync: false });
    const worker = world.worker();
    await through(worker);
    await worker.writeSettings({ autoSync: true, intervalSeconds: 300 });
    expect(await fakeBrowser.alarms.get(SYNC_ALARMS.due)).toBeUndefined();
  });

  test("another part's alarm is let alone", async () => {
    const worker = world.worker();
    await worker.alarm('somebody.else');
    await worker.idle();
    expect((await worker.status()).last).toBeNull();
  });

  test('after a failure it is tried again, later each time', async () => {
    const crmWire: Wire = () => Promise.reject(new TypeError('refused'));
    const waits: number[] = [];
    const worker = world.worker({ crmWire });
    await worker.writeSettings({ autoSync: false, intervalSeconds: 300 });
    for (let time = 0; time < 3; time++) {
      await world.resume();
      const { last, nextAt } = await through(worker, 'schedule');
      expect(last).toMatchObject({ result: 'failed', failure: { code: 'crm.unreachable' } });
      waits.push((nextAt ?? 0) - (last?.finishedAt ?? 0));
    }
    expect(waits).toEqual([60_000, 120_000, 240_000]);
    await world.resume();
    const well = world.worker();
    await well.alarm(SYNC_ALARMS.retry);
    await well.idle();
    expect((await well.status()).last?.result).toBe('success');
    expect((await well.status()).nextAt).toBeNull();
  });
});

describe('storage that fails', () => {
  test('keeps a sync from beginning, and says so', async () => {
    const storage = { use: () => Promise.reject(new Error('full')) };
    const worker = world.worker({ storage });
    await expect(worker.start('manual')).rejects.toThrow('full');
  });
});
