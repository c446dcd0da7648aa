import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { browser } from 'wxt/browser';
import { outcomeText } from '../../components/conflicts/outcomeText.ts';
import { Confirmation } from '../../components/linking/Confirmation.tsx';
import { useNow } from '../../components/panel/useNow.ts';
import { Announcer } from '../../components/sync/Announcer.tsx';
import { Limits } from '../../components/sync/Limits.tsx';
import { SubPage } from '../../components/sync/SubPage.tsx';
import { mayStart } from '../../components/sync/stateLook.ts';
import { askAgain } from '../../components/ui/askAgain.ts';
import { failureOf } from '../../components/ui/failure.ts';
import { SETTINGS_STALE_MS } from '../../components/ui/pageQueries.ts';
import { useSingleKeys } from '../../components/ui/singleKeys.ts';
import type { ToastMessage } from '../../components/ui/Toast.tsx';
import { t } from '../../lib/i18n.ts';
import type { ConflictItem } from '../../lib/messaging/conflictMessages.ts';
import { send } from '../../lib/messaging/send.ts';
import { ConflictsPage } from './ConflictsPage.tsx';
import { FailuresPage } from './FailuresPage.tsx';
import { PopupHome } from './PopupHome.tsx';
import styles from './PopupPage.module.css';
import { CONFLICTS, SYNC_STATUS } from './queryKeys.ts';
import { useCustomerSearch } from './useCustomerSearch.ts';
import { useSyncAction } from './useSyncAction.ts';
import { useSyncStatus } from './useSyncStatus.ts';
import { useTicket } from './useTicket.ts';

type View = 'home' | 'conflicts' | 'failures' | 'limits';

/** Wires the popup's pages to the worker. Each page is reached from home and leads back there; a write is confirmed in between. */
export function PopupPage() {
  const queries = useQueryClient();
  const [view, setView] = useState<View>('home');
  const [toast, setToast] = useState<ToastMessage | null>(null);
  const hideToast = useCallback(() => setToast(null), []);
  const [decided, setDecided] = useState<readonly ConflictItem[]>([]);
  const searchField = useRef<HTMLInputElement>(null);

  const connections = useQuery({
    queryKey: ['connections'],
    queryFn: () => send('connections.read', {}),
    staleTime: SETTINGS_STALE_MS,
  });
  const search = useCustomerSearch();
  const openPage = useMutation({ mutationFn: (url: string) => browser.tabs.create({ url }) });
  const openSettings = useMutation({
    mutationFn: () => send('options.open', {}),
    onSuccess: () => window.close(),
  });
  const { status, ...statusQuery } = useSyncStatus();
  const start = useSyncAction(() => send('sync.start', { trigger: 'manual' }));
  const cancel = useSyncAction(() => send('sync.cancel', {}));
  const readAgain = () => askAgain(queries, CONFLICTS, SYNC_STATUS);
  const ticket = useTicket({
    onAccepted: (asked) => {
      setDecided([]);
      if (asked.kind === 'resolve') {
        const text = outcomeText(asked.decisions.map(({ conflict }) => conflict));
        setToast((last) => ({ id: (last?.id ?? 0) + 1, text }));
      }
      readAgain();
    },
    onReturned: (asked) => {
      if (asked.kind === 'resolve') setDecided(asked.decisions.map(({ conflict }) => conflict));
      readAgain();
    },
  });

  const goHome = () => setView('home');
  const onOpenSettings = () => openSettings.mutate();
  const isHome = view === 'home' && ticket.waiting === null;
  const canSearch = isHome && connections.data?.erp.state !== 'disconnected';
  const keys = {
    s:
      isHome && status !== null && status.active === null && mayStart(status) ? () => start.run() : undefined,
    r:
      ticket.waiting === null && (status?.waiting?.conflicts ?? 0) > 0
        ? () => setView('conflicts')
        : undefined,
    '/': canSearch ? () => searchField.current?.focus() : undefined,
  };
  useSingleKeys(keys);

  return (
    <div className={styles.window}>
      {ticket.waiting !== null ? (
        <Confirmation
          key={ticket.waiting.ticket}
          place="page"
          read={() => send('confirm.read', { ticket: ticket.waiting?.ticket ?? '' })}
          accept={ticket.accept}
          decline={ticket.decline}
        />
      ) : view === 'conflicts' ? (
        <ConflictsPage
          decided={decided}
          busy={ticket.isProposing}
          failure={ticket.failure}
          onDecide={
            status?.mayStart === false
              ? undefined
              : (decisions) => ticket.propose({ kind: 'resolve', decisions })
          }
          onOpenSettings={onOpenSettings}
          onBack={goHome}
        />
      ) : view === 'failures' ? (
        <FailuresPage onOpenSettings={onOpenSettings} onBack={goHome} />
      ) : view === 'limits' && status !== null ? (
        <LimitsPage connections={status.connections} onBack={goHome} />
      ) : (
        <PopupHome
          connections={connections.data}
          isFetching={connections.isFetching}
          failure={failureOf(connections.error) ?? failureOf(openSettings.error) ?? failureOf(openPage.error)}
          onRetry={() => {
            void connections.refetch();
            statusQuery.refetch();
          }}
          search={{ ...search, field: searchField, onOpen: (url) => openPage.mutate(url) }}
          sync={{
            status,
            failure: statusQuery.failure ?? ticket.failure,
            isFetching: statusQuery.isFetching,
            onRetry: statusQuery.refetch,
            start,
            cancel,
            isBrakeAsking: ticket.isProposing,
            onReviewBrake: () => {
              if (status?.brake) ticket.propose({ kind: 'brake', run: status.brake.run });
            },
            onReviewConflicts: () => setView('conflicts'),
            onShowFailures: () => setView('failures'),
            onViewLimits: () => setView('limits'),
          }}
          keys={Object.entries(keys).flatMap(([key, act]) => (act === undefined ? [] : [key]))}
          onOpenSettings={onOpenSettings}
        />
      )}
      <Announcer status={status} toast={toast} onToastGone={hideToast} isCovered={ticket.waiting !== null} />
    </div>
  );
}

function LimitsPage({
  connections,
  onBack,
}: {
  connections: Parameters<typeof Limits>[0]['connections'];
  onBack: () => void;
}) {
  const now = useNow(10_000);
  return (
    <SubPage title={t('sync.limits.title')} onBack={onBack}>
      <Limits connections={connections} now={now} />
    </SubPage>
  );
}
