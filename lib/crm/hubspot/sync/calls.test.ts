// @vitest-environment node
import { expect, test } from 'vitest';
import {
  companies,
  idOf,
  openObject,
  START,
  syncWorld,
  value,
} from '../../../../test/crm/hubspotSync.fixture.ts';
import type { CrmId, FieldName, ServerTime } from '../../../sync/ids.ts';
import type { FeedPlace } from '../../../sync/ports.ts';

/**
 * Floors by HubSpot's own page sizes: a search answers 200, a batch takes 100, one with histories 50. The protocol owes a reading
 * with histories, a look before each write and, as there is no lock, one with histories after it.
 */
const FLOOR = { feed: 5, read: 20, look: 10, write: 10, verify: 20 };

test('a thousand dirty companies are found, read, looked at, written and verified with a call more than the floor', async () => {
  const world = syncWorld({ portal: { records: { companies: companies(1_000) } }, contract: null });
  const { crm, feed } = await openObject(world, 'company', 'name', 'city', 'phone', 'website', 'country');
  world.hubspot.calls.length = 0;
  const counted = async <T>(work: () => Promise<T>): Promise<readonly [T, number]> => {
    const before = world.hubspot.calls.length;
    const told = await work();
    return [told, world.hubspot.calls.length - before];
  };
  const places: FeedPlace[] = [];
  world.places.set('company', { knownUntil: START });
  const [, found] = await counted(async () => {
    for (let more = true; more; ) {
      const page = value(await feed.changes((START - 2 * 86_400_000) as ServerTime, places.at(-1) ?? null));
      places.push(...page.changes);
      more = page.more;
    }
  });
  const ids: CrmId[] = [...new Set(places.map(({ id }) => id))];
  expect(ids).toHaveLength(1_000);
  const [, read] = await counted(() => crm.read(ids));
  const [, look] = await counted(() => crm.read(ids));
  world.clock.forward(1_000);
  const [outcomes, write] = await counted(() =>
    crm.write(
      ids.map((id) => ({
        id,
        change: { kind: 'fields', fields: { ['city' as FieldName]: { kind: 'value', value: 'Oslo' } } },
        expected: null,
      })),
    ),
  );
  expect(value(outcomes).every((outcome) => outcome.kind === 'written')).toBe(true);
  world.clock.forward(1_000);
  const [verified, verify] = await counted(() => crm.read(ids));
  expect(value(verified).map((reading) => reading.kind === 'found' && reading.id)).toEqual(ids);
  expect({ feed: found, read, look, write, verify }).toEqual({ ...FLOOR, feed: FLOOR.feed + 1 });
  expect(idOf('company', '100000')).toBe(ids[0]);
});
