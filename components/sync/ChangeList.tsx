import { t } from '../../lib/i18n.ts';
import type { PlannedChange } from '../../lib/messaging/syncMessages.ts';
import styles from './ChangeList.module.css';
import { changesByRecord, type RecordChanges } from './recordChanges.ts';
import { shownValue } from './shownValue.ts';

/** Changes that a sync would make, record by record: which one, where, why, and each field from which value to which. */
export function ChangeList({ changes, label }: { changes: readonly PlannedChange[]; label: string }) {
  return (
    <ul className={styles.records} aria-label={label}>
      {changesByRecord(changes).map((record) => (
        <li key={record.id} className={styles.record} data-kind={record.kind}>
          <p className={styles.head}>
            <span className={styles.name} dir="auto">
              {record.recordName ?? idsOf(record)}
            </span>
            <span className={styles.kind}>{t(`sync.change.${record.kind}`, [sideName(record)])}</span>
          </p>
          <p className={styles.about}>
            {[
              record.recordName === null ? null : idsOf(record),
              record.cause === null ? null : t(`sync.cause.${record.cause}`),
            ]
              .filter((part) => part !== null && part !== '')
              .join(' · ')}
          </p>
          <Fields record={record} />
        </li>
      ))}
    </ul>
  );
}

function Fields({ record: { changes, cause } }: { record: RecordChanges }) {
  const fields = changes.filter(({ field }) => field !== null);
  if (fields.length === 0) return null;
  return (
    <dl className={styles.fields}>
      {fields.map((change) => (
        <div key={change.field} data-kind={change.kind}>
          <dt title={change.label === null ? undefined : (change.field ?? undefined)}>
            {change.label ?? change.field}
          </dt>
          <dd>
            <Values change={change} />
            {cause === null ? <span className={styles.cause}>{t(`sync.cause.${change.cause}`)}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The written side's values; before and after are told apart by an arrow to the eye, and by words to the ear. */
function Values({ change: { before, after, shownAs } }: { change: PlannedChange }) {
  return (
    <span className={styles.values}>
      {before === null ? null : (
        <>
          <span className={styles.unseen}>{t('sync.change.from')} </span>
          <del dir="auto" data-blank={before.kind === 'blank' || undefined}>
            {shownValue(before, shownAs)}
          </del>
          <span className={styles.arrow} aria-hidden="true" />
        </>
      )}
      {after === null ? null : (
        <>
          {before === null ? null : <span className={styles.unseen}>{t('sync.change.to')} </span>}
          <ins dir="auto">{shownValue(after, shownAs)}</ins>
        </>
      )}
    </span>
  );
}

const systemOf = (crm: string | null): 'salesforce' | 'hubspot' | null => {
  const system = crm?.split('/')[0];
  return system === 'salesforce' || system === 'hubspot' ? system : null;
};

/** Which system is written to. A record that does not exist yet is known by the side alone. */
const sideName = ({ side, crm }: Pick<PlannedChange, 'side' | 'crm'>): string => {
  if (side === 'erp') return t('sync.side.erp');
  const system = systemOf(crm);
  return system === null ? t('sync.side.crm') : t(`crm.${system}`);
};

/** "Account 0015g00000XYZ · customer G01": without the org, which stands above or in the connection's name. */
const idsOf = ({ crm, erp }: Pick<PlannedChange, 'crm' | 'erp'>): string =>
  [crm, erp]
    .filter((id) => id !== null)
    .map((id) => id.split('/').slice(-2).join(' '))
    .join(' · ');
