import type { Cursor, MappingVersion, ServerTime } from './ids.ts';
import type { Dirty, FeedPlace, Positions } from './ports.ts';
import type { Engine } from './protocol.ts';
import type { Trigger } from './runState.ts';

/**
 * Reads both feeds to their ends. Every page is stored with the position behind it in one transaction, so that a worker that dies
 * anywhere loses no change; it may read some twice. `false` = a feed did not answer; what was stored stays.
 */
export const discover = async (
  engine: Engine,
  mapping: MappingVersion,
  trigger: Trigger,
): Promise<boolean> => {
  const { positions } = await engine.ports.store.load();
  const known = trigger !== 'full' && positions?.mapping === mapping ? positions : null;
  const behindCrm = await readCrmFeed(engine, known ?? { mapping, watermark: null, cursor: null });
  return behindCrm === null ? false : readErpFeed(engine, behindCrm);
};

const readCrmFeed = async (engine: Engine, from: Positions): Promise<Positions | null> => {
  const { feed, store } = engine.ports;
  const since = engine.protocol.feedStart(from.watermark, engine.settings.overlapMs);
  let at = from;
  let after: FeedPlace | null = null;
  for (;;) {
    const answer = await feed.changes(since, after);
    if (answer.kind !== 'answered') return null;
    const { changes, more } = answer.value;
    const last: FeedPlace | undefined = changes.at(-1);
    if (last !== undefined) {
      const watermark = Math.max(at.watermark ?? last.modifiedAt, last.modifiedAt) as ServerTime;
      at = { ...at, watermark };
      const dirty = changes.map(({ id }): Dirty => ({ kind: 'crm', id }));
      await store.saveDiscovery({ positions: at, dirty });
      after = last;
    }
    if (!more) return at;
  }
};

const readErpFeed = async (engine: Engine, from: Positions): Promise<boolean> => {
  const { erp, store } = engine.ports;
  let cursor: Cursor | null = from.cursor;
  for (;;) {
    const answer = await erp.changes(cursor);
    if (answer.kind !== 'answered') return false;
    const { dirty, next, more } = answer.value;
    if (dirty.length > 0 || next !== cursor)
      await store.saveDiscovery({ positions: { ...from, cursor: next }, dirty });
    cursor = next;
    if (!more) return true;
  }
};
