import { t } from '../../lib/i18n.ts';
import type { StoppedRun } from '../../lib/messaging/syncMessages.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import styles from './BrakeNotice.module.css';
import { brakeReasonText } from './brakeReasonText.ts';
import { PlanCounts } from './PlanCounts.tsx';
import { runPlace } from './runPlace.ts';

interface BrakeNoticeProps {
  readonly brake: StoppedRun;
  readonly busy: boolean;
  /** Absent where the role lets nobody here say so. */
  readonly onReview: (() => void) | undefined;
}

/** A sync that was stopped before it wrote anything, because it would change unusually much. That it was is announced by the page. */
export function BrakeNotice({ brake, busy, onReview }: BrakeNoticeProps) {
  return (
    <Notice
      tone="caution"
      title={brake.user === null ? t('sync.brake.title') : t('sync.brake.secondYou', [brake.user])}
    >
      <p className={styles.place}>{runPlace(brake)}</p>
      {isToldByReason(brake) ? null : <PlanCounts counts={brake.counts} />}
      {brake.reasons.map((reason) => (
        <p key={reason.message}>{brakeReasonText(reason, brake)}</p>
      ))}
      {brake.needsSecond && brake.user === null ? <p>{t('sync.brake.secondAdmin')}</p> : null}
      {onReview === undefined ? (
        <p>{t('sync.brake.noRight')}</p>
      ) : (
        <p className={styles.action}>
          <Button onClick={onReview} busy={busy}>
            {t('sync.review')}
          </Button>
        </p>
      )}
    </Notice>
  );
}

/** One kind of change alone, and the reason has its number: it need not be said twice. */
const isToldByReason = ({ counts, reasons }: StoppedRun): boolean => {
  const kinds = (['creates', 'updates', 'clears', 'deletes'] as const).filter((kind) => counts[kind] > 0);
  return reasons.some(
    ({ facts }) =>
      (facts?.about === 'creates' || facts?.about === 'deletes') &&
      kinds.length === 1 &&
      kinds[0] === facts.about &&
      counts[facts.about] === facts.count,
  );
};
