import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import type { SyncCalls } from '../../erp/client/sync/syncCalls.ts';
import { type Failure, FailureError } from '../../failure.ts';
import type { LocalStore } from '../../sync/ports.ts';
import type { ConnectedCrm } from './connectedCrm.ts';

interface Parts {
  readonly use: <T>(work: (calls: SyncCalls) => Promise<T>) => Promise<T>;
  readonly crm: ConnectedCrm;
  readonly pair: MappingPair;
  readonly store: Pick<LocalStore, 'load'>;
  readonly run: string;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * How old a watermark gets between two syncs of a browser that is never closed: an hour for what may show late, and another for the
 * longest interval. Where it is older the CRM is asked from when on it still knows what was deleted: a recycle bin may be emptied at
 * any time.
 */
const SURELY_TOLD_MS = 3 * 3_600_000;

/** Why a record waits for a person; pages have words of their own for it. */
export const SUSPECT = 'suspectDeleted';

type Counted =
  | { readonly kind: 'told'; readonly suspects: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * After so long a time without a sync that deletes have gone by unheard, every linked record that this user does not see any more is
 * put aside for a person: gone looks exactly like hidden, and nothing is ever deleted for it. It comes before the run, whose end
 * forgets how long it was. Rejects with `FailureError`.
 */
const tellSuspects = async ({ use, crm, pair, store, run, now }: Parts): Promise<Counted> => {
  const watermark = (await store.load()).positions?.watermark ?? null;
  if (watermark === null || now() - watermark < SURELY_TOLD_MS) return { kind: 'told', suspects: 0 };
  const { signal } = new AbortController();
  const object = await crm.sync.open(pair.object, [], signal);
  const known = await object.deletesKnownFrom();
  if (known.kind !== 'answered') return UNANSWERED;
  if (known.value <= watermark) return { kind: 'told', suspects: 0 };
  const visible = new Set<string>();
  for await (const page of object.visibleIds()) {
    if (page.kind !== 'answered') return UNANSWERED;
    for (const id of page.value) visible.add(id);
  }
  const linked = await use((calls) => linksOf(calls, crm.org, pair, signal));
  const gone = linked.filter(({ crm: id, aliases }) => ![id, ...aliases].some((each) => visible.has(each)));
  for (const { id } of gone)
    await use((calls) => calls.setAside({ link: id, run, code: SUSPECT, reason: SUSPECT }, signal));
  return { kind: 'told', suspects: gone.length };
};

const UNANSWERED: Counted = { kind: 'failed', failure: { code: 'crm.unreachable' } };

const linksOf = async (calls: SyncCalls, org: string, pair: MappingPair, signal: AbortSignal) => {
  const links = new Map<
    string,
    { readonly id: string; readonly crm: string; readonly aliases: readonly string[] }
  >();
  let cursor: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<SyncCalls['changes']>> = await calls.changes(
      { cursor, objects: ['link'] },
      signal,
    );
    for (const { link } of await calls.links(page.dirty, { org, ...pair }, signal)) links.set(link.id, link);
    if (!page.more) return [...links.values()];
    cursor = page.next;
  }
};

/** `tellSuspects`; what cannot be asked is a failure like any other of a run. */
export const suspectsOrFailure = async (parts: Parts): Promise<Counted> => {
  try {
    return await tellSuspects(parts);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    // An org without such an object has none to miss.
    if (error.failure.code === 'crm.notFound') return { kind: 'told', suspects: 0 };
    return { kind: 'failed', failure: error.failure };
  }
};
