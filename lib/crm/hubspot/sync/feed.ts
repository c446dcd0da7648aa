import type { ServerTime } from '../../../sync/ids.ts';
import type { Answer, CrmFeed, FeedPage, FeedPlace } from '../../../sync/ports.ts';
import { type ArchivedPlaces, archivedPage, knownUntilIn } from './archivedPass.ts';
import type { ObjectContext } from './objectContext.ts';
import { type SearchPlace, searchPage } from './searchFeed.ts';

/** Archived records have to be gone through one and all to find the new ones among them: not with every run. */
const ARCHIVED_EVERY_MS = 15 * 60_000;
/** How much of the past is gone through again: an archiving may be listed a little after its time. */
const ARCHIVED_OVERLAP_MS = 10 * 60_000;

type Place =
  | { readonly kind: 'search'; readonly place: SearchPlace }
  /** `startedAt`: the server's clock when the list was begun. */
  | {
      readonly kind: 'archived';
      readonly from: number | null;
      readonly after: string | null;
      readonly startedAt: number | null;
    }
  /** All was handed out; whoever asks on has stored it. */
  | { readonly kind: 'done'; readonly startedAt: number | null };

/**
 * First what changed, by search, then what was archived, by a list with a place of its own. Whoever comes with another `after` than
 * the last that was handed out begins there anew.
 */
export const hubspotFeed = (context: ObjectContext, places: ArchivedPlaces): CrmFeed => {
  const { object, serverTime } = context;
  let standing: { readonly after: FeedPlace; readonly place: Place } | null = null;

  const first = (since: ServerTime | null, after: FeedPlace | null): Place => {
    if (after !== null && standing !== null && isSame(standing.after, after)) return standing.place;
    return { kind: 'search', place: { kind: 'from', from: after?.modifiedAt ?? since ?? 0 } };
  };

  /** What follows the search: the archived ones where they are due, from where they were last known; all of them in a full run. */
  const afterSearch = async (since: ServerTime | null): Promise<Place | null> => {
    const knownUntil = knownUntilIn(await orNull(() => places.read(object.name)));
    const startedAt = serverTime.latest;
    if (since === null || knownUntil === null)
      return { kind: 'archived', from: null, after: null, startedAt };
    if (startedAt !== null && startedAt - knownUntil < ARCHIVED_EVERY_MS && startedAt >= knownUntil)
      return null;
    const from = Math.min(since, knownUntil - ARCHIVED_OVERLAP_MS);
    return { kind: 'archived', from, after: null, startedAt };
  };

  return {
    async changes(since, after): Promise<Answer<FeedPage>> {
      let place: Place | null = first(since, after);
      // A page without anything for the caller is passed over: there would be no row to go on behind.
      while (place !== null) {
        const page: Answer<Step> = await step(context, place, () => afterSearch(since));
        if (page.kind !== 'answered') return page;
        const { changes, next } = page.value;
        const knownUntil = place.kind === 'done' ? place.startedAt : null;
        if (knownUntil !== null) await orNull(() => places.write(object.name, { knownUntil }));
        const last = changes.at(-1);
        if (last !== undefined) {
          standing = next === null ? null : { after: last, place: next };
          return { kind: 'answered', value: { changes, more: next !== null, readAt: serverTime.latest } };
        }
        place = next;
      }
      standing = null;
      return { kind: 'answered', value: { changes: [], more: false, readAt: serverTime.latest } };
    },
  };
};

/** A place that cannot be read or kept makes the list be gone through once more. The core meets the same storage, and tells of it. */
const orNull = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    return await work();
  } catch {
    return null;
  }
};

interface Step {
  readonly changes: readonly FeedPlace[];
  readonly next: Place | null;
}

const step = async (
  context: ObjectContext,
  place: Place,
  afterSearch: () => Promise<Place | null>,
): Promise<Answer<Step>> => {
  if (place.kind === 'done') return { kind: 'answered', value: { changes: [], next: null } };
  if (place.kind === 'search') {
    const page = await searchPage(context, place.place);
    if (page.kind !== 'answered') return page;
    const { changes, next } = page.value;
    const following: Place | null = next === null ? await afterSearch() : { kind: 'search', place: next };
    return { kind: 'answered', value: { changes, next: following } };
  }
  const page = await archivedPage(context, place.from, place.after);
  if (page.kind !== 'answered') return page;
  const { changes, next } = page.value;
  const startedAt = place.startedAt ?? context.serverTime.latest;
  return {
    kind: 'answered',
    value: {
      changes,
      next: next === null ? { kind: 'done', startedAt } : { ...place, after: next, startedAt },
    },
  };
};

const isSame = (one: FeedPlace, other: FeedPlace): boolean =>
  one.id === other.id && one.modifiedAt === other.modifiedAt;
