import { useCallback, useEffect, useState } from 'react';
import type { RecordPage } from '../../../lib/crm/port.ts';
import { recordKey } from '../../../lib/erp/api/recordKey.ts';
import { type Failure, FailureError } from '../../../lib/failure.ts';
import type { RecordSync } from '../../../lib/messaging/syncMessages.ts';
import { usePort } from '../../panel/port.ts';
import { useQuery, useQueryStore } from '../../panel/queries/useQuery.ts';
import { failureOf } from '../../panel/retry.ts';

/** Spec §5: sync status. */
const STALE_MS = 30_000;

interface RecordSyncState {
  /** null = not known (yet). */
  readonly sync: RecordSync | null;
  readonly failure: Failure | null;
  readonly failedAt: number;
  readonly isSyncing: boolean;
  /** The same function for as long as the panel is open. */
  readonly refresh: () => void;
  syncNow(): void;
}

interface Try {
  readonly isPending: boolean;
  readonly failure: Failure | null;
  readonly failedAt: number;
}
const NONE: Try = { isPending: false, failure: null, failedAt: 0 };

/**
 * How this record stands with the sync. Asked once the record itself is known, so that its figures never wait for it, and again
 * when a sync has ended.
 */
export const useRecordSync = (page: RecordPage, isEnabled: boolean): RecordSyncState => {
  const port = usePort();
  const queries = useQueryStore();
  const key = recordKey(page.record);
  const [tried, setTried] = useState(NONE);
  const status = useQuery({
    queryKey: ['sync.recordStatus', key],
    enabled: isEnabled,
    staleTime: STALE_MS,
    queryFn: async ({ signal }) => {
      const answer = await port.send('sync.recordStatus', { page, requestId: crypto.randomUUID() }, signal);
      // An answer about another record is no answer.
      if (recordKey(answer.record) !== key) throw new FailureError({ code: 'erp.badAnswer' });
      return answer;
    },
  });
  const refresh = useCallback(() => {
    setTried(NONE);
    queries.refetch(['sync.recordStatus', key]);
  }, [queries, key]);
  useEffect(
    () =>
      port.onTabMessage((message) => {
        if (isEnabled && message.name === 'sync.changed' && !message.isRunning)
          queries.refetch(['sync.recordStatus', key]);
      }),
    [port, queries, key, isEnabled],
  );
  const syncNow = () => {
    setTried({ ...NONE, isPending: true });
    void port
      .send('sync.record', { page, requestId: crypto.randomUUID() })
      .then(
        () => NONE,
        (error: unknown) => ({ isPending: false, failure: failureOf(error), failedAt: Date.now() }),
      )
      .then((tries) => {
        setTried(tries);
        // What was written, also before it failed, may be among the figures; and the gates say what stopped it.
        for (const asked of ['sync.recordStatus', 'record.view']) queries.invalidate([asked, key]);
      });
  };
  return {
    sync: status.data ?? null,
    failure: tried.failure ?? (status.error === null ? null : failureOf(status.error)),
    failedAt: tried.failure === null ? status.errorUpdatedAt : tried.failedAt,
    isSyncing: tried.isPending || status.data?.state === 'syncing',
    refresh,
    syncNow,
  };
};
