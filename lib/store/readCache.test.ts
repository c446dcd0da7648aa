// Long because what is kept, sealed, aged and thrown away is one life of one cache.
import { Dexie } from 'dexie';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { forgetDatabases } from '../background/fakes/databases.ts';
import {
  ACCOUNT_PAGE,
  AR_BALANCE,
  CONTACT_PAGE,
  CUSTOMER_NAME,
  OTHER_ACCOUNT_PAGE,
  viewOf,
} from '../background/fakes/records.ts';
import type { RecordRef } from '../erp/api/record.ts';
import type { CachedView } from './cachedView.ts';
import { CacheDatabase } from './database.ts';
import { readCache } from './readCache.ts';
import { MAX_ROWS } from './trim.ts';

const NOW = Date.parse('2026-11-20T09:30:00Z');
const HOUR = 3_600_000;
const clock = { now: NOW, maxAge: 24 * HOUR };
const laidBy = {
  wanted: false,
  root: null as string | null,
  isWanted: async () => laidBy.wanted,
  read: async () => laidBy.root,
  write: async (root: string) => {
    laidBy.root = root;
  },
  remove: async () => {
    laidBy.root = null;
  },
};
const open = () => readCache({ now: () => clock.now, maxAgeMs: async () => clock.maxAge, laidBy });
const account = ACCOUNT_PAGE.record;
const viewAt = (record: RecordRef, via: RecordRef | null = null): CachedView => ({
  view: viewOf(record),
  via,
  companies: [],
  etag: '"7"',
  fetchedAt: NOW,
});

beforeEach(async () => {
  vi.restoreAllMocks();
  forgetDatabases();
  Object.assign(clock, { now: NOW, maxAge: 24 * HOUR });
  Object.assign(laidBy, { wanted: false, root: null });
});

/** Everything that IndexedDB and storage.local hold, as a thief would read it. */
const everythingOnDisk = async (): Promise<string> => {
  const dumps: string[] = [JSON.stringify(await fakeBrowser.storage.local.get())];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Dexie(name ?? '').open();
    for (const table of database.tables)
      for (const row of await table.toArray())
        dumps.push(
          JSON.stringify(row, (_, value: unknown) =>
            value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value,
          ),
        );
    database.close();
  }
  return dumps.join('\n');
};

describe('what was kept', () => {
  test('comes back as it was, with its ETag and its age', async () => {
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    expect(await cache.read(account)).toEqual(viewAt(account));
    expect(await cache.read(OTHER_ACCOUNT_PAGE.record)).toBeNull();
  });

  test('survives the worker, not the browser', async () => {
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    expect(await open().read(account)).not.toBeNull();
    await fakeBrowser.storage.session.clear();
    expect(await open().read(account)).toBeNull();
    expect(await new CacheDatabase().views.count()).toBe(0);
  });

  test('is readable nowhere on disk: no name, no amount, no record id, no ETag', async () => {
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    const disk = await everythingOnDisk();
    expect(disk.length).toBeGreaterThan(1_000);
    for (const plain of [
      CUSTOMER_NAME,
      'Anlagenbau',
      String(AR_BALANCE),
      account.id,
      'G01',
      account.org,
      'embedded',
    ])
      expect(disk, plain).not.toContain(plain);
  });

  test('cannot be moved to another record', async () => {
    const cache = open();
    for (const { record } of [ACCOUNT_PAGE, OTHER_ACCOUNT_PAGE])
      await cache.write(record, viewAt(record), cache.epoch());
    const { views } = new CacheDatabase();
    const [one, other] = await views.toArray();
    if (one === undefined || other === undefined) throw new Error('two rows were written');
    await views.bulkPut([
      { ...one, sealed: other.sealed },
      { ...other, sealed: one.sealed },
    ]);
    expect(await cache.read(account)).toBeNull();
    expect(await cache.read(OTHER_ACCOUNT_PAGE.record)).toBeNull();
  });
});

describe('age', () => {
  test('of a day is too old', async () => {
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    clock.now = NOW + 24 * HOUR - 1;
    expect(await cache.read(account)).not.toBeNull();
    clock.now += 1;
    expect(await cache.read(account)).toBeNull();
  });

  test('a row that is too old is removed, when something is written and when the worker starts', async () => {
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    clock.now += 25 * HOUR;
    await cache.write(OTHER_ACCOUNT_PAGE.record, viewAt(OTHER_ACCOUNT_PAGE.record), cache.epoch());
    expect(await new CacheDatabase().views.count()).toBe(1);
    clock.now += 25 * HOUR;
    await open().sweep();
    expect(await new CacheDatabase().views.count()).toBe(0);
  });

  test('a policy of no cache keeps nothing and shows nothing', async () => {
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    clock.maxAge = 0;
    expect(await cache.read(account)).toBeNull();
    const written = vi.spyOn(Dexie.prototype, 'transaction');
    await cache.write(CONTACT_PAGE.record, viewAt(account, account), cache.epoch());
    expect(written).not.toHaveBeenCalled();
    await cache.sweep();
    expect(await new CacheDatabase().views.count()).toBe(0);
  });
});

describe('offline reading', () => {
  const closeBrowser = () => fakeBrowser.storage.session.clear();

  test('keeps what was read when the browser is closed, where it is wanted', async () => {
    laidBy.wanted = true;
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    await closeBrowser();
    expect(await open().read(account)).toEqual(viewAt(account));
    clock.now += 24 * HOUR;
    expect(await open().read(account)).toBeNull();
  });

  test('chosen later keeps what was read before; taken back, it is gone with the browser', async () => {
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    laidBy.wanted = true;
    await cache.keepAsWanted();
    await closeBrowser();
    expect(await open().read(account)).not.toBeNull();
    laidBy.wanted = false;
    await open().keepAsWanted();
    expect(laidBy.root).toBeNull();
    expect(await open().read(account)).not.toBeNull();
    await closeBrowser();
    expect(await open().read(account)).toBeNull();
  });

  test('forbidden while the browser was closed leaves nothing to read, nor the key', async () => {
    laidBy.wanted = true;
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    await closeBrowser();
    laidBy.wanted = false;
    await open().sweep();
    expect(laidBy.root).toBeNull();
    expect(await new CacheDatabase().views.count()).toBe(0);
  });

  test('ends with a wipe', async () => {
    laidBy.wanted = true;
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    const copy = await new CacheDatabase().views.toArray();
    await cache.wipe();
    expect(laidBy.root).toBeNull();
    await new CacheDatabase().views.bulkAdd(copy);
    expect(await open().read(account)).toBeNull();
  });

  test('with a key that this profile can no longer unseal starts over', async () => {
    laidBy.wanted = true;
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    await closeBrowser();
    vi.spyOn(laidBy, 'read').mockRejectedValueOnce(new Error('sealed by another profile'));
    const started = open();
    expect(await started.read(account)).toBeNull();
    await started.write(account, viewAt(account), started.epoch());
    await closeBrowser();
    expect(await open().read(account)).not.toBeNull();
  });
});

test('a row from a clock that has been set back since is of unknown age, and not shown', async () => {
  const cache = open();
  await cache.write(account, viewAt(account), cache.epoch());
  clock.now = NOW - HOUR;
  expect(await cache.read(account)).toBeNull();
  clock.now = NOW - 30_000;
  expect(await cache.read(account)).not.toBeNull();
});

describe('size', () => {
  test(`is bounded: the oldest of more than ${MAX_ROWS} goes`, async () => {
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    const { views } = new CacheDatabase();
    const [row] = await views.toArray();
    if (row === undefined) throw new Error('a row was written');
    await views.bulkAdd(
      Array.from({ length: MAX_ROWS }, (_, place) => ({
        ...row,
        key: `k${place}`,
        storedAt: NOW + 1 + place,
      })),
    );
    await cache.sweep();
    expect(await views.count()).toBe(MAX_ROWS);
    expect(await cache.read(account)).toBeNull();
  });

  test('in bytes counts too', async () => {
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    const { views } = new CacheDatabase();
    const [row] = await views.toArray();
    if (row === undefined) throw new Error('a row was written');
    await views.add({ ...row, key: 'huge', size: 40 * 1024 * 1024, storedAt: NOW - 1 });
    await cache.sweep();
    expect(await views.toCollection().primaryKeys()).toEqual([row.key]);
  });
});

describe('a wipe', () => {
  test('leaves nothing to read, also for a copy made before it', async () => {
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    const copy = await new CacheDatabase().views.toArray();
    await cache.wipe();
    expect(await new CacheDatabase().views.count()).toBe(0);
    await new CacheDatabase().views.bulkAdd(copy);
    expect(await cache.read(account)).toBeNull();
  });

  test('an answer that was under way is not kept after it', async () => {
    const cache = open();
    const asked = cache.epoch();
    await cache.wipe();
    await cache.write(account, viewAt(account), asked);
    expect(await cache.read(account)).toBeNull();
  });

  test('that cannot even forget the key is said to have failed', async () => {
    vi.spyOn(fakeBrowser.storage.session, 'remove').mockRejectedValueOnce(new Error('closed'));
    await expect(open().wipe()).rejects.toMatchObject({ failure: { code: 'storage' } });
  });
});

test('a new link drops every page of that company, and no other', async () => {
  const cache = open();
  await cache.write(account, viewAt(account), cache.epoch());
  await cache.write(CONTACT_PAGE.record, viewAt(account, account), cache.epoch());
  await cache.write(OTHER_ACCOUNT_PAGE.record, viewAt(OTHER_ACCOUNT_PAGE.record), cache.epoch());
  const asked = cache.epoch();
  await cache.forgetCompany(account);
  expect(await cache.read(account)).toBeNull();
  expect(await cache.read(CONTACT_PAGE.record)).toBeNull();
  expect(await cache.read(OTHER_ACCOUNT_PAGE.record)).not.toBeNull();
  await cache.write(account, viewAt(account), asked);
  expect(await cache.read(account)).toBeNull();
});

describe('trouble with the disk', () => {
  test('a full disk keeps nothing and stops nobody', async () => {
    const cache = open();
    vi.spyOn(Dexie.prototype, 'transaction').mockRejectedValueOnce(new Dexie.QuotaExceededError());
    await expect(cache.write(account, viewAt(account), cache.epoch())).resolves.toBeUndefined();
    await cache.write(account, viewAt(account), cache.epoch());
    expect(await cache.read(account)).not.toBeNull();
  });

  test('a browser without IndexedDB has an empty cache', async () => {
    const { indexedDB: real } = globalThis;
    Dexie.dependencies.indexedDB = {
      ...real,
      open: () => {
        throw new Error('denied');
      },
    } as unknown as IDBFactory;
    const cache = open();
    await cache.write(account, viewAt(account), cache.epoch());
    expect(await cache.read(account)).toBeNull();
    await cache.forgetCompany(account);
    await cache.sweep();
    Dexie.dependencies.indexedDB = real;
  });

  test('a row of another shape, from an older version, counts as none', async () => {
    const cache = open();
    await cache.write(
      account,
      { ...viewAt(account), fetchedAt: 'long ago' as unknown as number },
      cache.epoch(),
    );
    expect(await cache.read(account)).toBeNull();
  });
});
