// @vitest-environment node
// Long because the search and the archive are one feed, and each bad moment of one is tried beside the other.
import { describe, expect, test } from 'vitest';
import {
  companies,
  idOf,
  openObject,
  START,
  type SyncWorld,
  syncWorld,
  value,
} from '../../../../test/crm/hubspotSync.fixture.ts';
import type { ServerTime } from '../../../sync/ids.ts';
import type { CrmFeed, FeedPage, FeedPlace } from '../../../sync/ports.ts';

const HOUR = 3_600_000;
const at = (ms: number) => ms as ServerTime;
const calls = ({ hubspot }: SyncWorld, part: string) => hubspot.calls.filter((call) => call.includes(part));
const searches = (world: SyncWorld) => calls(world, '/search');
const lists = (world: SyncWorld) => calls(world, 'archived=true');

/** Everything that the feed has to say, as the core reads it. */
const readAll = async (feed: CrmFeed, since: number | null = null): Promise<readonly FeedPlace[]> => {
  const seen: FeedPlace[] = [];
  let after: FeedPlace | null = null;
  for (;;) {
    const { changes, more }: FeedPage = value(await feed.changes(since === null ? null : at(since), after));
    seen.push(...changes);
    if (!more) return seen;
    after = changes.at(-1) ?? after;
  }
};
const idsIn = (changes: readonly FeedPlace[]) => new Set(changes.map(({ id }) => id));
const archive = (world: SyncWorld, index: number, type = 'companies') =>
  world.call('DELETE', `/crm/objects/2026-09/${type}/${100_000 + index}`);

describe('what changed', () => {
  test.each([0, 1, 199, 200, 201, 1_000])(
    'is all there among %i records, in the order of time',
    async (count) => {
      const world = syncWorld({ portal: { records: { companies: companies(count) } } });
      const { feed } = await openObject(world, 'company', 'name');
      const changes = await readAll(feed);
      expect(idsIn(changes).size).toBe(count);
      expect(changes.map(({ modifiedAt }) => modifiedAt)).toEqual(
        changes.map(({ modifiedAt }) => modifiedAt).toSorted((one, other) => one - other),
      );
      // Each page begins with the last row of the one before.
      expect(searches(world)).toHaveLength(count <= 200 ? 1 : Math.ceil((count - 1) / 199));
      expect(world.hubspot.contractViolations).toEqual([]);
    },
  );

  test.each([
    ['contact', 'contacts'],
    ['deal', 'deals'],
    ['quote', 'quotes'],
    ['order', 'orders'],
  ] as const)(
    'since a time is what was modified then or later, by the %s’s own property',
    async (object, type) => {
      const records = [START - 2 * HOUR, START - HOUR, START - HOUR + 1].map((createdAt, index) => ({
        id: String(100_000 + index),
        properties: {},
        createdAt,
      }));
      const world = syncWorld({ portal: { records: { [type]: records } } });
      const { feed } = await openObject(world, object);
      expect((await readAll(feed, START - HOUR)).map(({ id }) => id)).toEqual([
        idOf(object, '100001'),
        idOf(object, '100002'),
      ]);
    },
  );

  test('is found beyond ten thousand', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(10_500) } }, contract: null });
    const { feed } = await openObject(world, 'company', 'name');
    expect(idsIn(await readAll(feed)).size).toBe(10_500);
  });

  test('in one moment is gone through by ids: twenty-five thousand of one time stamp, and those around it', async () => {
    const stamp = (index: number) => START - HOUR + (index < 5 ? -1 : index < 25_005 ? 0 : 1);
    const world = syncWorld({ portal: { records: { companies: companies(25_010, stamp) } }, contract: null });
    const { feed } = await openObject(world, 'company', 'name');
    expect(idsIn(await readAll(feed)).size).toBe(25_010);
    expect(searches(world).length).toBeLessThanOrEqual(125 + 4);
  }, 120_000);

  test('while it is read is not missed: a record that moves to the end leaves no gap', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(400) } } });
    const { feed } = await openObject(world, 'company', 'name');
    const first = value(await feed.changes(null, null));
    for (const index of [0, 1, 2]) {
      await world.call('PATCH', `/crm/objects/2026-09/companies/${100_000 + index}`, {
        properties: { city: 'Oslo' },
      });
    }
    world.clock.forward(60_000);
    const seen = [...first.changes];
    let page = first;
    while (page.more) {
      page = value(await feed.changes(null, seen.at(-1) ?? null));
      seen.push(...page.changes);
    }
    expect(idsIn(seen).size).toBe(400);
    expect(seen.filter(({ id }) => id === idOf('company', '100001'))).toHaveLength(2);
  });

  test('is not found before the index has it, which the overlap of the core is for', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(1) } }, indexingDelayMs: 5_000 });
    const { feed } = await openObject(world, 'company', 'name');
    await world.call('PATCH', '/crm/objects/2026-09/companies/100000', { properties: { city: 'Oslo' } });
    world.clock.forward(4_999);
    expect(await readAll(feed, START)).toEqual([]);
    world.clock.forward(2);
    expect(await readAll(feed, START)).toEqual([{ modifiedAt: START, id: idOf('company', '100000') }]);
  });

  test('by a merge is told under the new id and under both old ones', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(3) } }, indexingDelayMs: 0 });
    const merge = { primaryObjectId: '100000', objectIdToMerge: '100001' };
    const survivor = String(
      (await world.call('POST', '/crm/objects/2026-09/companies/merge', merge)).body.id,
    );
    const { feed } = await openObject(world, 'company', 'name');
    expect(idsIn(await readAll(feed, START))).toEqual(
      new Set([survivor, '100000', '100001'].map((id) => idOf('company', id))),
    );
  });

  test('goes on where it was, and begins behind the given row where it does not know it', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(450) } } });
    const opened = await openObject(world, 'company', 'name');
    const first = value(await opened.feed.changes(null, null));
    const last = first.changes.at(-1) ?? null;
    const next = value(await opened.feed.changes(null, last));
    const other = await openObject(world, 'company', 'name');
    expect(value(await other.feed.changes(null, last))).toEqual(next);
    expect(next.changes[0]).toEqual(last);
  });
});

describe('what was archived', () => {
  test('is told as changed when it was archived, and needs no second run to be found', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(250) } } });
    for (const index of [3, 249]) await archive(world, index);
    const { feed, crm } = await openObject(world, 'company', 'name');
    const changes = await readAll(feed);
    expect(idsIn(changes).size).toBe(250);
    expect(changes.slice(-2)).toEqual([
      { modifiedAt: START, id: idOf('company', '100003') },
      { modifiedAt: START, id: idOf('company', '100249') },
    ]);
    expect(value(await crm.read([idOf('company', '100003')]))).toMatchObject([{ kind: 'deleted' }]);
  });

  test('is not gone through with every run: one call for a run in which nothing happened', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(3) } } });
    const { feed } = await openObject(world, 'company', 'name');
    await readAll(feed);
    world.hubspot.calls.length = 0;
    world.clock.forward(5 * 60_000);
    expect(await readAll(feed, START)).toEqual([]);
    expect(world.hubspot.calls).toHaveLength(1);
  });

  test('between two passes is found by the later one, though the watermark has long passed it', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(3) } }, indexingDelayMs: 0 });
    const { feed } = await openObject(world, 'company', 'name');
    await readAll(feed);
    world.clock.forward(60_000);
    await archive(world, 1);
    world.clock.forward(14 * 60_000);
    const edited = await world.call('PATCH', '/crm/objects/2026-09/companies/100002', {
      properties: { city: 'Oslo' },
    });
    expect(edited.status).toBe(200);
    const changes = await readAll(feed, START + 15 * 60_000 - 1_000);
    expect(idsIn(changes)).toEqual(new Set([idOf('company', '100002'), idOf('company', '100001')]));
    // A second pass soon after tells it again: a tombstone that is told twice does no harm, one that is not told does.
    world.clock.forward(16 * 60_000);
    expect(idsIn(await readAll(feed, START + 31 * 60_000))).toEqual(new Set());
  });

  test('counts as heard of only when its page was stored', async () => {
    const archived = companies(150).map((each) => ({ ...each, archived: true }));
    const world = syncWorld({ portal: { records: { companies: archived } } });
    const { feed } = await openObject(world, 'company', 'name');
    const first = value(await feed.changes(null, null));
    expect(first.changes).toHaveLength(100);
    const second = value(await feed.changes(null, first.changes.at(-1) ?? null));
    expect(second).toMatchObject({ changes: { length: 50 }, more: true });
    expect(world.places.size).toBe(0);
    expect(value(await feed.changes(null, second.changes.at(-1) ?? null))).toMatchObject({
      changes: [],
      more: false,
    });
    expect(world.places.get('company')).toMatchObject({ knownUntil: START });
    expect(lists(world)).toHaveLength(2);
  });

  test('is gone through anew where what was stored cannot be read, or by a clock that was put back', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(2) } } });
    await archive(world, 1);
    world.places.set('company', { form: 'of old' } as never);
    const { feed } = await openObject(world, 'company', 'name');
    expect(idsIn(await readAll(feed, START + HOUR))).toEqual(new Set([idOf('company', '100001')]));
    world.places.set('company', { knownUntil: START + HOUR });
    expect(idsIn(await readAll(feed, START - HOUR))).toEqual(new Set([idOf('company', '100001')]));
  });

  test('is gone through each time where the browser’s storage has failed, and nothing rejects', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(2) } } });
    await archive(world, 1);
    world.places.get = () => {
      throw new Error('The database is closed.');
    };
    world.places.set = world.places.get as never;
    const { feed } = await openObject(world, 'company', 'name');
    expect(idsIn(await readAll(feed)).size).toBe(2);
    expect(idsIn(await readAll(feed, START)).size).toBe(1);
    expect(lists(world)).toHaveLength(2);
  });

  test('is sure to be known for ninety days, by the portal’s clock; without one nothing is', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(1) } } });
    const opened = await openObject(world, 'company', 'name');
    expect(await opened.deletesKnownFrom()).toEqual({ kind: 'answered', value: START - 90 * 24 * HOUR });
    const dateless = syncWorld();
    dateless.state.wire = async (request, deliver) => {
      const response = await deliver(request);
      response.headers.delete('Date');
      return response;
    };
    const unknown = await openObject(dateless, 'company', 'name');
    expect(await unknown.deletesKnownFrom()).toEqual({ kind: 'answered', value: Number.POSITIVE_INFINITY });
  });
});

describe('a portal that does not answer', () => {
  test.each([
    [429, { kind: 'notSent', reason: 'rateLimited' }],
    [423, { kind: 'notSent', reason: 'rateLimited' }],
    [477, { kind: 'notSent', reason: 'rateLimited' }],
    [503, { kind: 'lost' }],
  ] as const)('a search with %i is told as such, and the next one goes on', async (status, told) => {
    const world = syncWorld({ portal: { records: { companies: companies(1) } } });
    const { feed } = await openObject(world, 'company', 'name');
    world.hubspot.failNext(status);
    expect(await feed.changes(null, null)).toEqual(told);
    world.clock.forward(60_000);
    expect(idsIn(await readAll(feed)).size).toBe(1);
  });

  test('in the middle of the archive begins it anew next time', async () => {
    const archived = companies(150).map((each) => ({ ...each, archived: true }));
    const world = syncWorld({ portal: { records: { companies: archived } } });
    const { feed } = await openObject(world, 'company', 'name');
    const first = value(await feed.changes(null, null));
    world.hubspot.failNext(502);
    expect(await feed.changes(null, first.changes.at(-1) ?? null)).toEqual({ kind: 'lost' });
    expect(world.places.size).toBe(0);
    expect(idsIn(await readAll(feed)).size).toBe(150);
  });

  test('a user who may not read the object is told so', async () => {
    const world = syncWorld({
      serviceKeys: [
        {
          key: 'pat-na1-11111111-aaaa',
          portalId: '4711',
          scopes: ['crm.objects.companies.read', 'crm.schemas.deals.read'],
        },
      ],
    });
    const { feed, crm } = await openObject(world, 'deal', 'dealname');
    expect(await feed.changes(null, null)).toEqual({ kind: 'notSent', reason: 'forbidden' });
    expect(await crm.read([idOf('deal', '1')])).toEqual({ kind: 'notSent', reason: 'forbidden' });
  });

  test.each(['/search', 'archived=true'])('an answer of another shape to %s is none', async (part) => {
    const world = syncWorld({ portal: { records: { companies: companies(1) } } });
    const { feed } = await openObject(world, 'company', 'name');
    world.state.wire = async (request, deliver) =>
      request.url.includes(part) ? Response.json({ rows: [] }) : deliver(request);
    const first = await feed.changes(null, null);
    const last =
      first.kind === 'answered' ? await feed.changes(null, first.value.changes.at(-1) ?? null) : first;
    expect(last).toEqual({ kind: 'lost' });
  });

  test('searches keep to five a second of the account, of which one is left to pages', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(1_300) } } });
    const { feed } = await openObject(world, 'company', 'name');
    await readAll(feed);
    expect(searches(world)).toHaveLength(7);
    expect(world.waits).toEqual([1_000]);
  });
});

describe('all ids that a user sees', () => {
  test('come page by page, without the archived ones', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(201) } } });
    await archive(world, 0);
    const { visibleIds } = await openObject(world, 'company', 'name');
    const ids = new Set<string>();
    for await (const page of visibleIds()) for (const id of value(page)) ids.add(id);
    expect(ids.size).toBe(200);
    expect(ids.has(idOf('company', '100000'))).toBe(false);
    expect(world.hubspot.contractViolations).toEqual([]);
  });

  test.each([
    ['is not answered', 502, { kind: 'lost' }],
    ['is limited', 429, { kind: 'notSent', reason: 'rateLimited' }],
  ] as const)('end with the first page that %s', async (_, status, told) => {
    const world = syncWorld({ portal: { records: { companies: companies(101) } } });
    const { visibleIds } = await openObject(world, 'company', 'name');
    let page = 0;
    world.hubspot.failNext(status, 1, () => ++page === 2);
    const pages: unknown[] = [];
    for await (const each of visibleIds()) pages.push(each);
    expect(pages).toHaveLength(2);
    expect(pages[1]).toEqual(told);
  });

  test('end with an answer of another shape', async () => {
    const world = syncWorld();
    const { visibleIds } = await openObject(world, 'company', 'name');
    world.state.wire = async () => Response.json({});
    const pages: unknown[] = [];
    for await (const each of visibleIds()) pages.push(each);
    expect(pages).toEqual([{ kind: 'lost' }]);
  });
});
