import type { LinkId } from '../ids.ts';
import type { Dirty, LinkView } from '../ports.ts';
import type { Watch } from '../progress.ts';
import type { Engine } from '../protocol.ts';
import type { Mapping } from '../rule.ts';
import { type Item, type Items, readItems } from '../step/readItems.ts';
import type { Planned } from './planned.ts';
import { plannedChange } from './plannedChange.ts';
import { plannedTwin } from './plannedTwin.ts';

/** A batch of dirty things with the readings that it was planned from; null = they are read again when its turn comes. */
export interface Work {
  readonly dirty: readonly Dirty[];
  readonly read: Items | null;
}

interface OpenWork {
  readonly dirty: Dirty[];
  readonly read: Items | null;
}

/**
 * Reads and plans everything before anything is written. A link that several dirty things name is read once. Readings are kept for
 * the writing that follows, up to `settings.keptReadings`; whatever changes after them is noticed when it is prepared or written, as
 * it is for a reading that is a moment old.
 */
export const planRun = async (
  engine: Engine,
  mapping: Mapping,
  dirty: readonly Dirty[],
  { onProgress, signal }: Watch,
  see: (change: Planned | null, item: Item | null) => void,
): Promise<readonly Work[] | 'silent' | 'cancelled'> => {
  const { batchSize, keptReadings } = engine.settings;
  const works: OpenWork[] = [];
  const home = new Map<LinkId, OpenWork>();
  let kept = 0;
  onProgress?.({ phase: 'planning', done: 0, total: dirty.length });
  for (let from = 0; from < dirty.length; from += batchSize) {
    if (signal?.aborted === true) return 'cancelled';
    const batch = dirty.slice(from, from + batchSize);
    const read = await readItems(engine, mapping, batch, home);
    if (read === null) return 'silent';
    for (const item of read.items) see(plannedChange(planned(engine, mapping, item), item), item);
    for (const each of read.unmet) see(plannedTwin(engine, mapping, each), null);
    const views = viewsOf(read);
    const size = views.length + read.unmet.length;
    const keeps = kept + size <= keptReadings;
    if (keeps) kept += size;
    const work: OpenWork = { dirty: [], read: keeps ? read : null };
    works.push(work);
    // What is not kept is looked up again, and finds all its links by itself.
    if (keeps) for (const { link } of views) home.set(link.id, work);
    // A link's own entry goes with the batch that deals with it, so that no later one puts away what that one leaves to do.
    for (const each of batch) ((each.kind === 'link' && home.get(each.id)) || work).dirty.push(each);
    onProgress?.({ phase: 'planning', done: from + batch.length, total: dirty.length });
  }
  return works;
};

const viewsOf = ({ items, live }: Items): readonly LinkView[] => [...items.map(({ view }) => view), ...live];

const planned = ({ protocol, settings }: Engine, mapping: Mapping, { view, crm, erp }: Item) =>
  protocol.plan({ mapping, link: view.link, crm, erp, toleranceMs: settings.toleranceMs });
