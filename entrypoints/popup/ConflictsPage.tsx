import { ConflictList } from '../../components/conflicts/ConflictList.tsx';
import { conflictId } from '../../components/conflicts/conflictName.ts';
import { useNow } from '../../components/panel/useNow.ts';
import { SubPage } from '../../components/sync/SubPage.tsx';
import { FailureNotice } from '../../components/ui/FailureNotice.tsx';
import { Notice } from '../../components/ui/Notice.tsx';
import type { Failure } from '../../lib/failure.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { ConflictItem, ShownDecision } from '../../lib/messaging/conflictMessages.ts';
import { ListSkeleton } from './ListSkeleton.tsx';
import { useConflicts } from './useConflicts.ts';

interface ConflictsPageProps {
  /** What this person decided last, and not all of which was written. */
  readonly decided: readonly ConflictItem[];
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onDecide: ((decisions: readonly ShownDecision[]) => void) | undefined;
  readonly onOpenSettings: () => void;
  readonly onBack: () => void;
}

export function ConflictsPage({
  decided,
  busy,
  failure,
  onDecide,
  onOpenSettings,
  onBack,
}: ConflictsPageProps) {
  const { conflicts, total, ...list } = useConflicts();
  const now = useNow(60_000);
  const met = failure ?? list.failure;
  const isSettled =
    decided.length > 0 &&
    conflicts !== null &&
    !list.isFetching &&
    list.more === undefined &&
    !conflicts.some((conflict) => decided.some((each) => conflictId(conflict) === conflictId(each)));
  return (
    <SubPage
      title={t('conflict.title')}
      note={
        conflicts === null || conflicts.length === total
          ? undefined
          : t('conflict.shown', [formatDecimal(conflicts.length), formatDecimal(total)])
      }
      onBack={onBack}
    >
      {met === null ? null : (
        <FailureNotice
          failure={met}
          busy={list.isFetching}
          onRetry={list.refetch}
          onReconnect={onOpenSettings}
          onOpenSettings={onOpenSettings}
        />
      )}
      {isSettled ? <Notice tone="info" role="status" title={t('conflict.settled')} /> : null}
      {conflicts === null ? (
        list.failure === null && <ListSkeleton />
      ) : (
        <ConflictList
          conflicts={conflicts}
          now={now}
          decided={decided}
          busy={busy}
          onDecide={onDecide}
          onMore={list.more}
          isFetchingMore={list.isFetchingMore}
        />
      )}
    </SubPage>
  );
}
