import { useId } from 'react';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { ActiveSync } from '../../lib/messaging/syncMessages.ts';
import { Button } from '../ui/Button.tsx';
import { durationText } from '../ui/duration.ts';
import styles from './ActiveProgress.module.css';

interface ActiveProgressProps {
  readonly active: ActiveSync;
  /** Asked to cancel, not answered yet. */
  readonly isCancelling: boolean;
  readonly onCancel: () => void;
}

/** How far the sync is. Not announced as it moves: whoever shows it announces phases and the end. */
export function ActiveProgress({ active, isCancelling, onCancel }: ActiveProgressProps) {
  const phase = useId();
  const { progress } = active;
  const { done, total } = progress;
  const stops = isCancelling || active.isCancelling;
  const far = farText(progress.done, total);
  return (
    <div className={styles.progress}>
      <p className={styles.head}>
        <span className={styles.phase} id={phase}>
          {stops ? t('sync.cancelling') : t(`sync.phase.${progress.phase}`)}
        </span>
        <Button look="quiet" busy={stops} onClick={onCancel}>
          {t('sync.cancel')}
        </Button>
      </p>
      <progress
        className={styles.bar}
        aria-labelledby={phase}
        aria-valuetext={far}
        {...(total === null ? {} : { value: Math.min(done, total), max: Math.max(total, 1) })}
      />
      <p className={styles.foot}>
        <span>{far}</span>
        <span>{paceText(active)}</span>
      </p>
    </div>
  );
}

const farText = (done: number, total: number | null): string =>
  total === null
    ? t('sync.progress.found', [formatDecimal(done)], done)
    : t('sync.progress.of', [formatDecimal(done), formatDecimal(total)], total);

const paceText = ({ progress: { ratePerMinute, msLeft } }: ActiveSync): string =>
  [
    ratePerMinute === null ? null : t('sync.progress.rate', [formatDecimal(Math.round(ratePerMinute))]),
    msLeft === null ? null : t('sync.progress.left', [durationText(Math.max(1, msLeft / 1000))]),
  ]
    .filter((part) => part !== null)
    .join(' · ');
