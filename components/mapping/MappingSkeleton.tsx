import { t } from '../../lib/i18n.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './MappingSkeleton.module.css';

const ROWS = ['first', 'second', 'third', 'fourth', 'fifth'];

/** The table's own shape while both field lists are on their way: nothing jumps when they come. */
export function MappingSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label={t('mapping.loading')}>
      <Skeleton width={320} height={32} />
      {ROWS.map((row) => (
        <div key={row} className={styles.row}>
          <Skeleton height={32} />
          <Skeleton height={32} />
          <Skeleton height={32} />
        </div>
      ))}
    </div>
  );
}
