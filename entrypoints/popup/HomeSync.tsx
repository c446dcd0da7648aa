import type { ComponentProps } from 'react';
import { useNow } from '../../components/panel/useNow.ts';
import { SyncOverview } from '../../components/sync/SyncOverview.tsx';
import { SyncSkeleton } from '../../components/sync/SyncSkeleton.tsx';
import { FailureNotice } from '../../components/ui/FailureNotice.tsx';
import type { Failure } from '../../lib/failure.ts';
import type { SyncStatus } from '../../lib/messaging/syncMessages.ts';
import styles from './PopupPage.module.css';

interface HomeSyncProps extends Omit<ComponentProps<typeof SyncOverview>, 'status' | 'now'> {
  /** null = not known yet, or it cannot be known. */
  readonly status: SyncStatus | null;
  /** Why the state cannot be read, or why the stopped sync cannot be shown. */
  readonly failure: Failure | null;
  readonly isFetching: boolean;
  readonly onRetry: () => void;
}

/** The sync's part of the popup: its last known state stays while it is asked for again. */
export function HomeSync({ status, failure, isFetching, onRetry, ...overview }: HomeSyncProps) {
  const now = useNow(10_000);
  return (
    <>
      {failure === null ? null : (
        <div className={styles.failure}>
          <FailureNotice
            failure={failure}
            busy={isFetching}
            onRetry={onRetry}
            onReconnect={overview.onOpenSettings}
            onOpenSettings={overview.onOpenSettings}
          />
        </div>
      )}
      {status === null ? (
        failure === null && <SyncSkeleton />
      ) : (
        <SyncOverview status={status} now={now} {...overview} />
      )}
    </>
  );
}
