import { useMutation, useQuery } from '@tanstack/react-query';
import { browser } from 'wxt/browser';
import { ConnectionSummary } from '../../components/connections/ConnectionSummary.tsx';
import { CustomerSearch } from '../../components/search/CustomerSearch.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { EmptyState } from '../../components/ui/EmptyState.tsx';
import { FailureNotice } from '../../components/ui/FailureNotice.tsx';
import { failureOf } from '../../components/ui/failure.ts';
import { SETTINGS_STALE_MS } from '../../components/ui/pageQueries.ts';
import { t } from '../../lib/i18n.ts';
import { send } from '../../lib/messaging/send.ts';
import styles from './PopupPage.module.css';
import { PopupSkeleton } from './PopupSkeleton.tsx';
import { useCustomerSearch } from './useCustomerSearch.ts';

export function PopupPage() {
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
  const known = connections.data;
  const failure = failureOf(connections.error) ?? failureOf(openSettings.error) ?? failureOf(openPage.error);
  const noCrm = known?.salesforce.length === 0 && known.hubspot.length === 0;
  return (
    <main className={styles.popup}>
      <header className={styles.header}>
        <img src="/icons/icon-48.png" alt="" width={20} height={20} />
        <h1 className={styles.title}>{t('extension.name')}</h1>
        <Button look="quiet" onClick={() => openSettings.mutate()}>
          {t('popup.settings')}
        </Button>
      </header>
      {/* There from the start, so that what is typed at once is not lost; it goes only where there is nothing to search in. */}
      {known?.erp.state === 'disconnected' ? (
        !noCrm && <p className={styles.hint}>{t('popup.searchNeedsErp')}</p>
      ) : (
        <CustomerSearch
          {...search}
          onOpen={(url) => openPage.mutate(url)}
          onOpenSettings={() => openSettings.mutate()}
        />
      )}
      {failure && (
        <div className={styles.failure}>
          <FailureNotice
            failure={failure}
            busy={connections.isFetching}
            onRetry={() => void connections.refetch()}
          />
        </div>
      )}
      {noCrm && (
        <EmptyState
          title={t('crm.empty.title')}
          text={t('crm.empty.description')}
          action={
            <Button look="primary" onClick={() => openSettings.mutate()}>
              {t('crm.empty.action')}
            </Button>
          }
        />
      )}
      {known && <ConnectionSummary connections={known} onOpenSettings={() => openSettings.mutate()} />}
      {connections.isPending && <PopupSkeleton />}
    </main>
  );
}
