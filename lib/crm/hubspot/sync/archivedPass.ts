import * as z from 'zod';
import type { ServerTime } from '../../../sync/ids.ts';
import type { Answer, FeedPlace } from '../../../sync/ports.ts';
import { recordPage } from './batchAnswer.ts';
import { crmIdOf, noteServerTime, type ObjectContext, unanswered } from './objectContext.ts';
import { byPlace } from './searchFeed.ts';
import { momentOf } from './values.ts';

const archivedPlace = z.strictObject({ knownUntil: z.number() });
/** Deletes up to `knownUntil` (the server's clock) were heard of. */
export type ArchivedPlace = z.infer<typeof archivedPlace>;

/**
 * How far each object's archived records were gone through, for one user; must outlive the worker. `read` answers what was written
 * last, or null.
 */
export interface ArchivedPlaces {
  read(object: string): Promise<unknown>;
  write(object: string, place: ArchivedPlace): Promise<void>;
}

export const knownUntilIn = (stored: unknown): number | null =>
  archivedPlace.safeParse(stored).data?.knownUntil ?? null;

export interface ArchivedPage {
  readonly changes: readonly FeedPlace[];
  /** `after` of the next page; null = the list is through. */
  readonly next: string | null;
}

const PAGE = 100;

/** A page of archived records, as tombstones: those archived at `from` or later; null = all. The list comes by id and knows no times. */
export const archivedPage = async (
  context: ObjectContext,
  from: number | null,
  after: string | null,
): Promise<Answer<ArchivedPage>> => {
  const { door, signal, object } = context;
  const reply = await door(
    ({ basic }) =>
      basic.getPage(object.path, PAGE, after ?? undefined, ['hs_object_id'], undefined, undefined, true),
    signal,
  );
  if (reply.kind !== 'answered') return unanswered(reply);
  noteServerTime(context, Date.parse(reply.headers.get('Date') ?? ''));
  const read = recordPage.safeParse(reply.body);
  if (!read.success) return { kind: 'lost' };
  const changes = read.data.results.flatMap(({ id, archivedAt, updatedAt }): FeedPlace[] => {
    const modifiedAt = momentOf(archivedAt ?? updatedAt);
    if (modifiedAt === null || (from !== null && modifiedAt < from)) return [];
    return [{ modifiedAt: modifiedAt as ServerTime, id: crmIdOf(context, id) }];
  });
  return {
    kind: 'answered',
    value: { changes: changes.toSorted(byPlace), next: read.data.paging?.next?.after ?? null },
  };
};
