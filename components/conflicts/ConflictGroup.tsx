import { useId, useState } from 'react';
import type { SideName } from '../../lib/erp/api/sync/values.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { ConflictChoice, ConflictItem, ShownDecision } from '../../lib/messaging/conflictMessages.ts';
import { ConflictCard } from './ConflictCard.tsx';
import { conflictId, recordTitle } from './conflictName.ts';
import { choiceText } from './conflictWords.ts';
import { movedIn, movedSince } from './movedSince.ts';
import type { QuestionsProps } from './questionsProps.ts';

interface ConflictGroupProps extends QuestionsProps {
  readonly onDecide: (decisions: readonly ShownDecision[]) => void;
}

/** Several questions about one record: an answer for each, or one for all, confirmed together. */
export function ConflictGroup(props: ConflictGroupProps) {
  const { conflicts, now, decided, isOwnPage = false, busy, onDecide } = props;
  const title = useId();
  const [answers, setAnswers] = useState<readonly ShownDecision[]>([]);
  const [first] = conflicts;
  if (first === undefined) return null;
  // An answer is for the values that were in view, and for no others.
  const chosen = conflicts.flatMap((conflict) => {
    const answer = answerOf(answers, conflict);
    return answer === undefined || movedSince(answer.conflict, conflict).length > 0
      ? []
      : [{ conflict, choice: answer.choice }];
  });
  const choose = (conflict: ConflictItem, choice: ConflictChoice) =>
    setAnswers([
      ...chosen.filter((each) => conflictId(each.conflict) !== conflictId(conflict)),
      { conflict, choice },
    ]);
  const chooseAll = (choice: SideName) => setAnswers(conflicts.map((conflict) => ({ conflict, choice })));
  const count = formatDecimal(conflicts.length);
  const isReady = chosen.length > 0;
  const Heading = isOwnPage ? 'h3' : 'h2';
  return (
    <section className="conflict-group" aria-labelledby={title}>
      <Heading className="conflict-title" id={title}>
        {isOwnPage
          ? t('conflict.several', [count], conflicts.length)
          : `${recordTitle(first)}: ${t('conflict.several', [count], conflicts.length)}`}
      </Heading>
      {isOwnPage ? null : (
        <p className="conflict-ids">
          {t(`crm.${first.record.system}`)} {first.record.object} ↔{' '}
          {[first.erpName, first.erpRecord.replace('/', '\u00a0')]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a border and a legend of its own. */}
      <div className="conflict-choices" role="group" aria-label={t('conflict.all', [count])}>
        {(['crm', 'erp'] as const).map((side) => (
          <button
            key={side}
            type="button"
            className="conflict-choice"
            aria-pressed={chosen.length === conflicts.length && chosen.every(({ choice }) => choice === side)}
            aria-disabled={busy || undefined}
            onClick={() => {
              if (!busy) chooseAll(side);
            }}
          >
            {t('conflict.useAll', [choiceText(side, first)])}
          </button>
        ))}
      </div>
      {conflicts.map((conflict) => (
        <ConflictCard
          key={conflictId(conflict)}
          conflict={conflict}
          now={now}
          isOwnPage
          isOneOfMany
          moved={movedIn(decided, conflict)}
          chosen={answerOf(chosen, conflict)?.choice ?? null}
          busy={busy}
          onChoose={(choice) => choose(conflict, choice)}
        />
      ))}
      <div className="conflict-together">
        <p className="conflict-ids" role="status">
          {isReady ? t('conflict.chosen', [formatDecimal(chosen.length), count]) : t('conflict.chooseFirst')}
        </p>
        <button
          type="button"
          className="conflict-confirm"
          aria-disabled={busy || !isReady || undefined}
          onClick={() => {
            if (!busy && isReady) onDecide(chosen);
          }}
        >
          {t('conflict.reviewDecisions', [formatDecimal(chosen.length)], chosen.length)}
        </button>
      </div>
    </section>
  );
}

const answerOf = (answers: readonly ShownDecision[], conflict: ConflictItem): ShownDecision | undefined =>
  answers.find((each) => conflictId(each.conflict) === conflictId(conflict));
