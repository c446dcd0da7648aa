import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useRef } from 'react';
import { ConnectionSkeletons } from '../../components/connections/ConnectionSkeletons.tsx';
import { MappingSkeleton } from '../../components/mapping/MappingSkeleton.tsx';
import { PrivacyCard } from '../../components/privacy/PrivacyCard.tsx';
import { FailureNotice } from '../../components/ui/FailureNotice.tsx';
import { failureOf } from '../../components/ui/failure.ts';
import { SETTINGS_STALE_MS } from '../../components/ui/pageQueries.ts';
import { t } from '../../lib/i18n.ts';
import type { Connections } from '../../lib/messaging/protocol.ts';
import { send } from '../../lib/messaging/send.ts';
import { ConnectionCards } from './ConnectionCards.tsx';
import { KeysCard } from './KeysCard.tsx';
import styles from './OptionsPage.module.css';
import { CONNECTIONS } from './queryKeys.ts';
import { SyncCards } from './SyncCards.tsx';
import { useOfflineReading } from './useOfflineReading.ts';

/** Comes in when there is something to map: most of what this page weighs. */
const FieldMapping = lazy(() =>
  import('./FieldMapping.tsx').then((part) => ({ default: part.FieldMapping })),
);

export function OptionsPage() {
  const page = useRef<HTMLElement>(null);
  const connections = useQuery({
    queryKey: CONNECTIONS,
    queryFn: () => send('connections.read', {}),
    staleTime: SETTINGS_STALE_MS,
  });
  const failure = failureOf(connections.error);
  const offlineReading = useOfflineReading();
  return (
    <main className={styles.page} ref={page}>
      <header className={styles.header}>
        <img src="/icons/icon-48.png" alt="" width={32} height={32} />
        <div>
          <h1 className={styles.title}>{t('crm.config.title')}</h1>
          <p className={styles.intro}>{t('connections.intro')}</p>
        </div>
      </header>
      {failure && (
        <FailureNotice
          failure={failure}
          busy={connections.isFetching}
          onRetry={() => void connections.refetch()}
        />
      )}
      {connections.data ? (
        <ConnectionCards connections={connections.data} />
      ) : (
        connections.isPending && <ConnectionSkeletons />
      )}
      {connections.data?.erp.state === 'connected' && (
        <Suspense fallback={<MappingSkeleton />}>
          <FieldMapping
            connected={connectionsOf(connections.data)}
            onOpenConnections={() => page.current?.querySelector('h2')?.focus()}
          />
        </Suspense>
      )}
      {connections.data?.erp.state === 'connected' && <SyncCards />}
      <PrivacyCard {...offlineReading} />
      <KeysCard />
    </main>
  );
}

const connectionsOf = ({ erp, salesforce, hubspot }: Connections): string =>
  JSON.stringify([erp, salesforce, hubspot]);
