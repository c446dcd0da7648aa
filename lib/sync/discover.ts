import type { Cursor, MappingVersion, ServerTime } from './ids.ts';
import type { Dirty, Discovery, FeedPlace, Positions } from './ports.ts';
import type { Watch } from './progress.ts';
import type { Engine } from './protocol.ts';
import type { Ending, Trigger } from './runState.ts';

/**
 * Reads both feeds to their ends. Every page is stored with the position behind it in one transaction, so that a worker that dies
 * anywhere loses no change; it may read some twice. What was stored stays, however this ends.
 */
export const discover = (
  engine: Engine,
  mapping: MappingVersion,
  trigger: Trigger,
  watch: Watch,
): Promise<Ending> =>
  readFeeds(engine, mapping, trigger, watch, (page) => engine.ports.store.saveDiscovery(page));

/** Every page with something new in it, or behind a new position, is handed to `take`. */
export const readFeeds = async (
  engine: Engine,
  mapping: MappingVersion,
  trigger: Trigger,
  { onProgress, signal }: Watch,
  take: (page: Discovery) => Promise<void>,
): Promise<Ending> => {
  const { positions } = await engine.ports.store.load();
  const known = trigger !== 'full' && positions?.mapping === mapping ? positions : null;
  let found = 0;
  const feeds: Feeds = {
    engine,
    isCancelled: () => signal?.aborted === true,
    take: async (page) => {
      found += page.dirty.length;
      await take(page);
      onProgress?.({ phase: 'discovering', done: found, total: null });
    },
  };
  const behindCrm = await readCrmFeed(feeds, known ?? { mapping, watermark: null, cursor: null });
  return typeof behindCrm === 'string' ? behindCrm : readErpFeed(feeds, behindCrm);
};

interface Feeds {
  readonly engine: Engine;
  readonly isCancelled: () => boolean;
  readonly take: (page: Discovery) => Promise<void>;
}

const readCrmFeed = async (
  { engine, isCancelled, take }: Feeds,
  from: Positions,
): Promise<Positions | Ending> => {
  const { feed, pair } = engine.ports;
  const { overlapMs, settledMs } = engine.settings;
  const since = engine.protocol.feedStart(from.watermark, overlapMs);
  let at = from;
  let after: FeedPlace | null = null;
  let began: ServerTime | null = null;
  for (;;) {
    if (isCancelled()) return 'cancelled';
    const answer = await feed.changes(since, after);
    if (answer.kind !== 'answered') return 'silent';
    const { changes, more, readAt } = answer.value;
    began ??= readAt;
    const last: FeedPlace | undefined = changes.at(-1);
    if (last !== undefined) {
      // What has passed by unseen since the feed was begun would be behind the overlap, if this took longer than that.
      const seen = Math.min(last.modifiedAt, began ?? last.modifiedAt);
      at = { ...at, watermark: later(at.watermark, seen) };
      const dirty = changes.map(({ id }): Dirty => ({ kind: 'crm', id }));
      await take({ positions: at, dirty: dirty.filter((each) => pair.isOurs(each)) });
      after = last;
    }
    if (!more) break;
  }
  // What changed last would otherwise be in the overlap for ever, a mass update with all its records.
  return began === null ? at : { ...at, watermark: later(at.watermark, began - settledMs) };
};

const later = (known: ServerTime | null, at: number): ServerTime => Math.max(known ?? at, at) as ServerTime;

const readErpFeed = async ({ engine, isCancelled, take }: Feeds, from: Positions): Promise<Ending> => {
  const { erp, pair } = engine.ports;
  let cursor: Cursor | null = from.cursor;
  for (;;) {
    if (isCancelled()) return 'cancelled';
    const answer = await erp.changes(cursor);
    if (answer.kind !== 'answered') return 'silent';
    const { dirty, next, more } = answer.value;
    const ours = dirty.filter((each) => pair.isOurs(each));
    if (ours.length > 0 || next !== cursor) await take({ positions: { ...from, cursor: next }, dirty: ours });
    cursor = next;
    if (!more) return 'complete';
  }
};
