import { Skeleton } from '../../components/ui/Skeleton.tsx';
import { t } from '../../lib/i18n.ts';
import styles from './PopupPage.module.css';

/** Two entries of a list to come. */
export function ListSkeleton() {
  return (
    <div className={styles.list} role="status" aria-label={t('popup.loading')}>
      <Skeleton height={120} />
      <Skeleton height={120} />
    </div>
  );
}
