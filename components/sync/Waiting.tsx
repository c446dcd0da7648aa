import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { SyncStatus } from '../../lib/messaging/syncMessages.ts';
import styles from './Waiting.module.css';

interface WaitingProps {
  readonly waiting: NonNullable<SyncStatus['waiting']>;
  readonly onReviewConflicts: () => void;
  readonly onShowFailures: () => void;
}

/** What waits for a person: one line for each kind of it, nothing where nothing waits. */
export function Waiting({ waiting, onReviewConflicts, onShowFailures }: WaitingProps) {
  const { conflicts, failing } = waiting;
  if (conflicts + failing === 0) return null;
  return (
    <ul className={styles.waiting} aria-label={t('sync.waiting.title')}>
      {conflicts === 0 ? null : (
        <Line
          tone="caution"
          text={t('sync.waiting.conflicts', [formatDecimal(conflicts)], conflicts)}
          action={t('sync.review')}
          onAct={onReviewConflicts}
        />
      )}
      {failing === 0 ? null : (
        <Line
          tone="bad"
          text={t('sync.waiting.failures', [formatDecimal(failing)], failing)}
          action={t('sync.show')}
          onAct={onShowFailures}
        />
      )}
    </ul>
  );
}

interface LineProps {
  readonly tone: 'caution' | 'bad';
  readonly text: string;
  readonly action: string;
  readonly onAct: () => void;
}

const Line = ({ tone, text, action, onAct }: LineProps) => (
  <li>
    <button type="button" className={styles.line} data-tone={tone} onClick={onAct}>
      <span className={styles.text}>{text}</span>
      <span className={styles.action}>{action}</span>
    </button>
  </li>
);
