import { formatMoney } from '../../lib/format/money.ts';
import { t } from '../../lib/i18n.ts';
import type { ConflictTicket } from '../../lib/messaging/conflictMessages.ts';
import { shownValue } from '../sync/shownValue.ts';
import { recordTitle } from './conflictName.ts';
import { consequenceText, sideText } from './conflictWords.ts';

/** What a confirmation of a decision shows: the record, the money at stake, and each value that would be replaced, by which. */
export function ConflictFacts({ ticket: { conflict, choice } }: { ticket: ConflictTicket }) {
  const { record, erpRecord, erpName, atStake, fields, needsSecond, proposed } = conflict;
  const to = choice === 'crm' ? 'erp' : 'crm';
  return (
    <dl>
      <dt>{t('confirm.record')}</dt>
      <dd>
        <strong>{recordTitle(conflict)}</strong>
        <span>
          {t(`crm.${record.system}`)} · {record.object} · {record.id}
        </span>
        <span> ↔ {[erpName, erpRecord.replace('/', ' ')].filter((part) => part !== null).join(' · ')}</span>
      </dd>
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
              name={to === 'crm' ? field.crmField : field.erpField}
              where={sideText(to, conflict)}
              before={shownValue(field[to], field.shownAs)}
              after={shownValue(field[choice], field.shownAs)}
            />
          ))}
      <dt>{t('confirm.writes')}</dt>
      <dd>
        {consequenceText(conflict, choice)}
        {needsSecond && proposed === null ? ` ${t('conflict.needsSecond')}` : null}
      </dd>
    </dl>
  );
}

interface FieldFactProps {
  readonly name: string;
  readonly where: string;
  readonly before: string;
  readonly after: string;
}

const FieldFact = ({ name, where, before, after }: FieldFactProps) => (
  <>
    <dt>{t('conflict.fieldIn', [name, where])}</dt>
    <dd>
      <strong dir="auto">{after}</strong>
      <span>{t('conflict.insteadOf', [before])}</span>
    </dd>
  </>
);
