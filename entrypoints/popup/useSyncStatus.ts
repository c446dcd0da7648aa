import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { askAgain } from '../../components/ui/askAgain.ts';
import { failureOf } from '../../components/ui/failure.ts';
import { send } from '../../lib/messaging/send.ts';
import { onPageMessage } from './pageMessages.ts';
import { CONFLICTS, FAILURES, SYNC_STATUS } from './queryKeys.ts';

/** Spec §5: sync status. */
const STALE_MS = 30_000;
/** A worker that was stopped in mid-run tells nobody; the question wakes it, and it goes on. */
const LOOK_AGAIN_MS = 2000;

/**
 * The sync's state as the worker tells it: asked when the popup opens, pushed as it moves on, asked again all the while a sync is
 * under way. What the end of a sync may have changed is read anew.
 */
export const useSyncStatus = () => {
  const queries = useQueryClient();
  const status = useQuery({
    queryKey: SYNC_STATUS,
    queryFn: () => send('sync.status', {}),
    staleTime: STALE_MS,
    refetchInterval: ({ state: { data } }) => (data?.active ? LOOK_AGAIN_MS : STALE_MS),
  });
  useEffect(
    () => onPageMessage(({ status: told }) => void queries.setQueryData(SYNC_STATUS, told)),
    [queries],
  );
  const known = status.data ?? null;
  const ended = known?.last?.id ?? null;
  const before = useRef(ended);
  useEffect(() => {
    if (before.current !== null && before.current !== ended) askAgain(queries, CONFLICTS, FAILURES);
    before.current = ended;
  }, [queries, ended]);
  return {
    status: known,
    failure: failureOf(status.error),
    isFetching: status.isFetching,
    refetch: () => void status.refetch(),
  };
};
