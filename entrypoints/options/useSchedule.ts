import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import type { CompanySwitches } from '../../components/sync/CompanySwitches.tsx';
import type { Schedule } from '../../components/sync/Schedule.tsx';
import { askAgain } from '../../components/ui/askAgain.ts';
import { failureOf } from '../../components/ui/failure.ts';
import { SETTINGS_STALE_MS } from '../../components/ui/pageQueries.ts';
import type { Request } from '../../lib/messaging/protocol.ts';
import { send } from '../../lib/messaging/send.ts';
import type { SyncSettingsView } from '../../lib/messaging/syncMessages.ts';
import { COMPANY_SYNC, SYNC_SETTINGS } from './queryKeys.ts';
import { useAction } from './useAction.ts';

/** One's own schedule. A failure to read it is shown where it would stand. */
export const useSchedule = (): ComponentProps<typeof Schedule> => {
  const queries = useQueryClient();
  const known = useQuery({
    queryKey: SYNC_SETTINGS,
    queryFn: () => send('sync.settings.read', {}),
    staleTime: SETTINGS_STALE_MS,
  });
  const save = useAction(
    (settings: Request<'sync.settings.write'>) => send('sync.settings.write', settings),
    (answer: SyncSettingsView) => queries.setQueryData(SYNC_SETTINGS, answer),
  );
  return {
    settings: known.data ?? null,
    save: { ...save, failure: save.failure ?? failureOf(known.error) },
    onRetry: () => {
      save.reset();
      void known.refetch();
    },
  };
};

/** The company's switches. Whoever saves over another's change is refused, and sees what it is now. */
export const useCompanySwitches = (): ComponentProps<typeof CompanySwitches> => {
  const queries = useQueryClient();
  const known = useQuery({
    queryKey: COMPANY_SYNC,
    queryFn: () => send('sync.company.read', {}),
    staleTime: SETTINGS_STALE_MS,
  });
  const save = useAction(
    async (change: Request<'sync.company.write'>) => {
      try {
        return await send('sync.company.write', change);
      } catch (error) {
        askAgain(queries, COMPANY_SYNC);
        throw error;
      }
    },
    (answer) => {
      queries.setQueryData(COMPANY_SYNC, answer);
      askAgain(queries, SYNC_SETTINGS);
    },
  );
  return {
    company: known.data ?? null,
    save: { ...save, failure: save.failure ?? failureOf(known.error) },
    onRetry: () => {
      save.reset();
      void known.refetch();
    },
  };
};
