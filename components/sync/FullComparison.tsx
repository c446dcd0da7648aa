import { t } from '../../lib/i18n.ts';
import type { SyncStatus } from '../../lib/messaging/syncMessages.ts';
import type { Action } from '../ui/action.ts';
import { Button } from '../ui/Button.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import styles from './FullComparison.module.css';
import { isHeld, stateLook } from './stateLook.ts';

/** Every linked record is read and compared, not only what has changed since the last sync. */
export function FullComparison({ start }: { start: Action<void, SyncStatus> }) {
  const { answer, failure, pending } = start;
  return (
    <>
      {failure === null ? null : (
        <FailureNotice failure={failure} busy={pending} onRetry={() => start.run()} />
      )}
      <div className={styles.row}>
        <Button busy={pending} onClick={() => start.run()}>
          {t('fullSync.start')}
        </Button>
        <p className={styles.state} role="status">
          {answer === null || pending ? null : begunText(answer)}
        </p>
      </div>
    </>
  );
}

/** A sync that is held back has not begun, and the state says by what. */
const begunText = (status: SyncStatus): string =>
  status.active === null && isHeld(status)
    ? t('fullSync.held', [stateLook(status).text])
    : t('fullSync.begun');
