import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Action } from '../../components/ui/action.ts';
import { failureOf } from '../../components/ui/failure.ts';
import type { SyncStatus } from '../../lib/messaging/syncMessages.ts';
import { SYNC_STATUS } from './queryKeys.ts';

/** A message that starts or stops a sync; its answer is the state of the sync from then on. */
export const useSyncAction = (carryOut: () => Promise<SyncStatus>): Action<void, SyncStatus> => {
  const queries = useQueryClient();
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: carryOut,
    onSuccess: (status) => {
      queries.setQueryData(SYNC_STATUS, status);
    },
  });
  return { run: () => mutate(), pending: isPending, failure: failureOf(error), answer: data ?? null };
};
