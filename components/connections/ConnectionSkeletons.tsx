import { t } from '../../lib/i18n.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './ConnectionSkeletons.module.css';

/** The three cards to come, at about their size. */
export function ConnectionSkeletons() {
  return (
    <div className={styles.cards} role="status" aria-label={t('connections.loading')}>
      {['erp', 'salesforce', 'hubspot'].map((card) => (
        <div key={card} className={styles.card}>
          <Skeleton width={140} height={20} />
          <Skeleton width="70%" />
          <Skeleton width="50%" />
          <Skeleton width={130} height={32} />
        </div>
      ))}
    </div>
  );
}
