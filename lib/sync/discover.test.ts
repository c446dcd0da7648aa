import { describe, expect, test } from 'vitest';
import { answered, engineOf, LOST, mappingOf, ofCrm, ofErp, ofLink } from '../../test/setup/engine.ts';
import { discover, readFeeds } from './discover.ts';
import type { CrmId, Cursor, MappingVersion, ServerTime } from './ids.ts';
import type { FeedPage, Positions } from './ports.ts';
import { type Engine, protocol } from './protocol.ts';

const MAPPING = 1 as MappingVersion;
const OVERLAP = 100;
const SETTLED = 1_000;
const at = (ms: number) => ms as ServerTime;
const place = (ms: number) => ({ modifiedAt: at(ms), id: `crm-${ms}` as CrmId });
const page = (changes: readonly number[], readAt: number | null, more = false): FeedPage => ({
  changes: changes.map(place),
  more,
  readAt: readAt === null ? null : at(readAt),
});

/** Reads a feed of these pages. @returns where it began, and the watermark behind each page that was kept. */
const read = async (pages: readonly FeedPage[], watermark: number | null) => {
  const asked: (ServerTime | null)[] = [];
  const positions: Positions | null =
    watermark === null ? null : { mapping: MAPPING, watermark: at(watermark), cursor: 'a' as Cursor };
  const left = [...pages];
  const engine = {
    ports: {
      store: { load: async () => ({ positions, dirty: [], run: null }) },
      pair: { isOurs: () => true },
      feed: {
        changes: async (since: ServerTime | null) => {
          asked.push(since);
          return { kind: 'answered', value: left.shift() };
        },
      },
      erp: { changes: async () => ({ kind: 'answered', value: { dirty: [], next: 'b', more: false } }) },
    },
    settings: { overlapMs: OVERLAP, settledMs: SETTLED },
    protocol,
  } as unknown as Engine;
  const kept: (ServerTime | null)[] = [];
  const ending = await readFeeds(engine, MAPPING, 'schedule', {}, async (found) => {
    kept.push(found.positions.watermark);
  });
  expect(ending).toBe('complete');
  return { since: asked[0], kept };
};

test('what changed last is looked at again until it has settled, and no longer', async () => {
  expect(await read([page([5_000], 5_900)], 4_000)).toEqual({ since: 3_900, kept: [5_000, 5_000] });
  expect(await read([page([5_000], 9_000)], 5_000)).toEqual({ since: 4_900, kept: [5_000, 8_000] });
  expect(await read([page([], 9_500)], 8_000)).toEqual({ since: 7_900, kept: [8_500] });
});

test('what a long reading has passed by unseen is in the overlap of the next one', async () => {
  // The second page tells of changes that were made while the first was worked through.
  const pages = [page([3_000], 6_000, true), page([6_400, 6_900], 7_000)];
  expect(await read(pages, 2_000)).toEqual({ since: 1_900, kept: [3_000, 6_000, 6_000] });
});

test('a clock that is not told, or that goes back, takes nothing away', async () => {
  expect(await read([page([5_000], null)], 4_000)).toEqual({ since: 3_900, kept: [5_000, 5_000] });
  expect(await read([page([], 2_000)], 4_000)).toEqual({ since: 3_900, kept: [4_000] });
  expect(await read([page([5_000], 9_000)], null)).toEqual({ since: null, kept: [5_000, 8_000] });
});

describe('both feeds', () => {
  const watermark = at(4_000);
  const known: Positions = { mapping: MAPPING, watermark, cursor: 'c0' as Cursor };
  const setUp = (positions: Positions | null = known) => {
    const fakes = engineOf(mappingOf());
    fakes.store.put({ positions });
    const erpPage = (dirty: readonly ReturnType<typeof ofErp>[], next: string, more = false) =>
      answered({ dirty, next: next as Cursor, more });
    const go = (trigger: 'schedule' | 'full' = 'schedule', watch: Parameters<typeof discover>[3] = {}) =>
      discover(fakes.engine, MAPPING, trigger, watch);
    return { ...fakes, erpPage, go };
  };

  test('are read to their ends, each page kept with the position behind it', async () => {
    const { go, feed, erp, store, erpPage } = setUp();
    feed.changes
      .mockResolvedValueOnce(answered(page([4_100, 4_200], null, true)))
      .mockResolvedValueOnce(answered(page([4_300], null)));
    erp.changes
      .mockResolvedValueOnce(erpPage([ofErp('E1')], 'c1', true))
      .mockResolvedValueOnce(erpPage([ofLink('L1')], 'c2'));
    expect(await go()).toBe('complete');
    expect(feed.changes.mock.calls).toEqual([
      [3_500, null],
      [3_500, place(4_200)],
    ]);
    expect(erp.changes.mock.calls).toEqual([['c0'], ['c1']]);
    expect(store.saveDiscovery.mock.calls.flat()).toEqual([
      { positions: { ...known, watermark: 4_200 }, dirty: [ofCrm('crm-4100'), ofCrm('crm-4200')] },
      { positions: { ...known, watermark: 4_300 }, dirty: [ofCrm('crm-4300')] },
      { positions: { ...known, watermark: 4_300, cursor: 'c1' }, dirty: [ofErp('E1')] },
      { positions: { ...known, watermark: 4_300, cursor: 'c2' }, dirty: [ofLink('L1')] },
    ]);
  });

  test('go on from where they were, unless everything is asked for or the mapping is another one', async () => {
    const began = async (positions: Positions | null, trigger: 'schedule' | 'full' = 'schedule') => {
      const { go, feed, erp } = setUp(positions);
      await go(trigger);
      return [feed.changes.mock.calls[0]?.[0], erp.changes.mock.calls[0]?.[0]];
    };
    expect(await began(known)).toEqual([3_500, 'c0']);
    expect(await began(known, 'full')).toEqual([null, null]);
    expect(await began({ ...known, mapping: 2 as MappingVersion })).toEqual([null, null]);
    expect(await began(null)).toEqual([null, null]);
  });

  test('from the start on, keep their positions under the mapping that they were read for', async () => {
    const { go, feed, store } = setUp(null);
    feed.changes.mockResolvedValueOnce(answered(page([4_100], null)));
    await go();
    expect(store.state().positions).toEqual({ mapping: MAPPING, watermark: 4_100, cursor: 'c1' });
  });

  test('with nothing in them and no new position store nothing', async () => {
    const { go, erp, store, erpPage } = setUp();
    erp.changes.mockResolvedValueOnce(erpPage([], 'c0'));
    expect(await go()).toBe('complete');
    expect(store.saveDiscovery).not.toHaveBeenCalled();
  });

  test('keep a new position without anything new, and something new without a new position', async () => {
    const moved = setUp();
    moved.erp.changes.mockResolvedValueOnce(moved.erpPage([], 'c9'));
    await moved.go();
    expect(moved.store.state()).toMatchObject({ positions: { cursor: 'c9' }, dirty: [] });
    const same = setUp();
    same.erp.changes.mockResolvedValueOnce(same.erpPage([ofErp('E1')], 'c0'));
    await same.go();
    expect(same.store.state().dirty).toEqual([ofErp('E1')]);
  });

  test('leave out what is of another pair', async () => {
    const { engine, feed, erp, store, erpPage } = setUp();
    const pair = { isOurs: ({ id }: { readonly id: string }) => !id.endsWith('9') };
    feed.changes.mockResolvedValueOnce(answered(page([4_009, 4_010], null)));
    erp.changes.mockResolvedValueOnce(erpPage([ofErp('E9'), ofErp('E1')], 'c1'));
    await discover({ ...engine, ports: { ...engine.ports, pair } }, MAPPING, 'schedule', {});
    expect(store.state().dirty).toEqual([ofCrm('crm-4010'), ofErp('E1')]);
  });

  test('that do not answer end the reading, and what was stored stays', async () => {
    const { go, feed, erp, store } = setUp();
    feed.changes.mockResolvedValueOnce(answered(page([4_100], null, true))).mockResolvedValueOnce(LOST);
    expect(await go()).toBe('silent');
    expect(store.state().dirty).toEqual([ofCrm('crm-4100')]);
    expect(erp.changes).not.toHaveBeenCalled();
    erp.changes.mockResolvedValueOnce(LOST);
    expect(await go()).toBe('silent');
  });

  test('are left where they are once a person cancels', async () => {
    const { go, feed, erp, erpPage } = setUp();
    const signal = { aborted: false };
    const watch = { signal };
    feed.changes.mockImplementationOnce(() => {
      signal.aborted = true;
      return Promise.resolve(answered(page([4_100], null, true)));
    });
    expect(await go('schedule', watch)).toBe('cancelled');
    expect(feed.changes).toHaveBeenCalledTimes(1);
    signal.aborted = false;
    erp.changes.mockImplementationOnce(() => {
      signal.aborted = true;
      return Promise.resolve(erpPage([ofErp('E1')], 'c1', true));
    });
    expect(await go('schedule', watch)).toBe('cancelled');
    expect(erp.changes).toHaveBeenCalledTimes(1);
  });

  test('tell how much they have found', async () => {
    const { go, feed, erp, erpPage } = setUp();
    const told: unknown[] = [];
    feed.changes.mockResolvedValueOnce(answered(page([4_100, 4_200], null)));
    erp.changes.mockResolvedValueOnce(erpPage([ofErp('E1')], 'c1'));
    await go('schedule', { onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([
      { phase: 'discovering', done: 2, total: null },
      { phase: 'discovering', done: 3, total: null },
    ]);
  });
});
