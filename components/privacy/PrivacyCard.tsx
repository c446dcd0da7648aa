import { useId } from 'react';
import { t } from '../../lib/i18n.ts';
import type { OfflineReading } from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import styles from './PrivacyCard.module.css';

interface PrivacyCardProps {
  /** null = not known yet. */
  readonly offlineReading: OfflineReading | null;
  readonly choose: Action<boolean, OfflineReading>;
}

/** What of the ERP's figures stays on this device, and for how long. */
export function PrivacyCard({ offlineReading, choose }: PrivacyCardProps) {
  const heading = useId();
  const label = useId();
  const hint = useId();
  const { keep, isAllowed, hours } = offlineReading ?? { keep: false, isAllowed: false, hours: 0 };
  return (
    <section className={styles.card} aria-labelledby={heading}>
      <h2 className={styles.title} id={heading}>
        {t('privacy.title')}
      </h2>
      <div className={styles.setting}>
        <button
          type="button"
          role="switch"
          className={styles.switch}
          aria-checked={keep}
          aria-labelledby={label}
          aria-describedby={hint}
          aria-disabled={!isAllowed || undefined}
          aria-busy={choose.pending || undefined}
          onClick={() => {
            if (isAllowed && !choose.pending) choose.run(!keep);
          }}
        />
        <div>
          <p className={styles.label} id={label}>
            {t('privacy.offline.label')}
          </p>
          <p className={styles.hint} id={hint}>
            {offlineReading === null || isAllowed
              ? t('privacy.offline.hint', [t('privacy.hours', undefined, hours)])
              : t('connections.locked')}
          </p>
        </div>
      </div>
      {choose.failure === null ? null : (
        <FailureNotice failure={choose.failure} busy={choose.pending} onRetry={() => choose.run(!keep)} />
      )}
    </section>
  );
}
