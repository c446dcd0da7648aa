import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { FinishedSync, SyncStatus } from '../../lib/messaging/syncMessages.ts';
import { needsApproval } from './stateLook.ts';

/** Records that are as they should be. */
const syncedRecords = ({ counts }: FinishedSync): number =>
  counts.created + counts.updated + counts.unchanged;

/** "Sync completed. 1,000 records" and its sisters for what did not go that well. */
const endText = (last: FinishedSync): string => {
  const synced = syncedRecords(last);
  const records = t('sync.completed', [formatDecimal(synced)], synced);
  switch (last.result) {
    case 'success':
      return records;
    case 'partial':
    case 'conflict':
      return [
        records,
        last.counts.conflict === 0
          ? null
          : t('sync.waiting.conflicts', [formatDecimal(last.counts.conflict)], last.counts.conflict),
        last.counts.failed === 0
          ? null
          : t('sync.waiting.failures', [formatDecimal(last.counts.failed)], last.counts.failed),
      ]
        .filter((part) => part !== null)
        .join('. ');
    case 'failed':
      return t('sync.state.failed');
    case 'cancelled':
      return t('sync.cancelled');
  }
};

/**
 * What a screen reader is told when one status follows another: that a sync began, each phase, and how it ended. Never the records
 * in between. null = nothing new.
 */
export const announcement = (before: SyncStatus, now: SyncStatus): string | null => {
  if (now.active !== null) {
    if (before.active?.id !== now.active.id)
      return `${t('sync.inProgress')}. ${t(`sync.phase.${now.active.progress.phase}`)}`;
    if (before.active.isCancelling !== now.active.isCancelling) return t('sync.cancelling');
    return before.active.progress.phase === now.active.progress.phase
      ? null
      : t(`sync.phase.${now.active.progress.phase}`);
  }
  if (hasEnded(before, now) && now.last !== null)
    return needsApproval(now) && isWell(now.last) ? waitsText(now.last) : endText(now.last);
  return before.brake === null && needsApproval(now) ? t('sync.brake.title') : null;
};

const isWell = ({ result }: FinishedSync): boolean => result === 'success';

/** Whether `announcement` tells of a sync that did all that it set out to do: what may be shown as done. */
export const isDone = (status: SyncStatus): boolean =>
  status.active === null && status.last !== null && isWell(status.last) && !needsApproval(status);

const waitsText = (last: FinishedSync): string => {
  const synced = syncedRecords(last);
  return t('sync.brake.waits', [formatDecimal(synced)], synced);
};

/** A sync came to its end between the two: one that was seen under way, or a quick one that began and ended unseen. */
const hasEnded = (before: SyncStatus, now: SyncStatus): boolean =>
  now.last !== null && now.active === null && now.last.id !== before.last?.id;
