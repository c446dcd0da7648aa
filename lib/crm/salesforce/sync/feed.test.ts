// @vitest-environment node
import { describe, expect, test } from 'vitest';
import {
  accountKey,
  accounts,
  answered,
  at,
  START,
  type SyncedOrg,
  syncedOrg,
} from '../../../../test/fixtures/syncedSalesforce.ts';
import { idOf } from '../../../../test/world/salesforce/ids.ts';
import type { ServerTime } from '../../../sync/ids.ts';
import type { FeedPlace } from '../../../sync/ports.ts';
import { anySignal, fixedSession } from '../../scriptedApi.fixture.ts';

const whole = async ({ open }: SyncedOrg, since: ServerTime | null): Promise<readonly FeedPlace[]> => {
  const { feed } = await open();
  const places: FeedPlace[] = [];
  for (;;) {
    const { changes, more } = answered(await feed.changes(since, places.at(-1) ?? null));
    places.push(...changes);
    if (!more) return places;
  }
};
const pagesOf = ({ sent }: SyncedOrg): number => sent.filter((line) => line.includes('/query')).length;

describe('the feed', () => {
  test('shows 25,000 records of one second, each once, in 13 calls', async () => {
    const world = syncedOrg({ Account: accounts(25_000) });
    const places = await whole(world, null);
    expect(new Set(places.map(({ id }) => id)).size).toBe(25_000);
    expect(places).toHaveLength(25_000);
    expect(new Set(places.map(({ modifiedAt }) => modifiedAt)).size).toBe(1);
    expect(pagesOf(world)).toBe(13);
  });

  test.each([
    [0, 1],
    [1, 1],
    [1_999, 1],
    [2_000, 2],
    [2_001, 2],
  ])('of %i records ends after %i pages', async (n, pages) => {
    const world = syncedOrg({ Account: accounts(n) });
    expect(await whole(world, null)).toHaveLength(n);
    expect(pagesOf(world)).toBe(pages);
  });

  test('of pages that the org cuts shorter is whole all the same', async () => {
    const world = syncedOrg({ Account: accounts(700) });
    world.org.bites.on('queryPages', { rows: 150 });
    expect(await whole(world, null)).toHaveLength(700);
  });

  test('needs no locator: a page whose locator has expired goes on by its last row', async () => {
    const world = syncedOrg({ Account: accounts(450) });
    world.org.bites.on('queryPages', { rows: 200 });
    const { feed } = await world.open();
    const { changes, more } = answered(await feed.changes(null, null));
    expect([changes.length, more]).toEqual([200, true]);
    // Locators live for two days, sessions for two hours: somebody signs in again, who has opened none.
    world.clock.org += 3 * 86_400_000;
    const crm = world.as(fixedSession(world.org.accessToken()));
    const { feed: later } = await crm.open('Account', [], anySignal());
    expect(answered(await later.changes(null, changes.at(-1) ?? null)).changes).toHaveLength(200);
  });

  test('begins with the second it is asked from', async () => {
    const world = syncedOrg({ Account: accounts(3) });
    world.clock.org += 10_000;
    world.org.update(idOf('Account', 2), { Phone: '7' });
    expect(await whole(world, at('2026-11-20T09:30:10Z'))).toEqual([
      { id: accountKey(2), modifiedAt: at('2026-11-20T09:30:10Z') },
    ]);
    expect(await whole(world, at('2026-11-20T09:30:11Z'))).toEqual([]);
  });

  test('has what was deleted, merged away and restored in it', async () => {
    const world = syncedOrg({ Account: accounts(4) });
    world.clock.org += 10_000;
    world.org.remove(idOf('Account', 1));
    world.org.merge(idOf('Account', 3), idOf('Account', 2));
    world.org.remove(idOf('Account', 4));
    world.org.restore(idOf('Account', 4));
    const places = await whole(world, at('2026-11-20T09:30:10Z'));
    expect(places.map(({ id }) => id)).toEqual([1, 2, 3, 4].map(accountKey));
  });

  test('shows a change that became visible late to whoever reads an overlap back', async () => {
    const world = syncedOrg({ Account: accounts(1) });
    world.org.bites.on('visibilityLag', { ms: 5_000 });
    world.clock.org += 60_000;
    world.org.update(idOf('Account', 1), { Phone: '7' });
    const asked = (START + 60_000) as ServerTime;
    expect(await whole(world, asked)).toEqual([]);
    world.clock.org += 5_000;
    expect(await whole(world, asked)).toHaveLength(1);
  });

  test.each([-86_400_000, 86_400_000])(
    'does not ask the browser what time it is (%i ms off)',
    async (skew) => {
      const world = syncedOrg({ Account: accounts(1) });
      world.clock.browser += skew;
      expect(await whole(world, null)).toEqual([
        { id: accountKey(1), modifiedAt: at('2026-11-20T09:30:00Z') },
      ]);
    },
  );

  test('says that it was not told, and by what', async () => {
    const world = syncedOrg({ Account: accounts(1) });
    const { feed } = await world.open();
    const asked = () => feed.changes(null, null);
    world.org.bites.on('unavailable', { times: 1 });
    expect(await asked()).toEqual({ kind: 'lost' });
    world.org.bites.on('requestLimit', { requests: 1 });
    expect(await asked()).toEqual({ kind: 'notSent', reason: 'rateLimited' });
    world.org.bites.reset();
    world.org.bites.on('versionRetired', { below: 68 });
    expect(await asked()).toEqual({ kind: 'notSent', reason: 'forbidden' });
    world.org.bites.reset();
    expect(answered(await asked()).changes).toHaveLength(1);
  });
});

describe('deletes', () => {
  test('are known from the first one that the org still has, or for 15 days', async () => {
    const world = syncedOrg({ Account: accounts(1) });
    const { deletesKnownFrom } = await world.open();
    expect(answered(await deletesKnownFrom())).toBe(at('2026-11-05T09:30:00Z'));
    world.org.bites.on('deletedPurge', { days: 2 });
    expect(answered(await deletesKnownFrom())).toBe(at('2026-11-18T09:30:00Z'));
    world.org.bites.on('updatedWindow', { days: 0 });
    expect(answered(await deletesKnownFrom())).toBe(at('2026-11-05T09:30:00Z'));
    world.org.bites.on('unavailable', { times: 1 });
    expect(await deletesKnownFrom()).toEqual({ kind: 'lost' });
  });

  test.each([
    [0, 1],
    [1, 1],
    [1_999, 1],
    [2_000, 2],
    [4_001, 3],
  ])(
    'that went by unheard show in the ids of all that is visible: %i of them in %i calls',
    async (n, calls) => {
      const world = syncedOrg({ Account: accounts(n) });
      const ids: string[] = [];
      for await (const page of (await world.open()).visibleIds()) ids.push(...answered(page));
      expect(ids).toHaveLength(n);
      expect(new Set(ids).size).toBe(n);
      expect(pagesOf(world)).toBe(calls);
    },
  );

  test('are not guessed from a list of ids that broke off', async () => {
    const world = syncedOrg({ Account: accounts(2_500) });
    const { visibleIds } = await world.open();
    const pages = [];
    for await (const page of visibleIds()) {
      pages.push(page.kind);
      world.org.bites.on('connectionDrops', { times: 1, when: 'before' });
    }
    expect(pages).toEqual(['answered', 'lost']);
  });

  test('leave out of the list what is deleted or hidden, and keep them apart when read', async () => {
    const world = syncedOrg({ Account: accounts(3) });
    world.org.remove(idOf('Account', 1));
    world.org.bites.on('recordHidden', { user: world.org.users[0]?.id ?? '', id: idOf('Account', 2) });
    const { visibleIds, crm } = await world.open();
    for await (const page of visibleIds()) expect(answered(page)).toEqual([accountKey(3)]);
    const readings = answered(await crm.read([1, 2, 3].map(accountKey)));
    expect(readings.map(({ kind }) => kind)).toEqual(['deleted', 'absent', 'found']);
  });
});
