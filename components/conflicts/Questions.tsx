import type { ConflictChoice, ConflictItem } from '../../lib/messaging/conflictMessages.ts';
import { ConflictCard } from './ConflictCard.tsx';
import { ConflictGroup } from './ConflictGroup.tsx';
import { conflictId } from './conflictName.ts';
import { movedIn } from './movedSince.ts';
import type { QuestionsProps } from './questionsProps.ts';

/** What is asked about one record: a single question is answered at once, several are answered one by one and confirmed together. */
export function Questions(props: QuestionsProps) {
  const { conflicts, now, decided, isOwnPage = false, busy, onDecide } = props;
  const together = onDecide === undefined ? [] : conflicts.filter(isOneOfTwo);
  const alone = together.length > 1 ? conflicts.filter((each) => !isOneOfTwo(each)) : conflicts;
  return (
    <>
      {together.length > 1 && onDecide !== undefined ? (
        <ConflictGroup {...props} conflicts={together} onDecide={onDecide} />
      ) : null}
      {alone.map((conflict) => (
        <ConflictCard
          key={conflictId(conflict)}
          conflict={conflict}
          now={now}
          isOwnPage={isOwnPage}
          moved={movedIn(decided, conflict)}
          busy={busy}
          onChoose={onDecide && ((choice: ConflictChoice) => onDecide([{ conflict, choice }]))}
        />
      ))}
    </>
  );
}

/** Values of two sides, one of which counts: what only informs, or is about the whole record, is answered by itself. */
const isOneOfTwo = ({ kind, decided, choices }: ConflictItem): boolean =>
  kind === 'fields' && decided === null && choices.includes('crm') && choices.includes('erp');
