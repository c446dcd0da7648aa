// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type SalesforceWorld, salesforceWorld } from '../../../test/setup/salesforceSync.ts';
import { DEFAULT_CONFIG } from '../../erp/api/config.ts';
import { localStore } from '../../store/sync/localStore.ts';
import { type SyncStorage, syncStorage } from '../../store/sync/storage.ts';
import { cancellations } from '../cancellations.ts';
import { confirmAccept } from '../handlers/confirmAccept.ts';
import { confirmRead } from '../handlers/confirmRead.ts';
import { tickets } from '../tickets.ts';
import { syncHandlers } from './messages.ts';
import type { SyncService } from './syncService.ts';

let world: SalesforceWorld;
let first = '';
let second = '';
beforeAll(async () => {
  world = await salesforceWorld();
  first = await world.link(1, 'C1');
  second = await world.link(2, 'C2');
}, 120_000);
beforeEach(() => world.anew());
afterAll(() => world.close());

const popup = { kind: 'extensionPage', tabId: null } as const;
const through = async (worker: SyncService) => {
  await worker.start('manual');
  await worker.idle();
  world.pass(60_000);
  return worker.status();
};

describe('a record that the CRM refuses', () => {
  test('is put aside with the reason, and the rest goes on', async () => {
    const worker = world.worker();
    await through(worker);
    // The org takes forty characters.
    await world.editErp({ C1: { phone: '+49 '.repeat(20) }, C2: { name: 'Birch Mills AG' } });
    const { last } = await through(worker);
    expect(world.org.record(second)?.Name).toBe('Birch Mills AG');
    expect(last).toMatchObject({ result: 'partial', counts: { failed: 1 } });
    const [failure] = await worker.failures(new AbortController().signal);
    expect(failure).toMatchObject({
      record: { object: 'Account', id: first },
      erpRecord: 'customer/C1',
      recordName: 'Account 1',
    });
    expect(failure?.code).toBe('STRING_TOO_LONG');
    expect(failure?.reason).toMatch(/^STRING_TOO_LONG: ./);
    await world.editErp({ C1: { phone: '+49 431 1' } });
    await through(worker);
    world.org.update(first, { Phone: '+49 431 2' });
    await through(worker);
    expect(await world.erpField('C1', 'phone')).toBe('+49 431 2');
    expect(await worker.failures(new AbortController().signal)).toEqual([]);
  });

  test('is no longer counted once it has gone through alone; nobody waits for the next sync of everything', async () => {
    const worker = world.worker();
    await through(worker);
    await world.editErp({ C1: { phone: '+49 '.repeat(20) } });
    await through(worker);
    const failing = async () => (await worker.status()).waiting?.failing;
    await vi.waitFor(async () => expect(await failing()).toBe(1));
    await world.editErp({ C1: { phone: '+49 431 7' } });
    const { signal } = new AbortController();
    const record = {
      system: 'salesforce',
      org: 'acme.my.salesforce.com',
      object: 'Account',
      id: first,
    } as const;
    await worker.records.sync({ record, host: 'acme.lightning.force.com', kind: 'account' }, signal);
    expect(world.org.record(first)?.Phone).toBe('+49 431 7');
    await vi.waitFor(async () => expect(await failing()).toBe(0));
    expect(await worker.failures(signal)).toEqual([]);
  });
});

describe('a run that the brake stops', () => {
  test('writes nothing until a person has approved it, in this browser too after the worker has died', async () => {
    const clears = { percent: 10, atLeast: 1 };
    await through(world.worker());
    await world.configure({ brake: { ...DEFAULT_CONFIG.brake, clears } });
    await through(world.worker());
    await world.propagateBlanks();
    await through(world.worker());
    world.org.update(second, { Phone: null });
    const worker = world.worker();
    const braked = await through(worker);
    expect(braked).toMatchObject({
      hold: { reason: 'brake' },
      brake: { object: 'Account', counts: { clears: 1 } },
    });
    expect(await world.erpField('C2', 'phone')).not.toBeNull();

    const next = world.worker();
    await next.status();
    await vi.waitFor(async () => expect((await next.status()).brake?.object).toBe('Account'));
    const run = (await next.status()).brake?.run ?? '';
    const parts = {
      sync: next,
      erp: world.session({}),
      tickets: tickets(Date.now),
      cancellations: cancellations(),
      cache: { forgetCompany: async () => undefined } as never,
    };
    const ticket = await syncHandlers(parts)['sync.brake.propose']({ run }, popup);
    expect(await confirmRead(parts)(ticket, popup)).toMatchObject({ kind: 'brake', brake: { run } });
    await confirmAccept(parts)(ticket, popup);
    await next.idle();
    expect(await world.erpField('C2', 'phone')).toBeNull();
    await expect(syncHandlers(parts)['sync.brake.propose']({ run }, popup)).rejects.toMatchObject({
      failure: { code: 'erp.conflict' },
    });
  });
});

describe('a disk that is full in the middle of a sync', () => {
  test('fails it by name, loses nothing, and the next one does what is left', async () => {
    await through(world.worker());
    world.pass(60_000);
    world.org.update(second, { Phone: '+49 55' });
    const under = syncStorage();
    for (let full = 3; full < 30; full += 3) {
      let count = 0;
      const storage: SyncStorage = {
        use: (work) => {
          count += 1;
          return under.use(count === full ? () => Promise.reject(new Error('full')) : work);
        },
      };
      const worker = world.worker({ storage });
      await worker
        .start('manual')
        .catch((error: unknown) => expect(error).toMatchObject({ failure: { code: 'storage' } }));
      await worker.idle();
    }
    await world.erp.outlive();
    await world.resume();
    world.pass(10 * 60_000);
    await through(world.worker());
    expect(await world.erpField('C2', 'phone')).toBe('+49 55');
  });
});

test('whoever signs in to an org anew begins anew there', async () => {
  const storage = syncStorage();
  const worker = world.worker({ storage });
  await through(worker);
  const scope = 'salesforce/acme.my.salesforce.com/Account/customer/ann/';
  expect((await localStore(storage, scope).load()).positions).not.toBeNull();
  await worker.forgetOrg('salesforce/acme.my.salesforce.com');
  expect((await localStore(storage, scope).load()).positions).toBeNull();
});
