import { useId } from 'react';
import { t } from '../../lib/i18n.ts';
import type { SyncStatus } from '../../lib/messaging/syncMessages.ts';
import type { Action } from '../ui/action.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { durationText } from '../ui/duration.ts';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { ActiveProgress } from './ActiveProgress.tsx';
import { BrakeNotice } from './BrakeNotice.tsx';
import { HoldNotice } from './HoldNotice.tsx';
import { LastResult } from './LastResult.tsx';
import styles from './SyncOverview.module.css';
import { isHeld, mayStart, stateLook } from './stateLook.ts';
import { Waiting } from './Waiting.tsx';

interface SyncOverviewProps {
  readonly status: SyncStatus;
  readonly now: number;
  readonly start: Action<void, SyncStatus>;
  readonly cancel: Action<void, SyncStatus>;
  readonly onReviewBrake: () => void;
  readonly isBrakeAsking: boolean;
  readonly onReviewConflicts: () => void;
  readonly onShowFailures: () => void;
  readonly onViewLimits: () => void;
  readonly onOpenSettings: () => void;
}

/** The sync at a glance: its state, the way to start it, how far it is or how it ended, and what waits for a person. */
export function SyncOverview(props: SyncOverviewProps) {
  const { status, now, start, cancel } = props;
  const heading = useId();
  const { tone, text } = stateLook(status);
  const failure = start.failure ?? cancel.failure;
  return (
    <section className={styles.sync} aria-labelledby={heading}>
      <header className={styles.head}>
        <h2 className={styles.title} id={heading}>
          {t('sync.title')}
        </h2>
        <Badge tone={tone}>{text}</Badge>
        <span className={styles.space} />
        {mayStart(status) ? (
          <Button
            look="primary"
            aria-keyshortcuts="s"
            busy={start.pending || status.active !== null}
            onClick={() => start.run()}
          >
            {t('sync.now')}
          </Button>
        ) : null}
      </header>
      {failure === null ? null : <FailureNotice failure={failure} onOpenSettings={props.onOpenSettings} />}
      {status.active === null ? null : (
        <ActiveProgress active={status.active} isCancelling={cancel.pending} onCancel={() => cancel.run()} />
      )}
      {status.hold === null ? null : (
        <HoldNotice
          hold={status.hold}
          connections={status.connections}
          onOpenSettings={props.onOpenSettings}
          onViewLimits={props.onViewLimits}
        />
      )}
      {/* A run that is let go on while another sync is under way would have to wait for it. */}
      {status.brake === null || status.active !== null ? null : (
        <BrakeNotice
          brake={status.brake}
          busy={props.isBrakeAsking}
          onReview={status.mayStart === false ? undefined : props.onReviewBrake}
        />
      )}
      {status.active !== null ? null : status.last === null ? (
        <p className={styles.never}>{neverText(isHeld(status) ? null : status.nextAt, now)}</p>
      ) : (
        <LastResult
          last={status.last}
          now={now}
          nextAt={isHeld(status) ? null : status.nextAt}
          nextOf={goingOn(status)}
          isToldOf={isToldOf(status.last, status.hold)}
        />
      )}
      {status.waiting === null ? null : (
        <Waiting
          waiting={status.waiting}
          onReviewConflicts={props.onReviewConflicts}
          onShowFailures={props.onShowFailures}
        />
      )}
    </section>
  );
}

const neverText = (nextAt: number | null, now: number): string =>
  nextAt === null
    ? t('sync.never')
    : `${t('sync.never')} ${t('sync.firstIn', [durationText(Math.max(1, (nextAt - now) / 1000))])}`;

/** Whoever is synced next while an org is held back, by name; null = all of them. */
const goingOn = ({ hold, connections }: SyncStatus): string | null => {
  if (hold === null || hold.reason === 'brake' || hold.org === null) return null;
  const free = connections.filter(({ state }) => state === 'connected');
  const isNamed = new Set(connections.map(({ system }) => system)).size === connections.length;
  return free.map(({ system, label }) => (isNamed ? t(`crm.${system}`) : label)).join(', ');
};

/** The hold is what the sync failed of: one place says it, with the time when it ends. */
const isToldOf = ({ failure }: NonNullable<SyncStatus['last']>, hold: SyncStatus['hold']): boolean =>
  failure !== null && hold !== null && failure.code.split('.').at(-1) === hold.reason;
