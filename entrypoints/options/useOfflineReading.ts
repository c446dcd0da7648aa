import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import type { PrivacyCard } from '../../components/privacy/PrivacyCard.tsx';
import { failureOf } from '../../components/ui/failure.ts';
import { SETTINGS_STALE_MS } from '../../components/ui/pageQueries.ts';
import type { OfflineReading } from '../../lib/messaging/protocol.ts';
import { send } from '../../lib/messaging/send.ts';
import { OFFLINE_READING } from './queryKeys.ts';
import { useAction } from './useAction.ts';

/** The privacy card's wiring. A choice that cannot even be read is shown as the failure that it is. */
export const useOfflineReading = (): ComponentProps<typeof PrivacyCard> => {
  const queries = useQueryClient();
  const known = useQuery({
    queryKey: OFFLINE_READING,
    queryFn: () => send('offlineReading.read', {}),
    staleTime: SETTINGS_STALE_MS,
  });
  const choose = useAction(
    (keep: boolean) => send('offlineReading.write', { keep }),
    (answer: OfflineReading) => queries.setQueryData(OFFLINE_READING, answer),
  );
  return {
    offlineReading: known.data ?? null,
    choose: { ...choose, failure: choose.failure ?? failureOf(known.error) },
  };
};
