import { createContext, useCallback, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import type { QueryKey, QueryState, QueryStore, Question } from './queryStore.ts';

const QueryContext = createContext<QueryStore | null>(null);

export const QueryProvider = QueryContext.Provider;

export const useQueryStore = (): QueryStore => {
  const store = useContext(QueryContext);
  if (store === null)
    throw new Error('The panel was rendered without its questions. Wrap it in QueryProvider.');
  return store;
};

interface QueryOptions<T> extends Pick<Question<T>, 'staleTime' | 'retry'> {
  readonly queryKey: QueryKey;
  readonly queryFn: (question: { readonly signal: AbortSignal }) => Promise<T>;
  /** false = nothing is asked, what is known is told. */
  readonly enabled?: boolean;
}

type QueryResult<T> = QueryState<T> & { readonly isPending: boolean; refetch(): void };

/** A question as long as its component is there. Several that ask the same share one answer. */
export const useQuery = <T>(options: QueryOptions<T>): QueryResult<T> => {
  const { queryKey, queryFn, enabled = true, staleTime, retry } = options;
  const store = useQueryStore();
  const name = JSON.stringify(queryKey);
  const newest = useRef(queryFn);
  useEffect(() => {
    newest.current = queryFn;
  });
  const subscribe = useCallback(
    (onChange: () => void) =>
      enabled
        ? store.observe<T>(
            {
              key: JSON.parse(name) as QueryKey,
              ask: (signal) => newest.current({ signal }),
              staleTime,
              retry,
            },
            onChange,
          )
        : () => undefined,
    [store, name, enabled, staleTime, retry],
  );
  const state = useSyncExternalStore(subscribe, () => store.state<T>(queryKey));
  return {
    ...state,
    isPending: state.data === undefined && state.error === null,
    refetch: () => store.refetch(queryKey),
  };
};
