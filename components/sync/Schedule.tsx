import { useId } from 'react';
import { t } from '../../lib/i18n.ts';
import type { SyncSettingsView } from '../../lib/messaging/syncMessages.ts';
import type { Action } from '../ui/action.ts';
import { durationText } from '../ui/duration.ts';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Switch } from '../ui/Switch.tsx';
import styles from './Schedule.module.css';

/** Seconds; spec §5: 1 min to 1 h. */
const STEPS = [60, 120, 300, 600, 900, 1800, 3600];

interface ScheduleProps {
  /** null = not known yet. */
  readonly settings: SyncSettingsView | null;
  /** The company's sync is not switched on: whatever is set here, nothing runs. */
  readonly isCompanyOff?: boolean;
  readonly save: Action<Pick<SyncSettingsView, 'autoSync' | 'intervalSeconds'>, SyncSettingsView>;
  readonly onRetry: () => void;
}

/** Whether and how often this browser syncs by itself: within what the company has set. */
export function Schedule({ settings, isCompanyOff = false, save, onRetry }: ScheduleProps) {
  const interval = useId();
  const failure = save.failure && (
    <FailureNotice failure={save.failure} busy={save.pending} onRetry={onRetry} />
  );
  if (settings === null) return failure ?? <Skeleton height={72} />;
  const { autoSync, intervalSeconds, company } = settings;
  const isOff = company?.autoSync === false;
  // A company may have set another one than these.
  const steps = STEPS.includes(intervalSeconds)
    ? STEPS
    : [...STEPS, intervalSeconds].sort((one, other) => one - other);
  return (
    <>
      {failure}
      {isCompanyOff ? <Notice tone="neutral" title={t('schedule.companyOff')} /> : null}
      <Switch
        label={t('schedule.auto')}
        hint={t(isOff ? 'schedule.autoOff' : 'schedule.autoHint')}
        isOn={autoSync && !isOff}
        isLocked={isOff}
        isBusy={save.pending}
        onTurn={(isOn) => save.run({ autoSync: isOn, intervalSeconds })}
      />
      <div className={styles.interval}>
        <label htmlFor={interval}>{t('schedule.every')}</label>
        <select
          id={interval}
          className={styles.select}
          value={intervalSeconds}
          aria-describedby={`${interval}-hint`}
          aria-busy={save.pending || undefined}
          onChange={(event) => {
            if (!save.pending) save.run({ autoSync, intervalSeconds: Number(event.target.value) });
          }}
        >
          {steps.map((seconds) => (
            <option key={seconds} value={seconds}>
              {durationText(seconds)}
            </option>
          ))}
        </select>
        <p className={styles.hint} id={`${interval}-hint`}>
          {company === null
            ? t('schedule.everyHint')
            : t('schedule.company', [durationText(company.intervalSeconds)])}
        </p>
      </div>
      <div className={styles.triggers}>
        <h3 className={styles.heading}>{t('schedule.triggers')}</h3>
        <ul>
          {(['byHand', 'record', 'page'] as const).map((trigger) => (
            <li key={trigger}>{t(`schedule.trigger.${trigger}`)}</li>
          ))}
        </ul>
      </div>
    </>
  );
}
