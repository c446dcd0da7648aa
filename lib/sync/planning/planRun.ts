import type { LinkId } from '../ids.ts';
import type { Dirty, LinkView } from '../ports.ts';
import type { Watch } from '../progress.ts';
import type { Engine } from '../protocol.ts';
import type { Mapping } from '../rule.ts';
import { type Item, type Items, readItems } from '../step/readItems.ts';
import { divided, type Part } from './divided.ts';
import type { Planned } from './planned.ts';
import { plannedChange } from './plannedChange.ts';
import { plannedTwin } from './plannedTwin.ts';

/** Dirty things with the readings that they were planned from, a batch; null = they are read again when their turn comes, as many as are read together. */
export interface Work {
  readonly dirty: readonly Dirty[];
  readonly read: Items | null;
}

interface OpenWork {
  readonly dirty: Dirty[];
  readonly read: Items | null;
}

/**
 * Reads and plans everything before anything is written. A link that several dirty things name is read and planned once. Readings are
 * kept for the writing that follows, up to `settings.keptReadings`, and the others are read a second time; whatever changes after them
 * is noticed when it is prepared or written, as it is for a reading that is a moment old.
 */
export const planRun = async (
  engine: Engine,
  mapping: Mapping,
  dirty: readonly Dirty[],
  { onProgress, signal }: Watch,
  see: (change: Planned | null, item: Item | null) => void,
): Promise<readonly Work[] | 'silent' | 'cancelled'> => {
  const { batchSize, readSize, keptReadings } = engine.settings;
  const works: OpenWork[] = [];
  const home = new Map<LinkId, OpenWork>();
  let kept = 0;
  onProgress?.({ phase: 'planning', done: 0, total: dirty.length });
  for (let from = 0; from < dirty.length; from += readSize) {
    if (signal?.aborted === true) return 'cancelled';
    const together = dirty.slice(from, from + readSize);
    const read = await readItems(engine, mapping, together, home);
    if (read === null) return 'silent';
    for (const item of read.items) see(plannedChange(planned(engine, mapping, item), item), item);
    for (const each of read.unmet) see(plannedTwin(engine, mapping, each), null);
    const size = sizeOf(read);
    const isKept = kept + size <= keptReadings;
    if (isKept) kept += size;
    keep(works, home, isKept ? divided(together, read, batchSize) : [{ dirty: together, read }], isKept);
    onProgress?.({ phase: 'planning', done: from + together.length, total: dirty.length });
  }
  return works.filter(({ dirty, read }) => dirty.length > 0 || (read !== null && sizeOf(read) > 0));
};

/**
 * A link's own entry goes with the batch that deals with it, so that no later one puts away what that one leaves to do, and that it is
 * neither planned nor read once more for it.
 */
const keep = (
  works: OpenWork[],
  home: Map<LinkId, OpenWork>,
  parts: readonly Part[],
  isKept: boolean,
): void => {
  for (const part of parts) {
    const work: OpenWork = { dirty: [], read: isKept ? part.read : null };
    works.push(work);
    for (const { link } of viewsOf(part.read)) home.set(link.id, work);
    for (const each of part.dirty) ((each.kind === 'link' && home.get(each.id)) || work).dirty.push(each);
  }
};

const sizeOf = (read: Items): number => viewsOf(read).length + read.unmet.length;

const viewsOf = ({ items, live }: Items): readonly LinkView[] => [...items.map(({ view }) => view), ...live];

const planned = ({ protocol, settings }: Engine, mapping: Mapping, { view, crm, erp }: Item) =>
  protocol.plan({ mapping, link: view.link, crm, erp, toleranceMs: settings.toleranceMs });
