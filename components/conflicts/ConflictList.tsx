import { t } from '../../lib/i18n.ts';
import type { ConflictChoice, ConflictItem } from '../../lib/messaging/conflictMessages.ts';
import { Button } from '../ui/Button.tsx';
import { ConflictCard } from './ConflictCard.tsx';
import styles from './ConflictList.module.css';
import { conflictId } from './conflictName.ts';
import { movedSince } from './movedSince.ts';

interface ConflictListProps {
  readonly conflicts: readonly ConflictItem[];
  readonly now: number;
  /** As it was when this person last decided: shown again, with what has moved since; null = nothing was decided. */
  readonly decided: ConflictItem | null;
  readonly busy: boolean;
  readonly onChoose: ((conflict: ConflictItem, choice: ConflictChoice) => void) | undefined;
  /** Absent where these are all. */
  readonly onMore: (() => void) | undefined;
  readonly isFetchingMore: boolean;
}

/** Questions that wait, page by page; what is out of sight is not laid out. */
export function ConflictList(props: ConflictListProps) {
  const { conflicts, now, decided, busy, onChoose, onMore, isFetchingMore } = props;
  if (conflicts.length === 0)
    return (
      <p className={styles.none} role="status">
        {t('conflict.none')}
      </p>
    );
  return (
    <>
      <ul className={styles.list} aria-label={t('conflict.list')}>
        {conflicts.map((conflict) => (
          <li key={conflictId(conflict)} className={styles.item}>
            <ConflictCard
              conflict={conflict}
              now={now}
              moved={
                decided !== null && conflictId(decided) === conflictId(conflict)
                  ? movedSince(decided, conflict)
                  : []
              }
              busy={busy}
              onChoose={onChoose && ((choice) => onChoose(conflict, choice))}
            />
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
