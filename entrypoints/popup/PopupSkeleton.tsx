import { Skeleton } from '../../components/ui/Skeleton.tsx';
import { t } from '../../lib/i18n.ts';
import styles from './PopupPage.module.css';

/** The three lines of the connections to come. */
export function PopupSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label={t('popup.loading')}>
      <Skeleton height={22} />
      <Skeleton height={22} />
      <Skeleton height={22} />
    </div>
  );
}
