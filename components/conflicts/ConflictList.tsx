import { t } from '../../lib/i18n.ts';
import type { ConflictItem, ShownDecision } from '../../lib/messaging/conflictMessages.ts';
import { Button } from '../ui/Button.tsx';
import styles from './ConflictList.module.css';
import { Questions } from './Questions.tsx';

interface ConflictListProps {
  readonly conflicts: readonly ConflictItem[];
  readonly now: number;
  /** As they were when this person last decided: shown again, with what has moved since. */
  readonly decided: readonly ConflictItem[];
  readonly busy: boolean;
  readonly onDecide: ((decisions: readonly ShownDecision[]) => void) | undefined;
  /** Absent where these are all. */
  readonly onMore: (() => void) | undefined;
  readonly isFetchingMore: boolean;
}

/** Questions that wait, page by page, those of a record together; what is out of sight is not laid out. */
export function ConflictList(props: ConflictListProps) {
  const { conflicts, now, decided, busy, onDecide, onMore, isFetchingMore } = props;
  if (conflicts.length === 0)
    return (
      <p className={styles.none} role="status">
        {t('conflict.none')}
      </p>
    );
  return (
    <>
      <ul className={styles.list} aria-label={t('conflict.list')}>
        {[...Map.groupBy(conflicts, ({ link }) => link)].map(([link, of]) => (
          <li key={link} className={styles.item}>
            <Questions conflicts={of} now={now} decided={decided} busy={busy} onDecide={onDecide} />
          </li>
        ))}
      </ul>
      {onMore === undefined ? null : (
        <p className={styles.more}>
          <Button busy={isFetchingMore} onClick={onMore}>
            {t(isFetchingMore ? 'conflict.loadingMore' : 'conflict.more')}
          </Button>
        </p>
      )}
    </>
  );
}
