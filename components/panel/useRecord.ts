import { useEffect } from 'react';
import type { RecordPage } from '../../lib/crm/port.ts';
import { recordKey } from '../../lib/erp/api/recordKey.ts';
import { type Failure, FailureError } from '../../lib/failure.ts';
import type { Dated, PanelView } from '../../lib/messaging/protocol.ts';
import { belongs } from './belongs.ts';
import { usePort } from './port.ts';
import type { QueryKey } from './queries/queryStore.ts';
import { useQuery, useQueryStore } from './queries/useQuery.ts';
import { failureOf, losesFigures } from './retry.ts';

export interface RecordState {
  /** The newest answer about this record; null = not known (yet). */
  readonly shown: Dated<PanelView> | null;
  /** `shown` is the ERP's own answer of this visit; false = it comes from the cache, which does not know what the role may do. */
  readonly isLive: boolean;
  /** The latest question failed. `shown`, where there is one, is older than it should be. */
  readonly failure: Failure | null;
  /** Epoch ms of that failure: a countdown starts there. */
  readonly failedAt: number;
  readonly asking: boolean;
  /** Why the question that is under way is asked again; null = it is the first try. */
  readonly askingAgain: Failure | null;
  refresh(): void;
}

/** Where what was cached of a page's record is kept. */
export const cachedKey = ({ record }: RecordPage): QueryKey => ['record.cached', recordKey(record)];

/** An answer about another record is no answer. */
const own = (answer: Dated<PanelView>, page: RecordPage): Dated<PanelView> => {
  if (!belongs(answer.value, page)) throw new FailureError({ code: 'erp.badAnswer' });
  return answer;
};

/**
 * What the ERP knows of this page's record: first as it was cached, then as it is now. Leaving the record unmounts the caller,
 * which aborts both questions. `company`: the one that a person chose of the record's several; what is cached is the main one's.
 */
export const useRecord = (page: RecordPage, company?: string): RecordState => {
  const port = usePort();
  const queries = useQueryStore();
  const key = recordKey(page.record);

  const cached = useQuery({
    queryKey: cachedKey(page),
    queryFn: async ({ signal }) => {
      const answer = await port.send('record.cached', { page }, signal);
      return answer === null ? null : own(answer, page);
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const live = useQuery({
    queryKey: ['record.view', key, company ?? null],
    queryFn: async ({ signal }) => {
      const request = { page, requestId: crypto.randomUUID(), ...(company === undefined ? {} : { company }) };
      return own(await port.send('record.view', request, signal), page);
    },
  });

  useEffect(
    () =>
      port.onTabMessage((message) => {
        if (message.name !== 'record.changed' || message.key !== key) return;
        for (const asked of ['record.view', 'record.suggestions']) queries.invalidate([asked, key]);
      }),
    [port, queries, key],
  );

  const failure = live.error === null ? null : failureOf(live.error);
  const known = live.data ?? (company === undefined ? cached.data : null) ?? null;
  return {
    isLive: live.data !== undefined,
    shown: failure !== null && losesFigures(failure) ? null : known,
    failure,
    failedAt: live.errorUpdatedAt,
    asking: live.isFetching,
    askingAgain: live.isFetching && live.failureReason !== null ? failureOf(live.failureReason) : null,
    refresh: live.refetch,
  };
};
