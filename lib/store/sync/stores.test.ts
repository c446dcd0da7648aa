import { beforeEach, describe, expect, test } from 'vitest';
import { forgetDatabases } from '../../background/fakes/databases.ts';
import type { CrmId, MappingVersion, RunId } from '../../sync/ids.ts';
import { localStore } from './localStore.ts';
import { LOG_LINES, logRing } from './logRing.ts';
import { namedValues } from './namedValues.ts';
import { forgetScopes } from './scopes.ts';
import { syncStorage } from './storage.ts';

beforeEach(forgetDatabases);

describe('a named value', () => {
  test('outlives the worker, is replaced whole and goes away', async () => {
    await namedValues(syncStorage()).write('a', { x: 1, y: 2 });
    await namedValues(syncStorage()).write('a', { x: 3 });
    expect(await namedValues(syncStorage()).read('a')).toEqual({ x: 3 });
    await namedValues(syncStorage()).remove('a');
    expect(await namedValues(syncStorage()).read('a')).toBeUndefined();
  });
});

describe('a log', () => {
  test('keeps its newest lines, in their order', async () => {
    const ring = logRing(syncStorage());
    const lines = Array.from({ length: LOG_LINES + 250 }, (_, n) => ({ n }));
    for (let from = 0; from < lines.length; from += 250) await ring.add(lines.slice(from, from + 250));
    expect(await logRing(syncStorage()).read()).toEqual(lines.slice(250));
  });
});

test('a CRM that is disconnected leaves nothing behind, and the others all they had', async () => {
  const storage = syncStorage();
  const fill = async (scope: string) => {
    const store = localStore(storage, scope);
    await store.saveDiscovery({
      positions: { mapping: 1 as MappingVersion, watermark: null, cursor: null },
      dirty: [{ kind: 'crm', id: 'hubspot/1/company/1' as CrmId }],
    });
    await store.saveRun({
      id: 'r' as RunId,
      trigger: 'manual',
      scope: { kind: 'all' },
      phase: 'syncing',
      rows: [{ record: 'l' as never, outcome: 'updated', reason: null }],
    });
  };
  await fill('hubspot/1/company/ida');
  await fill('hubspot/1/deal/ida');
  await fill('hubspot/12/company/ida');
  await forgetScopes(storage, 'hubspot/1/');
  const left = await storage.use(async (database) => ({
    scopes: await database.scopes.toCollection().primaryKeys(),
    dirty: (await database.dirty.toArray()).map(({ scope }) => scope),
    outcomes: (await database.outcomes.toArray()).map(({ scope }) => scope),
  }));
  const other = ['hubspot/12/company/ida'];
  expect(left).toEqual({ scopes: other, dirty: other, outcomes: other });
});
