import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { Action } from '../ui/action.ts';
import { Button } from '../ui/Button.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import styles from './DryRun.module.css';

/** `answer`: how many lines were saved. */
export function SyncLog({ save }: { save: Action<void, number> }) {
  return (
    <>
      <div className={styles.actions}>
        <Button busy={save.pending} onClick={() => save.run()}>
          {t('syncLog.save')}
        </Button>
        <span className={styles.count} role="status">
          {save.answer === null ? null : t('syncLog.saved', [formatDecimal(save.answer)], save.answer)}
        </span>
      </div>
      {save.failure === null ? null : (
        <FailureNotice failure={save.failure} busy={save.pending} onRetry={() => save.run()} />
      )}
    </>
  );
}
