import { useId, useState } from 'react';
import type { RecordPage } from '../../../lib/crm/port.ts';
import { formatAge } from '../../../lib/format/age.ts';
import { formatDecimal } from '../../../lib/format/number.ts';
import { t } from '../../../lib/i18n.ts';
import type { RecordSync as Known } from '../../../lib/messaging/syncMessages.ts';
import { FailureNotice } from '../../panel/FailureNotice.tsx';
import type { Theme } from '../../panel/pageTheme.ts';
import { useNow } from '../../panel/useNow.ts';
import { Gates } from './Gates.tsx';
import { RecordConflicts } from './RecordConflicts.tsx';
import { RecordHistory } from './RecordHistory.tsx';
import { RecordSyncBone } from './RecordSyncBone.tsx';
import { useRecordSync } from './useRecordSync.ts';

const TONES = {
  notLinked: 'neutral',
  waiting: 'info',
  syncing: 'info',
  synced: 'good',
  conflict: 'caution',
  failed: 'bad',
  unknown: 'neutral',
} as const satisfies Record<Known['state'], string>;

interface RecordSyncProps {
  readonly page: RecordPage;
  /** The record's own answer is there: before it, nothing is asked. */
  readonly isEnabled: boolean;
  /** That answer is there or on its way: the line keeps its place. */
  readonly isComing: boolean;
  readonly theme: Theme | null;
}

/** One line: how this record stands with the sync. Opened: its questions, why it did not sync, and its history. */
export function RecordSync({ page, isEnabled, isComing, theme }: RecordSyncProps) {
  const { sync, failure, failedAt, isSyncing, refresh, syncNow } = useRecordSync(page, isEnabled);
  const [isOpen, setOpen] = useState(false);
  const body = useId();
  const now = useNow(10_000);
  const state = isSyncing ? 'syncing' : (sync?.state ?? 'unknown');
  const conflicts = sync?.conflicts ?? 0;
  // Once shown they stay, so that the last one is seen to be resolved.
  const [hadConflicts, setHadConflicts] = useState(false);
  if (!hadConflicts && conflicts > 0) setHadConflicts(true);
  if (sync === null && failure === null) {
    return isComing ? <RecordSyncBone /> : null;
  }
  return (
    <section className="record-sync" aria-label={t('sync.title')}>
      <button
        type="button"
        className="record-sync-line"
        aria-expanded={isOpen}
        aria-controls={body}
        data-alert={conflicts > 0 || undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="record-sync-title">{t('sync.title')}</span>
        <span className="badge" data-tone={TONES[state]}>
          {t(`sync.record.${state}`)}
        </span>
        <span className="quiet" aria-live="polite">
          {conflicts > 0
            ? t('sync.waiting.conflicts', [formatDecimal(conflicts)], conflicts)
            : sync?.lastSyncAt
              ? formatAge(sync.lastSyncAt, now)
              : null}
        </span>
        <span className="record-sync-more">{t(conflicts > 0 ? 'sync.review' : 'sync.record.details')}</span>
      </button>
      {isOpen ? (
        <div id={body}>
          {failure === null ? null : (
            <FailureNotice failure={failure} failedAt={failedAt} onRetry={refresh} />
          )}
          {hadConflicts ? (
            <RecordConflicts
              page={page}
              theme={theme}
              mayDecide={sync?.role !== 'crm.read'}
              onOver={refresh}
            />
          ) : null}
          {sync === null ? null : (
            <>
              {sync.role === 'crm.read' ? null : (
                <button
                  type="button"
                  className="button"
                  aria-disabled={isSyncing || undefined}
                  aria-busy={isSyncing || undefined}
                  onClick={isSyncing ? undefined : syncNow}
                >
                  {t(isSyncing ? 'sync.running' : 'sync.record.now')}
                </button>
              )}
              <Gates gates={sync.gates} isSynced={sync.state === 'synced'} />
              <RecordHistory history={sync.history} now={now} />
            </>
          )}
        </div>
      ) : null}
    </section>
  );
}
