import { Dexie } from 'dexie';
import { IDBObjectStore } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { forgetDatabases } from '../../background/fakes/databases.ts';
import type { CrmId, Cursor, LinkId, MappingVersion, RunId, ServerTime } from '../../sync/ids.ts';
import type { Dirty, LocalStore, Positions, StoredState } from '../../sync/ports.ts';
import { mergeRows, type Outcome, type RowOutcome, type RunState } from '../../sync/runState.ts';
import { SyncDatabase } from './database.ts';
import { dirtyKey } from './dirtyKey.ts';
import { localStore } from './localStore.ts';
import { syncStorage } from './storage.ts';

const SCOPE = 'salesforce/acme.my.salesforce.com/Account/customer/ida';
const open = (scope = SCOPE) => localStore(syncStorage(), scope);

const crm = (n: number): Dirty => ({ kind: 'crm', id: `salesforce/acme/Account/${n}` as CrmId });
const link = (n: number): Dirty => ({ kind: 'link', id: `link-${n}` as LinkId });
const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => crm(from + index));
const at = (watermark: number): Positions => ({
  mapping: 3 as MappingVersion,
  watermark: watermark as ServerTime,
  cursor: 'c' as Cursor,
});
const row = (n: number, outcome: Outcome = 'updated'): RowOutcome => ({
  record: `link-${n}` as LinkId,
  outcome,
  reason: null,
});
const running = (rows: readonly RowOutcome[] = []): RunState => ({
  id: 'run-1' as RunId,
  trigger: 'manual',
  scope: { kind: 'all' },
  phase: 'syncing',
  rows,
});

beforeEach(() => {
  vi.restoreAllMocks();
  forgetDatabases();
});

describe('a store', () => {
  test('begins with nothing', async () => {
    expect(await open().load()).toEqual({ positions: null, dirty: [], run: null });
  });

  test('keeps a page of discovery and the position behind it together', async () => {
    await open().saveDiscovery({ positions: at(5), dirty: many(1200) });
    expect(await open().load()).toEqual({ positions: at(5), dirty: many(1200), run: null });
  });

  test('holds each dirty thing once, however often it was found', async () => {
    const store = open();
    await store.saveDiscovery({ positions: at(5), dirty: [crm(1), crm(1), crm(2)] });
    await store.saveDiscovery({ positions: at(6), dirty: [crm(2), crm(3)] });
    expect((await open().load()).dirty).toEqual([crm(1), crm(2), crm(3)]);
  });

  test('takes what is dealt with off, by a worker that has not read it yet too', async () => {
    await open().saveDiscovery({ positions: at(5), dirty: many(1200) });
    await open().settle({ dirty: many(700), outcomes: [], again: [link(1), crm(3)] });
    expect((await open().load()).dirty).toEqual([...many(500, 700), link(1), crm(3)]);
  });

  test('puts outcomes to the run that stands, the strongest of a record', async () => {
    const store = open();
    await store.saveRun(running());
    await store.settle({ dirty: [], outcomes: [row(1, 'unchanged'), row(2)], again: [] });
    await store.settle({ dirty: [], outcomes: [row(1, 'conflict')], again: [] });
    expect((await open().load()).run).toEqual(running([row(1, 'conflict'), row(2)]));
  });

  test('replaces a run by another, and forgets what the one before came to', async () => {
    const store = open();
    await store.saveRun(running([row(1)]));
    await store.saveRun(running([row(2)]));
    expect((await open().load()).run).toEqual(running([row(2)]));
    await store.saveRun(null);
    expect((await open().load()).run).toBeNull();
    expect(await new SyncDatabase().outcomes.count()).toBe(0);
  });

  test('knows nothing of outcomes without a run', async () => {
    const store = open();
    await store.settle({ dirty: [], outcomes: [row(1)], again: [] });
    await store.saveRun(running());
    expect((await open().load()).run).toEqual(running());
  });

  test('of another user, org or pair is another store', async () => {
    await open().saveDiscovery({ positions: at(5), dirty: [crm(1)] });
    expect(await open(`${SCOPE}x`).load()).toEqual({ positions: null, dirty: [], run: null });
  });
});

type Step =
  | { readonly kind: 'discovery'; readonly ids: readonly number[]; readonly watermark: number }
  | { readonly kind: 'settle'; readonly ids: readonly number[]; readonly again: readonly number[] }
  | { readonly kind: 'run'; readonly rows: readonly number[] | null }
  | { readonly kind: 'restart' };
const ids = fc.array(fc.nat(40), { maxLength: 12 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('discovery' as const), ids, watermark: fc.nat(1000) }),
  fc.record({ kind: fc.constant('settle' as const), ids, again: ids }),
  fc.record({ kind: fc.constant('run' as const), rows: fc.option(ids) }),
  fc.constant({ kind: 'restart' as const }),
);

/** The same in memory, in the plainest way. */
const plainStore = (): LocalStore => {
  let state: StoredState = { positions: null, dirty: [], run: null };
  const dirty = new Map<string, Dirty>();
  return {
    load: async () => ({ ...state, dirty: [...dirty.values()] }),
    saveDiscovery: async (page) => {
      state = { ...state, positions: page.positions };
      for (const one of page.dirty) dirty.set(dirtyKey(one), one);
    },
    saveRun: async (run) => {
      state = { ...state, run };
    },
    settle: async (dealt) => {
      for (const one of dealt.dirty) dirty.delete(dirtyKey(one));
      for (const one of dealt.again) dirty.set(dirtyKey(one), one);
      if (state.run !== null)
        state = { ...state, run: { ...state.run, rows: mergeRows(state.run.rows, dealt.outcomes) } };
    },
  };
};

const apply = async (store: LocalStore, one: Step): Promise<void> => {
  switch (one.kind) {
    case 'discovery':
      return store.saveDiscovery({ positions: at(one.watermark), dirty: one.ids.map(crm) });
    case 'settle':
      return store.settle({
        dirty: one.ids.map(crm),
        outcomes: one.ids.map((n) => row(n)),
        again: one.again.map(crm),
      });
    case 'run':
      return store.saveRun(
        one.rows === null
          ? null
          : running(
              mergeRows(
                [],
                one.rows.map((n) => row(n)),
              ),
            ),
      );
    case 'restart':
      return;
  }
};

const comparable = ({ positions, dirty, run }: StoredState) => ({
  positions,
  dirty: dirty.map(dirtyKey).sort(),
  run: run === null ? null : { ...run, rows: [...run.rows].sort((a, b) => (a.record < b.record ? -1 : 1)) },
});

test('it is what a plain store in memory is, whatever happens to both and whenever the worker dies', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      forgetDatabases();
      let store = open();
      const plain = plainStore();
      for (const one of steps) {
        if (one.kind === 'restart') store = open();
        await apply(store, one);
        await apply(plain, one);
      }
      expect(comparable(await open().load())).toEqual(comparable(await plain.load()));
      expect(comparable(await store.load())).toEqual(comparable(await plain.load()));
    }),
    { numRuns: 60 },
  );
});

describe('a large dirty set', () => {
  test('costs a row per page when it grows and a row or two per batch when it shrinks', async () => {
    const store = open();
    const pages = 40;
    for (let page = 0; page < pages; page++)
      await store.saveDiscovery({ positions: at(page), dirty: many(500, page * 500) });
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const add = vi.spyOn(IDBObjectStore.prototype, 'add');
    const writes = () => put.mock.calls.length + add.mock.calls.length;
    await store.saveDiscovery({ positions: at(99), dirty: many(500, pages * 500) });
    expect(writes()).toBeLessThanOrEqual(2);
    const before = writes();
    await store.settle({ dirty: many(200, 400), outcomes: [], again: [] });
    expect(writes() - before).toBeLessThanOrEqual(2);
    expect((await open().load()).dirty).toHaveLength(500 * (pages + 1) - 200);
  });
});

/** As the browser does when the profile's disk is full: the transaction is rolled back. */
const failOnce = (method: 'put' | 'add') =>
  vi.spyOn(IDBObjectStore.prototype, method).mockImplementationOnce(() => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  });

describe('storage that fails', () => {
  test.each(['put', 'add'] as const)(
    'in the middle of a page (%s) leaves position and dirty set as they were',
    async (method) => {
      const store = open();
      await store.saveDiscovery({ positions: at(5), dirty: [crm(1)] });
      failOnce(method);
      await expect(store.saveDiscovery({ positions: at(6), dirty: [crm(2)] })).rejects.toMatchObject({
        failure: { code: 'storage' },
      });
      expect(await store.load()).toEqual({ positions: at(5), dirty: [crm(1)], run: null });
      await store.saveDiscovery({ positions: at(6), dirty: [crm(2)] });
      expect(await open().load()).toEqual({ positions: at(6), dirty: [crm(1), crm(2)], run: null });
    },
  );

  test('in the middle of a dealt batch leaves the batch to be dealt with', async () => {
    const store = open();
    await store.saveRun(running());
    await store.saveDiscovery({ positions: at(5), dirty: many(3) });
    failOnce('add');
    await expect(store.settle({ dirty: many(2), outcomes: [row(1)], again: [] })).rejects.toMatchObject({
      failure: { code: 'storage' },
    });
    await store.settle({ dirty: many(1), outcomes: [row(1)], again: [] });
    expect(await open().load()).toEqual({ positions: at(5), dirty: many(2, 1), run: running([row(1)]) });
  });

  test.each<[string, (store: LocalStore) => Promise<unknown>]>([
    ['a later page', (store) => store.saveDiscovery({ positions: at(6), dirty: [crm(2)] })],
    ['a dealt batch', (store) => store.settle({ dirty: [crm(1)], outcomes: [row(1)], again: [] })],
    ['the next phase', (store) => store.saveRun(running())],
  ])(
    'taken away in mid-run takes nothing more, so that no position hides what was lost: %s',
    async (_, put) => {
      const store = open();
      await store.saveRun(running());
      await store.saveDiscovery({ positions: at(5), dirty: [crm(1)] });
      await new SyncDatabase().delete();
      await expect(put(store)).rejects.toMatchObject({ failure: { code: 'storage' } });
      expect(await open().load()).toEqual({ positions: null, dirty: [], run: null });
      expect(await store.load()).toEqual({ positions: null, dirty: [], run: null });
      await put(store);
    },
  );

  test('closed by the browser under us works again with the next question', async () => {
    const storage = syncStorage();
    const store = localStore(storage, SCOPE);
    await store.saveDiscovery({ positions: at(5), dirty: [crm(1)] });
    await storage.use(async (database) => database.close());
    await expect(store.load()).rejects.toMatchObject({ failure: { code: 'storage' } });
    expect(await store.load()).toEqual({ positions: at(5), dirty: [crm(1)], run: null });
  });
});

describe('what an other version of the extension has stored', () => {
  const tamper = async (change: (database: SyncDatabase) => Promise<unknown>) => {
    const store = open();
    await store.saveDiscovery({ positions: at(5), dirty: [crm(1)] });
    await store.saveRun(running([row(1)]));
    const database = new SyncDatabase();
    await change(database);
    database.close();
  };

  test.each<[string, (database: SyncDatabase) => Promise<unknown>]>([
    ['in another form', (database) => database.scopes.update(SCOPE, { form: 7 })],
    ['positions that nobody knows', (database) => database.scopes.update(SCOPE, { positions: { at: 1 } })],
    ['a dirty thing of another kind', (database) => database.dirty.add({ scope: SCOPE, keys: ['lead:1'] })],
    ['a dirty set that is none', (database) => database.dirty.add({ scope: SCOPE, keys: 7 as never })],
    ['outcomes that are none', (database) => database.outcomes.add({ scope: SCOPE, rows: [7] })],
  ])('and cannot be read is dropped whole, so that all is read anew: %s', async (_, change) => {
    await tamper(change);
    expect(await open().load()).toEqual({ positions: null, dirty: [], run: null });
    const database = new SyncDatabase();
    for (const table of [database.scopes, database.dirty, database.outcomes])
      expect(await table.count()).toBe(0);
  });

  test('that knew no sync keeps its read cache', async () => {
    const older = new Dexie('ledgerside-cache');
    older.version(1).stores({ views: 'key, company, [storedAt+size]' });
    await older.table('views').add({ key: 'k', company: 'c', storedAt: 1, size: 1 });
    await open().saveDiscovery({ positions: at(5), dirty: [crm(1)] });
    expect(await older.table('views').count()).toBe(1);
  });
});
