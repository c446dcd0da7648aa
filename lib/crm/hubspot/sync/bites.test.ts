// @vitest-environment node
// One story per bite keeps this file long: the registry of bites is the unit here, and a reader looks one up by its name.
import { describe, expect, test } from 'vitest';
import {
  companies,
  idOf,
  openObject,
  type SyncWorld,
  type SyncWorldOptions,
  syncWorld,
  value,
} from '../../../../test/crm/hubspotSync.fixture.ts';
import { BITE_IDS, type BiteId } from '../../../../test/world/hubspot/bites.ts';
import type { CrmId, FieldName, ServerTime, TwinKey } from '../../../sync/ids.ts';
import type { FeedPlace, WriteRow } from '../../../sync/ports.ts';
import type { CrmObjectSync } from '../../syncPort.ts';

/** How the sync fares where the portal bites; the bite is on. */
interface Story {
  readonly with?: SyncWorldOptions;
  readonly fares: (world: SyncWorld, sync: CrmObjectSync) => Promise<void>;
}
/** Why the sync never meets a bite. */
type Elsewhere = `elsewhere: ${string}`;

const pages: Elsewhere = 'elsewhere: test/e2e, where pages are';
const signIn: Elsewhere = 'elsewhere: the ERP API holds the secret and signs in';
const company = (index: number) => idOf('company', String(100_000 + index));
const row = (index: number, fields: Readonly<Record<string, string>>): WriteRow<CrmId> => ({
  id: company(index),
  change: {
    kind: 'fields',
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, text]) => [
        name as FieldName,
        { kind: 'value', value: text } as const,
      ]),
    ),
  },
  expected: null,
});
const writes = async ({ crm }: CrmObjectSync, ...rows: readonly WriteRow<CrmId>[]) =>
  value(await crm.write(rows));
const feedOf = async ({ feed }: CrmObjectSync, since: number | null = null) => {
  const places: FeedPlace[] = [];
  for (let more = true; more; ) {
    const page = value(await feed.changes(since as ServerTime | null, places.at(-1) ?? null));
    places.push(...page.changes);
    more = page.more;
  }
  return new Set(places.map(({ id }) => id));
};
const rule = {
  objectType: 'companies' as const,
  property: 'city',
  pattern: '[A-Z].*',
  message: 'A capital, please.',
};
const holding = (count: number): SyncWorldOptions => ({
  portal: { records: { companies: companies(count) } },
});
const limited = { kind: 'notSent', reason: 'rateLimited' };

const STORIES: { readonly [Id in BiteId]: Story | Elsewhere } = {
  accessTokenLife: {
    fares: async () => {
      const session = { accessToken: async () => 'expired', renew: async () => 'expired too' };
      await expect(openObject(syncWorld({ session }), 'company')).rejects.toMatchObject({
        failure: { code: 'crm.authExpired' },
      });
    },
  },
  archivedOwnPass: {
    fares: async (world, sync) => {
      await world.call('DELETE', '/crm/objects/2026-09/companies/100001');
      expect(await feedOf(sync)).toEqual(new Set([company(0), company(1), company(2)]));
    },
  },
  associationsTwice: {
    with: {
      portal: {
        records: {
          companies: companies(1),
          deals: [{ id: '1', properties: { dealname: 'A' }, associations: { companies: ['100000'] } }],
        },
      },
    },
    fares: async (world) => {
      const { crm } = await openObject(world, 'deal', 'associations.company');
      expect(value(await crm.read([idOf('deal', '1')]))).toMatchObject([
        { cells: { 'associations.company': { seen: { value: '100000' } } } },
      ]);
    },
  },
  batchLimit: {
    with: holding(101),
    fares: async (_, sync) => {
      const rows = Array.from({ length: 101 }, (__, index) => row(index, { city: 'Oslo' }));
      expect((await writes(sync, ...rows)).every(({ kind }) => kind === 'written')).toBe(true);
    },
  },
  batchOrder: {
    fares: async (_, { crm }) => {
      const ids = [2, 0, 1].map(company);
      expect(value(await crm.read(ids))).toMatchObject(ids.map((id) => ({ id })));
    },
  },
  batchPartly: {
    fares: async (_, sync) => {
      const outcomes = await writes(sync, row(0, { city: 'Oslo' }), row(404, { city: 'Oslo' }));
      expect(outcomes.map(({ kind }) => kind)).toEqual(['written', 'gone']);
    },
  },
  batchShort: {
    fares: async (_, { crm }) => {
      expect(value(await crm.read([company(0), company(404)]))).toMatchObject([
        { kind: 'found' },
        { kind: 'absent' },
      ]);
    },
  },
  burstLimit: {
    with: { ...holding(1), budgets: { starterPerTenSeconds: 10 } },
    fares: async (world, sync) => {
      for (let read = 0; read < 30; read++) expect((await sync.crm.read([company(0)])).kind).toBe('answered');
      expect(world.waits.length).toBeGreaterThan(2);
    },
  },
  clientSecret: signIn,
  contactExists: {
    with: { portal: { records: { contacts: [{ id: '7', properties: { email: 'ida@nordwind.example' } }] } } },
    fares: async (world) => {
      const { creator } = await openObject(world, 'contact', 'email');
      const fields = { ['email' as FieldName]: { kind: 'value', value: 'ida@nordwind.example' } as const };
      expect(
        value((await creator?.create([{ key: 'one' as TwinKey, fields }])) ?? { kind: 'none' }),
      ).toMatchObject([{ kind: 'exists', id: idOf('contact', '7') }]);
    },
  },
  customValidation: {
    with: { portal: { records: { companies: companies(2) }, validationRules: [rule] } },
    fares: async (_, sync) => {
      expect(await writes(sync, row(0, { city: 'oslo' }), row(1, { city: 'Oslo' }))).toMatchObject([
        { kind: 'refused', fields: ['city'], reason: { message: 'A capital, please.' } },
        { kind: 'written' },
      ]);
    },
  },
  dailyLimit: {
    with: { ...holding(1), budgets: { perDay: 10 } },
    fares: async (world, sync) => {
      for (let read = 0; read < 6; read++) expect((await sync.crm.read([company(0)])).kind).toBe('answered');
      // The last fifth of the day is for those who look at a page.
      expect(await sync.crm.read([company(0)])).toEqual(limited);
      expect((await world.budget.state()).paused?.why).toBe('daily');
      world.clock.forward(Date.parse('2026-11-20T23:00:00Z') - world.clock.now());
      expect((await sync.crm.read([company(0)])).kind).toBe('answered');
    },
  },
  gatewayPages: {
    fares: async (_, { crm, feed }) => {
      expect(await crm.read([company(0)])).toEqual({ kind: 'lost' });
      expect(await crm.write([row(0, { city: 'Oslo' })])).toEqual({ kind: 'lost' });
      expect(await feed.changes(null, null)).toEqual({ kind: 'lost' });
    },
  },
  hiddenLooksGone: {
    fares: async ({ portal }, { crm }) => {
      const canSee = portal.canSee.bind(portal);
      portal.canSee = (record, user) => record.id !== '100000' && canSee(record, user);
      expect(value(await crm.read([company(0), company(404)]))).toEqual([
        { kind: 'absent' },
        { kind: 'absent' },
      ]);
    },
  },
  hiddenTabs: pages,
  historyBatch: {
    with: holding(51),
    fares: async (_, { crm }) => {
      const ids = Array.from({ length: 51 }, (__, index) => company(index));
      expect(value(await crm.read(ids))).toHaveLength(51);
    },
  },
  lastModifiedNames: {
    with: { portal: { records: { contacts: [{ id: '7', properties: { email: 'ida@nordwind.example' } }] } } },
    fares: async (world) => {
      expect((await feedOf(await openObject(world, 'contact'))).size).toBe(1);
      expect((await feedOf(await openObject(world, 'deal'))).size).toBe(0);
    },
  },
  mergedIds: {
    fares: async (world, { crm }) => {
      const merge = { primaryObjectId: '100000', objectIdToMerge: '100001' };
      const { body } = await world.call('POST', '/crm/objects/2026-09/companies/merge', merge);
      const survivor = { kind: 'found', id: idOf('company', String(body.id)) };
      expect(value(await crm.read([company(1), company(0)]))).toMatchObject([survivor, survivor]);
    },
  },
  migration: {
    fares: async (_, { crm }) => {
      expect(await crm.write([row(0, { city: 'Oslo' })])).toEqual(limited);
    },
  },
  noConditionalWrites: {
    fares: async (_, { crm }) => {
      expect(crm.capabilities.locking).toBe('none');
    },
  },
  noCrossOrigin: 'elsewhere: test/e2e, where a browser asks',
  noRetryAfter: {
    with: holding(1),
    fares: async (world, { crm }) => {
      world.hubspot.failNext(429);
      expect(await crm.read([company(0)])).toEqual(limited);
      expect((await crm.read([company(0)])).kind).toBe('answered');
    },
  },
  numberedApisEnd: {
    with: {
      portal: {
        records: {
          companies: companies(1),
          deals: [{ id: '1', properties: { dealname: 'A' }, associations: { companies: ['100000'] } }],
        },
      },
    },
    fares: async (world) => {
      expect((await world.newSync().fields('deal', new AbortController().signal)).length).toBeGreaterThan(5);
      const { crm } = await openObject(world, 'deal', 'dealname', 'associations.company');
      expect(value(await crm.read([idOf('deal', '1')]))).toMatchObject([
        {
          cells: {
            dealname: { seen: { value: 'A' } },
            'associations.company': { seen: { value: '100000' } },
          },
        },
      ]);
    },
  },
  randomClassNames: pages,
  regionalHosts: pages,
  scopes: {
    with: {
      serviceKeys: [
        { key: 'pat-na1-11111111-aaaa', portalId: '4711', scopes: ['crm.objects.companies.write'] },
      ],
    },
    fares: async (_, { crm }) => {
      expect(await crm.read([company(0)])).toEqual({ kind: 'notSent', reason: 'forbidden' });
    },
  },
  searchCeiling: 'elsewhere: feed.test.ts, with records beyond it: no search here has an offset',
  searchFilters: {
    fares: async (world) => {
      const { creator } = await openObject(world, 'quote');
      const keys = Array.from({ length: 19 }, (_, index) => `key ${index}` as TwinKey);
      expect(value((await creator?.withKey(keys)) ?? { kind: 'none' })).toEqual(keys.map(() => []));
    },
  },
  searchHeaders: {
    with: { ...holding(1), budgets: { starterPerTenSeconds: 190 } },
    fares: async (world, sync) => {
      await sync.crm.read([company(0)]);
      await feedOf(sync);
      expect((await world.budget.state()).rolling?.calls).toBe(190);
    },
  },
  searchIndexing: {
    with: { ...holding(1), indexingDelayMs: 60_000 },
    fares: async (world, sync) => {
      const { startedAt } = world.portal;
      await writes(sync, row(0, { city: 'Oslo' }));
      expect(await feedOf(sync, startedAt)).toEqual(new Set());
      // What is read by its id does not wait for the index.
      expect(value(await sync.crm.read([company(0)]))).toMatchObject([
        { cells: { city: { seen: { value: 'Oslo' } } } },
      ]);
    },
  },
  searchPage: {
    with: holding(201),
    fares: async (_, sync) => {
      expect((await feedOf(sync)).size).toBe(201);
    },
  },
  searchSecondly: {
    with: holding(1_300),
    fares: async (world, sync) => {
      expect((await feedOf(sync)).size).toBe(1_300);
      expect(world.waits.every((ms) => ms <= 1_000)).toBe(true);
    },
  },
  searchSkipsArchived: {
    fares: async (world, sync) => {
      await world.call('DELETE', '/crm/objects/2026-09/companies/100002');
      expect((await feedOf(sync)).has(company(2))).toBe(true);
    },
  },
  secondlyWithoutPolicy: {
    fares: async (world, { feed }) => {
      world.hubspot.failNext(429, 1, (_, path) => path.endsWith('/search'));
      expect(await feed.changes(null, null)).toEqual(limited);
      const before = world.clock.now();
      expect((await feed.changes(null, null)).kind).toBe('answered');
      expect(world.clock.now() - before).toBe(1_000);
    },
  },
  stageMetadata: 'elsewhere: the sync takes stages by their ids and asks nothing of their metadata',
  touchedUnchanged: {
    with: {
      portal: {
        records: { companies: companies(2), contacts: [{ id: '7', properties: { firstname: 'Ida' } }] },
      },
    },
    fares: async (world) => {
      const { crm } = await openObject(world, 'contact', 'firstname');
      const [before] = value(await crm.read([idOf('contact', '7')]));
      world.clock.forward(60_000);
      await world.call('PUT', '/crm/objects/2026-09/contacts/7/associations/default/companies/100000');
      world.clock.forward(60_000);
      const [after] = value(await crm.read([idOf('contact', '7')]));
      if (before?.kind !== 'found' || after?.kind !== 'found') throw new Error('It was planted.');
      // The record moved, so a write waits for a new look; its field did not, so nothing is taken for changed.
      expect(after.version).not.toBe(before.version);
      expect(after.cells).toEqual(before.cells);
    },
  },
  unknownPropertyIgnored: {
    fares: async (world, sync) => {
      world.portal.removeProperty('companies', 'city');
      expect(value(await sync.crm.read([company(0)]))).toMatchObject([
        { cells: { city: { seen: { kind: 'unseen' } } } },
      ]);
      expect(sync.unseenFields()).toEqual(['city']);
    },
  },
  valuesRewritten: {
    fares: async (_, sync) => {
      expect(await writes(sync, row(0, { city: '  Oslo ' }))).toMatchObject([
        { stored: { city: { value: 'Oslo' } } },
      ]);
    },
  },
  writeLock: {
    with: { ...holding(3), budgets: { rowsBeforeLock: 1 } },
    fares: async (world, sync) => {
      await writes(sync, row(0, { city: 'Oslo' }), row(1, { city: 'Oslo' }));
      expect(await writes(sync, row(2, { city: 'Oslo' }))).toEqual([{ kind: 'stale' }]);
      expect(world.waits).toEqual([2_000]);
      expect(await writes(sync, row(2, { city: 'Oslo' }))).toMatchObject([{ kind: 'written' }]);
    },
  },
};

describe('the sync, where the portal bites', () => {
  test.each(BITE_IDS)('%s', async (id) => {
    const story = STORIES[id];
    if (typeof story === 'string') {
      expect(story).toMatch(/^elsewhere: ./);
      return;
    }
    const world = syncWorld(story.with ?? holding(3));
    const sync = await openObject(world, 'company', 'name', 'city');
    world.hubspot.bites.set(id, true);
    await story.fares(world, sync);
    expect(world.hubspot.contractViolations).toEqual([]);
  });
});
