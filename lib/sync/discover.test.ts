import { expect, test } from 'vitest';
import { readFeeds } from './discover.ts';
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
