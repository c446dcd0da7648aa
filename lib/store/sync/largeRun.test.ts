import { IDBIndex, IDBObjectStore } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { forgetDatabases } from '../../background/fakes/databases.ts';
import type { Cursor, LinkId, MappingVersion, RunId } from '../../sync/ids.ts';
import type { Dirty } from '../../sync/ports.ts';
import type { RowOutcome } from '../../sync/runState.ts';
import { localStore } from './localStore.ts';
import { syncStorage } from './storage.ts';

const SCOPE = 'salesforce/acme.my.salesforce.com/Account/customer/ida';
const { get, add } = IDBObjectStore.prototype;

beforeEach(() => {
  vi.restoreAllMocks();
  forgetDatabases();
});

test('a store of a large run reads and writes a little at a time, so that whoever asks the worker meanwhile has a turn', async () => {
  const store = localStore(syncStorage(), SCOPE);
  const count = 20_000;
  const ids = Array.from({ length: count }, (_, index) => `link-${index}` as LinkId);
  const dirty = ids.map((id): Dirty => ({ kind: 'link', id }));
  const rows = ids.map((record): RowOutcome => ({ record, outcome: 'updated', reason: null }));
  const positions = { mapping: 3 as MappingVersion, watermark: null, cursor: 'c' as Cursor };
  await store.saveDiscovery({ positions, dirty });
  // Between two turns: what is read, or stored, in one go blocks everybody for as long as its copying takes.
  const most = { read: 0, written: 0 };
  let turn = { read: 0, written: 0 };
  const reads = vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (
    this: InstanceType<typeof IDBObjectStore>,
    ...asked
  ) {
    turn.read += 1;
    most.read = Math.max(most.read, turn.read);
    return get.apply(this, asked);
  });
  const adds = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
    this: InstanceType<typeof IDBObjectStore>,
    ...added
  ) {
    turn.written += 1;
    most.written = Math.max(most.written, turn.written);
    return add.apply(this, added);
  });
  const whole = [IDBObjectStore, IDBIndex].map((each) => vi.spyOn(each.prototype, 'getAll'));
  let ticking = setImmediate(function next() {
    turn = { read: 0, written: 0 };
    ticking = setImmediate(next);
  });
  await store.saveRun({
    id: 'run-1' as RunId,
    trigger: 'manual',
    scope: { kind: 'all' },
    phase: 'syncing',
    rows,
  });
  const loaded = await localStore(syncStorage(), SCOPE).load();
  clearImmediate(ticking);
  expect(loaded.dirty).toEqual(dirty);
  expect(loaded.run?.rows).toEqual(rows);
  expect(reads).toHaveBeenCalled();
  expect(adds).toHaveBeenCalledTimes(count / 500);
  expect(most.read).toBeLessThanOrEqual(12);
  expect(most.written).toBeLessThanOrEqual(10);
  for (const each of whole) expect(each).not.toHaveBeenCalled();
});
