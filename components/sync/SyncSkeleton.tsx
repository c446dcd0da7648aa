import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './SyncOverview.module.css';

/** The shape of the sync's state to come: its head, a line, and the counts. Whoever shows it says "Loading" once. */
export function SyncSkeleton() {
  return (
    <div className={styles.sync}>
      <div className={styles.head}>
        <Skeleton width={120} height={22} />
        <span className={styles.space} />
        <Skeleton width={90} height={32} />
      </div>
      <Skeleton width="60%" height={16} />
      <Skeleton height={36} />
    </div>
  );
}
