import { formatMoney } from '../../lib/format/money.ts';
import { t } from '../../lib/i18n.ts';
import type {
  ConflictTicket,
  ContestedValue,
  DecisionOutcome,
  ShownDecision,
} from '../../lib/messaging/conflictMessages.ts';
import { RecordFact } from '../linking/RecordFact.tsx';
import { shownValue } from '../sync/shownValue.ts';
import { conflictId, crmFieldText, recordTitle } from './conflictName.ts';
import { choiceText, consequenceText, sideText } from './conflictWords.ts';

interface ConflictFactsProps {
  readonly ticket: ConflictTicket;
  /** What became of each decision; null = all that was asked for, or not written yet. */
  readonly outcomes: readonly DecisionOutcome[] | null;
}

/** What a confirmation of decisions shows: each record once, the money at stake, and each value that would be replaced, by which. */
export function ConflictFacts({ ticket: { decisions }, outcomes }: ConflictFactsProps) {
  return (
    <dl>
      {decisions.map((decision, index) => (
        <DecisionFacts
          key={conflictId(decision.conflict)}
          decision={decision}
          isFirst={decisions[index - 1]?.conflict.link !== decision.conflict.link}
          isAlone={decisions.length === 1}
          outcome={outcomes?.[index] ?? null}
        />
      ))}
    </dl>
  );
}

interface DecisionFactsProps {
  readonly decision: ShownDecision;
  /** Of its record. */
  readonly isFirst: boolean;
  readonly isAlone: boolean;
  readonly outcome: DecisionOutcome | null;
}

function DecisionFacts({ decision: { conflict, choice }, isFirst, isAlone, outcome }: DecisionFactsProps) {
  const { record, erpRecord, erpName, atStake, fields, needsSecond, proposed } = conflict;
  const to = choice === 'crm' ? 'erp' : 'crm';
  return (
    <>
      {isFirst ? (
        <>
          <RecordFact record={record} name={recordTitle(conflict)} />
          <dt>{t(erpRecord.startsWith('customer/') ? 'confirm.customer' : 'confirm.erpRecord')}</dt>
          <dd>
            {erpName === null ? null : <strong>{erpName}</strong>}
            <span>{erpRecord.split('/').at(-1)}</span>
          </dd>
        </>
      ) : null}
      {atStake === null ? null : (
        <>
          <dt>{t('conflict.stake')}</dt>
          <dd>
            <strong>{formatMoney(atStake)}</strong>
          </dd>
        </>
      )}
      {choice === 'seen'
        ? null
        : fields.map((field) => (
            <FieldFact
              key={`${field.crmField} ${field.erpField}`}
              name={t('conflict.fieldIn', [nameIn(field, to), sideText(to, conflict)])}
              before={shownValue(field[to], field.shownAs)}
              after={shownValue(field[choice], field.shownAs)}
            />
          ))}
      <dt>{isAlone ? t('confirm.writes') : choiceText(choice, conflict)}</dt>
      <dd>
        {consequenceText(conflict, choice)}
        {needsSecond && proposed === null ? ` ${t('conflict.needsSecond')}` : null}
        {outcome === null ? null : <strong data-outcome={outcome}>{t(`conflict.outcome.${outcome}`)}</strong>}
      </dd>
    </>
  );
}

const nameIn = (field: ContestedValue, side: 'crm' | 'erp'): string =>
  side === 'crm' ? crmFieldText(field) : field.erpField;

interface FieldFactProps {
  /** "Phone in ERP". */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const FieldFact = ({ name, before, after }: FieldFactProps) => (
  <>
    <dt>{name}</dt>
    <dd>
      <strong dir="auto">{after}</strong>
      <span>{t('conflict.insteadOf', [before])}</span>
    </dd>
  </>
);
