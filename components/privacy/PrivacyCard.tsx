import { t } from '../../lib/i18n.ts';
import type { OfflineReading } from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { PlainCard } from '../ui/PlainCard.tsx';
import { Switch } from '../ui/Switch.tsx';

interface PrivacyCardProps {
  /** null = not known yet. */
  readonly offlineReading: OfflineReading | null;
  readonly choose: Action<boolean, OfflineReading>;
}

/** What of the ERP's figures stays on this device, and for how long. */
export function PrivacyCard({ offlineReading, choose }: PrivacyCardProps) {
  const { keep, isAllowed, hours } = offlineReading ?? { keep: false, isAllowed: false, hours: 0 };
  return (
    <PlainCard title={t('privacy.title')}>
      <Switch
        label={t('privacy.offline.label')}
        hint={
          offlineReading === null || isAllowed
            ? t('privacy.offline.hint', [t('privacy.hours', undefined, hours)])
            : t('connections.locked')
        }
        isOn={keep}
        isLocked={!isAllowed}
        isBusy={choose.pending}
        onTurn={choose.run}
      />
      {choose.failure === null ? null : (
        <FailureNotice failure={choose.failure} busy={choose.pending} onRetry={() => choose.run(!keep)} />
      )}
    </PlainCard>
  );
}
