import { useId } from 'react';
import type { SideName } from '../../lib/erp/api/sync/values.ts';
import { formatAge } from '../../lib/format/age.ts';
import { formatMoney } from '../../lib/format/money.ts';
import { t } from '../../lib/i18n.ts';
import type { ConflictChoice, ConflictItem } from '../../lib/messaging/conflictMessages.ts';
import { ContestedValues } from './ContestedValues.tsx';
import { crmFieldText, recordTitle } from './conflictName.ts';
import { choiceText, reasonText, sideText } from './conflictWords.ts';
import { WhoChanged } from './WhoChanged.tsx';

interface ConflictCardProps {
  readonly conflict: ConflictItem;
  readonly now: number;
  /** Sides that have moved since this person decided: why it is asked again. */
  readonly moved?: readonly SideName[];
  /** The page is the record's own: it need not be told which one this is. */
  readonly isOwnPage?: boolean;
  /** It is answered together with others of its record, whose heading names it: an answer is chosen, and not yet proposed. */
  readonly isOneOfMany?: boolean;
  /** Among others: what was chosen; null = nothing yet. */
  readonly chosen?: ConflictChoice | null;
  readonly busy: boolean;
  /** Absent where the role lets nobody here decide. */
  readonly onChoose: ((choice: ConflictChoice) => void) | undefined;
}

/**
 * One question: the record, what is contested, who changed it when on each side, the money at stake, and the answers. An answer is
 * only proposed here; it is written where it is confirmed. Plain class names, because the panel's shadow root shows it too.
 */
export function ConflictCard(props: ConflictCardProps) {
  const { conflict, now, moved = [], isOwnPage = false, isOneOfMany = false, busy, onChoose } = props;
  const pressed = isOneOfMany ? (props.chosen ?? null) : undefined;
  const title = useId();
  const Heading = isOneOfMany ? 'h4' : isOwnPage ? 'h3' : 'h2';
  const { record, erpRecord, erpName, atStake, proposed, decided } = conflict;
  // A decision stands until the next sync has carried it out: nobody is asked a second time.
  const choices = decided === null ? conflict.choices : [];
  return (
    <article className="conflict" aria-labelledby={title}>
      <header className="conflict-head">
        <Heading className="conflict-title" id={title}>
          {isOwnPage ? titleOf(conflict) : recordTitle(conflict)}
        </Heading>
        {atStake === null ? null : (
          <span className="conflict-stake">{t('conflict.atStake', [formatMoney(atStake)])}</span>
        )}
      </header>
      <p className="conflict-ids" hidden={isOneOfMany}>
        {isOwnPage
          ? [erpName, erpRecord.replace('/', '\u00a0')].filter((part) => part !== null).join(' · ')
          : `${t(`crm.${record.system}`)} ${record.object} ↔ ${[erpName, erpRecord.replace('/', '\u00a0')].filter((part) => part !== null).join(' · ')}`}
      </p>
      {moved.length === 0 ? null : (
        <p className="conflict-moved" role="status">
          {t('conflict.moved', [moved.map((side) => sideText(side, conflict)).join(', ')])}
        </p>
      )}
      <p className="conflict-reason">{reasonText(conflict)}</p>
      <ContestedValues
        conflict={conflict}
        moved={moved}
        isTitled={isOwnPage && conflict.fields.length === 1}
      />
      {conflict.needsSecond && proposed === null && decided === null ? (
        <p className="conflict-note">{t('conflict.needsSecond')}</p>
      ) : null}
      {proposed === null || decided !== null ? null : (
        <p className="conflict-note">
          {t('conflict.proposed', [
            proposed.by,
            choiceText(proposed.choice, conflict),
            formatAge(proposed.at, now),
          ])}
        </p>
      )}
      {decided === null ? null : (
        <p className="conflict-decided">
          {t('conflict.decided', [
            choiceText(decided.choice, conflict),
            decided.by,
            formatAge(decided.at, now),
          ])}
        </p>
      )}
      <div className="conflict-choices">
        {(['crm', 'erp'] as const).map((side) => (
          <div key={side}>
            {onChoose !== undefined && choices.includes(side) ? (
              <Choice
                conflict={conflict}
                choice={side}
                pressed={pressed === undefined ? undefined : pressed === side}
                busy={busy}
                onChoose={onChoose}
              />
            ) : (
              <span className="conflict-side">{sideText(side, conflict)}</span>
            )}
            <WhoChanged changed={conflict.changed[side]} now={now} />
          </div>
        ))}
        {onChoose !== undefined && choices.includes('seen') ? (
          <div className="conflict-seen">
            <Choice conflict={conflict} choice="seen" pressed={undefined} busy={busy} onChoose={onChoose} />
          </div>
        ) : null}
      </div>
      {onChoose === undefined && decided === null ? (
        <p className="conflict-note">{t('conflict.noRight')}</p>
      ) : null}
    </article>
  );
}

/** On its own page a question is named by what it is about. */
const titleOf = (conflict: ConflictItem): string =>
  conflict.fields.length === 0
    ? t(`conflict.kind.${conflict.kind}`)
    : conflict.fields.map(crmFieldText).join(', ');

interface ChoiceProps {
  readonly conflict: ConflictItem;
  readonly choice: ConflictChoice;
  /** undefined = it is no choice among several, but proposes at once. */
  readonly pressed: boolean | undefined;
  readonly busy: boolean;
  readonly onChoose: (choice: ConflictChoice) => void;
}

/** Many questions have the same answers: to the ear each says which record it is about. */
function Choice({ conflict, choice, pressed, busy, onChoose }: ChoiceProps) {
  const text = choiceText(choice, conflict);
  return (
    <button
      type="button"
      className="conflict-choice"
      aria-label={t('conflict.choiceNamed', [text, `${recordTitle(conflict)}, ${titleOf(conflict)}`])}
      aria-pressed={pressed}
      aria-disabled={busy || undefined}
      onClick={() => {
        if (!busy) onChoose(choice);
      }}
    >
      {text}
    </button>
  );
}
