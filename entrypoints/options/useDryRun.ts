import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ComponentProps, useState } from 'react';
import type { DryRun } from '../../components/sync/DryRun.tsx';
import { failureOf } from '../../components/ui/failure.ts';
import { send } from '../../lib/messaging/send.ts';

/** A plan is made when a person asks for one, and read on page by page; each try is a plan of its own. */
export const useDryRun = (): ComponentProps<typeof DryRun> => {
  const queries = useQueryClient();
  const [round, setRound] = useState(0);
  const queryKey = ['sync.dryRun', round];
  const plan = useInfiniteQuery({
    queryKey,
    enabled: round > 0,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ pageParam, signal }) => ({
      ...(await send('sync.dryRun', { cursor: pageParam, requestId: crypto.randomUUID() }, signal)),
      at: Date.now(),
    }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  return {
    counts: plan.data?.pages.at(-1)?.counts ?? null,
    plannedAt: plan.data?.pages[0]?.at ?? null,
    changes: plan.data?.pages.flatMap(({ changes }) => changes) ?? [],
    isPlanning: plan.isFetching && !plan.isFetchingNextPage,
    failure: failureOf(plan.error),
    onTry: () => setRound(round + 1),
    onCancel: () => {
      void queries.cancelQueries({ queryKey });
      setRound(0);
    },
    onMore: plan.hasNextPage ? () => void plan.fetchNextPage() : undefined,
    isFetchingMore: plan.isFetchingNextPage,
  };
};
