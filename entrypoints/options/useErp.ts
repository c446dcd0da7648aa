import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import type { ErpCard } from '../../components/connections/ErpCard.tsx';
import { askAgain } from '../../components/ui/askAgain.ts';
import { failureOf } from '../../components/ui/failure.ts';
import { SETTINGS_STALE_MS } from '../../components/ui/pageQueries.ts';
import type { Me } from '../../lib/erp/api/me.ts';
import type { Request } from '../../lib/messaging/protocol.ts';
import { send } from '../../lib/messaging/send.ts';
import { COMPANY_SYNC, ERP_ME, MAPPINGS, SYNC_SETTINGS } from './queryKeys.ts';
import { useAction } from './useAction.ts';

type ErpActions = Pick<ComponentProps<typeof ErpCard>, 'me' | 'connect' | 'test' | 'disconnect'>;

/**
 * The ERP card's wiring. Role and tenant are the ERP API's to say and may change there: they are asked for when the page opens.
 * That question is a test too, so its failure is shown as one.
 */
export const useErp = (connected: boolean, onConnected: () => void): ErpActions => {
  const queries = useQueryClient();
  const me = useQuery({
    queryKey: ERP_ME,
    queryFn: () => send('erp.test', {}),
    enabled: connected,
    staleTime: SETTINGS_STALE_MS,
  });
  const remember = (answer: Me) => {
    // What is still asked for whoever it was before would take this one's place.
    void queries.cancelQueries({ queryKey: ERP_ME });
    queries.setQueryData(ERP_ME, answer);
  };

  const test = useAction(() => send('erp.test', {}), remember);
  const connect = useAction(
    (typed: Request<'erp.connect'>) => send('erp.connect', typed),
    (answer) => {
      test.reset();
      remember(answer);
      // Another person may turn and save other things.
      askAgain(queries, COMPANY_SYNC, SYNC_SETTINGS, MAPPINGS);
      onConnected();
    },
  );
  const disconnect = useAction(
    () => send('erp.disconnect', {}),
    () => {
      test.reset();
      queries.removeQueries({ queryKey: ERP_ME });
    },
  );
  return {
    me: me.data ?? null,
    connect,
    test: { ...test, failure: test.failure ?? failureOf(me.error) },
    disconnect,
  };
};
