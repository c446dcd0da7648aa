import { useInfiniteQuery } from '@tanstack/react-query';
import { failureOf } from '../../components/ui/failure.ts';
import { send } from '../../lib/messaging/send.ts';
import { CONFLICTS } from './queryKeys.ts';

/** All questions that wait for a person, page by page. */
export const useConflicts = () => {
  const list = useInfiniteQuery({
    queryKey: CONFLICTS,
    queryFn: ({ pageParam, signal }) =>
      send('conflicts.list', { page: null, cursor: pageParam, requestId: crypto.randomUUID() }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  return {
    conflicts: list.data?.pages.flatMap((page) => page.conflicts) ?? null,
    total: list.data?.pages.at(-1)?.total ?? 0,
    failure: failureOf(list.error),
    isFetching: list.isFetching,
    refetch: () => void list.refetch(),
    more: list.hasNextPage ? () => void list.fetchNextPage() : undefined,
    isFetchingMore: list.isFetchingNextPage,
  };
};
