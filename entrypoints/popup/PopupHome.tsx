import type { ComponentProps } from 'react';
import { ConnectionSummary } from '../../components/connections/ConnectionSummary.tsx';
import { CustomerSearch } from '../../components/search/CustomerSearch.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { EmptyState } from '../../components/ui/EmptyState.tsx';
import { FailureNotice } from '../../components/ui/FailureNotice.tsx';
import type { Failure } from '../../lib/failure.ts';
import { t } from '../../lib/i18n.ts';
import type { Connections } from '../../lib/messaging/protocol.ts';
import type { SyncStatus } from '../../lib/messaging/syncMessages.ts';
import { HomeSync } from './HomeSync.tsx';
import { Keys } from './Keys.tsx';
import styles from './PopupPage.module.css';
import { PopupSkeleton } from './PopupSkeleton.tsx';

interface PopupHomeProps {
  /** undefined = not known yet. */
  readonly connections: Connections | undefined;
  readonly isFetching: boolean;
  readonly failure: Failure | null;
  readonly onRetry: () => void;
  readonly search: Omit<ComponentProps<typeof CustomerSearch>, 'onOpenSettings'>;
  readonly sync: Omit<ComponentProps<typeof HomeSync>, 'onOpenSettings'>;
  /** Single keys that do something just now. */
  readonly keys: readonly string[];
  readonly onOpenSettings: () => void;
}

/** What the popup opens with: the search, the sync, the connections. */
export function PopupHome(props: PopupHomeProps) {
  const { connections, isFetching, failure, onRetry, search, sync, keys, onOpenSettings } = props;
  const noCrm = connections?.salesforce.length === 0 && connections.hubspot.length === 0;
  return (
    <main className={styles.popup}>
      <header className={styles.header}>
        <img src="/icons/icon-48.png" alt="" width={20} height={20} />
        <h1 className={styles.title}>{t('extension.name')}</h1>
        <Button look="quiet" onClick={onOpenSettings}>
          {t('popup.settings')}
        </Button>
      </header>
      {/* There from the start, so that what is typed at once is not lost; it goes only where there is nothing to search in. */}
      {connections?.erp.state === 'disconnected' ? (
        !noCrm && <p className={styles.hint}>{t('popup.searchNeedsErp')}</p>
      ) : (
        <CustomerSearch {...search} onOpenSettings={onOpenSettings} />
      )}
      {failure && (
        <div className={styles.failure}>
          <FailureNotice failure={failure} busy={isFetching} onRetry={onRetry} />
        </div>
      )}
      {noCrm && (
        <EmptyState
          title={t('crm.empty.title')}
          text={t('crm.empty.description')}
          action={
            <Button look="primary" onClick={onOpenSettings}>
              {t('crm.empty.action')}
            </Button>
          }
        />
      )}
      {connections && !noCrm && <HomeSync {...sync} onOpenSettings={onOpenSettings} />}
      {connections && (
        <ConnectionSummary
          connections={connections}
          limited={limitedIn(sync.status)}
          onOpenSettings={onOpenSettings}
        />
      )}
      {connections === undefined && failure === null && <PopupSkeleton />}
      {connections && !noCrm && <Keys active={keys} />}
    </main>
  );
}

const limitedIn = (status: SyncStatus | null): readonly string[] =>
  (status?.connections ?? []).flatMap(({ state, label }) => (state === 'rateLimited' ? [label] : []));
