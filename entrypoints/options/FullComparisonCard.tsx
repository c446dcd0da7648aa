import { useQuery } from '@tanstack/react-query';
import { FullComparison } from '../../components/sync/FullComparison.tsx';
import { PlainCard } from '../../components/ui/PlainCard.tsx';
import { SETTINGS_STALE_MS } from '../../components/ui/pageQueries.ts';
import { t } from '../../lib/i18n.ts';
import { send } from '../../lib/messaging/send.ts';
import { COMPANY_SYNC } from './queryKeys.ts';
import { useAction } from './useAction.ts';

/** For administrators alone: it reads everything, and costs the calls for it. */
export function FullComparisonCard() {
  const company = useQuery({
    queryKey: COMPANY_SYNC,
    queryFn: () => send('sync.company.read', {}),
    staleTime: SETTINGS_STALE_MS,
  });
  const start = useAction(() => send('sync.start', { trigger: 'full' }));
  if (company.data?.mayEdit !== true) return null;
  return (
    <PlainCard title={t('fullSync.title')} text={t('fullSync.text')}>
      <FullComparison start={start} />
    </PlainCard>
  );
}
