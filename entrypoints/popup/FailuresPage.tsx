import { useQuery } from '@tanstack/react-query';
import { useNow } from '../../components/panel/useNow.ts';
import { FailedRecords } from '../../components/sync/FailedRecords.tsx';
import { SubPage } from '../../components/sync/SubPage.tsx';
import { FailureNotice } from '../../components/ui/FailureNotice.tsx';
import { failureOf } from '../../components/ui/failure.ts';
import { t } from '../../lib/i18n.ts';
import { send } from '../../lib/messaging/send.ts';
import { ListSkeleton } from './ListSkeleton.tsx';
import { FAILURES } from './queryKeys.ts';

interface FailuresPageProps {
  readonly onOpenSettings: () => void;
  readonly onBack: () => void;
}

export function FailuresPage({ onOpenSettings, onBack }: FailuresPageProps) {
  const list = useQuery({
    queryKey: FAILURES,
    queryFn: ({ signal }) => send('sync.failures', { requestId: crypto.randomUUID() }, signal),
  });
  const now = useNow(60_000);
  const failure = failureOf(list.error);
  return (
    <SubPage title={t('sync.failures.title')} onBack={onBack}>
      {failure === null ? null : (
        <FailureNotice
          failure={failure}
          busy={list.isFetching}
          onRetry={() => void list.refetch()}
          onReconnect={onOpenSettings}
          onOpenSettings={onOpenSettings}
        />
      )}
      {list.data === undefined ? (
        failure === null && <ListSkeleton />
      ) : (
        <FailedRecords failures={list.data} now={now} />
      )}
    </SubPage>
  );
}
