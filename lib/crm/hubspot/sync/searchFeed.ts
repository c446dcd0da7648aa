import type { ServerTime } from '../../../sync/ids.ts';
import type { Answer, FeedPlace } from '../../../sync/ports.ts';
import { type Row, recordPage } from './batchAnswer.ts';
import {
  crmIdOf,
  MERGED_IDS,
  mergedIdsIn,
  noteServerTime,
  type ObjectContext,
  unanswered,
} from './objectContext.ts';
import { type SearchFilter, searchRequest } from './searchRequest.ts';
import { momentOf } from './values.ts';

/** Where the search goes on. Every page begins anew behind the last row of the one before: see `searchPage`. */
export type SearchPlace =
  /** Everything modified at `from` or later. */
  | { readonly kind: 'from'; readonly from: number }
  /** More rows of one time than fit a page: those modified at `at`, by id, behind `id`. */
  | { readonly kind: 'within'; readonly at: number; readonly id: string };

export interface SearchPage {
  readonly changes: readonly FeedPlace[];
  /** null = the search is through. */
  readonly next: SearchPlace | null;
}

const PAGE = 200;

/**
 * One page. There is no paging by offset in it: rows that change meanwhile move to the end, and others would slip through the gap
 * that they leave; nor is there a ceiling of 10,000 then. The rows of the last time of a page come again with the next one; where
 * they fill it, they are gone through by their ids instead. Searches run behind what was written: whoever asks reads an overlap again.
 */
export const searchPage = async (context: ObjectContext, place: SearchPlace): Promise<Answer<SearchPage>> => {
  const { door, signal, object } = context;
  const { modifiedProperty } = object;
  const question = {
    filterGroups: [{ filters: filtersOf(place, modifiedProperty) }],
    sort: place.kind === 'from' ? modifiedProperty : 'hs_object_id',
    properties: [modifiedProperty, MERGED_IDS],
    limit: PAGE,
  };
  const reply = await door(({ search }) => search.doSearch(object.path, searchRequest(question)), signal);
  if (reply.kind !== 'answered') return unanswered(reply);
  noteServerTime(context, Date.parse(reply.headers.get('Date') ?? ''));
  const read = recordPage.safeParse(reply.body);
  if (!read.success) return { kind: 'lost' };
  const { results, paging } = read.data;
  const rows = results.map((row) => ({
    row,
    at: momentOf(row.properties[modifiedProperty]) ?? Date.parse(row.updatedAt),
  }));
  const changes = rows.flatMap(({ row, at }) => changesOf(context, row, at as ServerTime));
  const last = rows.at(-1);
  const isMore = (paging?.next ?? null) !== null;
  const next = isMore && last !== undefined ? behind(place, last.row.id, last.at) : after(place);
  return { kind: 'answered', value: { changes: changes.toSorted(byPlace), next } };
};

const filtersOf = (place: SearchPlace, modifiedProperty: string): readonly SearchFilter[] =>
  place.kind === 'from'
    ? [{ propertyName: modifiedProperty, operator: 'GTE', value: String(place.from) }]
    : [
        { propertyName: modifiedProperty, operator: 'EQ', value: String(place.at) },
        { propertyName: 'hs_object_id', operator: 'GT', value: place.id },
      ];

const behind = (place: SearchPlace, id: string, at: number): SearchPlace => {
  if (place.kind === 'within') return { ...place, id };
  return at > place.from ? { kind: 'from', from: at } : { kind: 'within', at, id: '0' };
};

const after = (place: SearchPlace): SearchPlace | null =>
  place.kind === 'within' ? { kind: 'from', from: place.at + 1 } : null;

/** The ids that were merged into a record answer with it from then on: who is linked to one of them has to look too. */
const changesOf = (
  context: ObjectContext,
  { id, properties }: Row,
  modifiedAt: ServerTime,
): readonly FeedPlace[] =>
  [id, ...mergedIdsIn(properties[MERGED_IDS])].map((each) => ({ modifiedAt, id: crmIdOf(context, each) }));

/** By time, then by id as text: any order that is always the same. */
export const byPlace = (one: FeedPlace, other: FeedPlace): number =>
  one.modifiedAt - other.modifiedAt || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
