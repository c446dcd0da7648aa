import { useCallback, useEffect } from 'react';
import type { RecordPage } from '../../../lib/crm/port.ts';
import { recordKey } from '../../../lib/erp/api/recordKey.ts';
import { t } from '../../../lib/i18n.ts';
import type { ConflictItem, ConflictPage } from '../../../lib/messaging/conflictMessages.ts';
import { outcomeText } from '../../conflicts/outcomeText.ts';
import { Questions } from '../../conflicts/Questions.tsx';
import { ConfirmFrame } from '../../panel/ConfirmFrame.tsx';
import { FailureNotice } from '../../panel/FailureNotice.tsx';
import type { Theme } from '../../panel/pageTheme.ts';
import { usePort } from '../../panel/port.ts';
import { useQuery, useQueryStore } from '../../panel/queries/useQuery.ts';
import { failureOf } from '../../panel/retry.ts';
import { SuggestionsSkeleton } from '../../panel/Skeletons.tsx';
import { useNow } from '../../panel/useNow.ts';
import { useDecision } from './useDecision.ts';

interface RecordConflictsProps {
  readonly page: RecordPage;
  readonly theme: Theme | null;
  readonly mayDecide: boolean;
  /** A decision was written or was not: how the record stands may be another. */
  onOver(): void;
}

/** The questions of the record on the page, each with its answers; an answer is confirmed in the extension's own frame. */
export function RecordConflicts({ page, theme, mayDecide, onOver }: RecordConflictsProps) {
  const port = usePort();
  const now = useNow(60_000);
  const queries = useQueryStore();
  const key = recordKey(page.record);
  const list = useQuery({
    queryKey: ['conflicts.list', key],
    staleTime: 0,
    // Of one record there are a few, and all of them are shown.
    queryFn: async ({ signal }) => {
      const all: ConflictItem[] = [];
      let cursor: string | null = null;
      do {
        const answer: ConflictPage = await port.send(
          'conflicts.list',
          { page, cursor, requestId: crypto.randomUUID() },
          signal,
        );
        all.push(...answer.conflicts);
        cursor = answer.next;
      } while (cursor !== null);
      return all;
    },
  });
  const readAgain = useCallback(() => {
    queries.refetch(['conflicts.list', key]);
    onOver();
  }, [queries, key, onOver]);
  useEffect(
    () =>
      port.onTabMessage((message) => {
        // What was decided has been carried out, or the other side has moved.
        if (message.name === 'record.changed' && message.key === key) readAgain();
      }),
    [port, key, readAgain],
  );
  const { stage, decided, made, propose, back } = useDecision(page, readAgain);

  if (stage.at === 'confirming')
    return (
      <ConfirmFrame frameUrl={stage.frameUrl} theme={theme} name={t('conflict.confirmFrame')} onBack={back} />
    );
  const conflicts = list.data;
  // "Resolved" over a question that still waits would be taken for its answer; that there are fewer, the line above says.
  const isAsking = conflicts?.some((conflict) => conflict.decided === null);
  const failure =
    stage.at === 'none' && stage.failure !== null
      ? stage.failure
      : list.error === null
        ? null
        : failureOf(list.error);
  return (
    <>
      <p className="sync-toast" role="status">
        {made.length === 0 || isAsking ? null : outcomeText(made)}
      </p>
      {failure === null ? null : (
        <FailureNotice failure={failure} failedAt={list.errorUpdatedAt} onRetry={list.refetch} />
      )}
      {conflicts === undefined && failure === null ? <SuggestionsSkeleton /> : null}
      {[...Map.groupBy(conflicts ?? [], ({ link }) => link)].map(([link, of]) => (
        <Questions
          key={link}
          conflicts={of}
          now={now}
          isOwnPage
          decided={decided}
          busy={stage.at === 'asking'}
          onDecide={mayDecide ? propose : undefined}
        />
      ))}
    </>
  );
}
