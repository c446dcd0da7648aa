import { t } from '../../lib/i18n.ts';
import type { BrakeQuestion } from '../../lib/messaging/syncMessages.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PlanCounts } from './PlanCounts.tsx';

interface BrakeNoticeProps {
  readonly brake: BrakeQuestion;
  readonly busy: boolean;
  /** Absent where the role lets nobody here say so. */
  readonly onReview: (() => void) | undefined;
}

/** A sync that was stopped before it wrote anything, because it would change unusually much. */
export function BrakeNotice({ brake, busy, onReview }: BrakeNoticeProps) {
  return (
    <Notice
      tone="caution"
      role="status"
      title={t('sync.brake.title')}
      action={
        onReview && (
          <Button onClick={onReview} busy={busy}>
            {t('sync.review')}
          </Button>
        )
      }
    >
      <PlanCounts counts={brake.counts} />
      {brake.reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      {onReview === undefined ? <p>{t('sync.brake.noRight')}</p> : null}
    </Notice>
  );
}
