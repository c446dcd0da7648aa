import { t } from '../../lib/i18n.ts';
import type { PlannedChange } from '../../lib/messaging/syncMessages.ts';
import styles from './ChangeList.module.css';
import { shownValue } from './shownValue.ts';

/** Changes that a sync would make: where, what, from which value to which, and why. */
export function ChangeList({ changes, label }: { changes: readonly PlannedChange[]; label: string }) {
  return (
    <ul className={styles.changes} aria-label={label}>
      {changes.map((change) => (
        <li key={keyOf(change)} className={styles.change} data-kind={change.kind}>
          <p className={styles.head}>
            <span className={styles.kind}>{t(`sync.change.${change.kind}`, [sideName(change)])}</span>
            <span className={styles.cause}>{t(`sync.cause.${change.cause}`)}</span>
          </p>
          <p className={styles.record}>{recordText(change)}</p>
          {change.field === null ? null : (
            <p className={styles.field}>
              <span>{change.field}</span> <Values change={change} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The written side's values; before and after are told apart by an arrow to the eye, and by words to the ear. */
function Values({ change: { before, after, shownAs } }: { change: PlannedChange }) {
  return (
    <span className={styles.values}>
      {before === null ? null : (
        <>
          <span className={styles.unseen}>{t('sync.change.from')} </span>
          <del dir="auto">{shownValue(before, shownAs)}</del>
          <span className={styles.arrow} aria-hidden="true" />
        </>
      )}
      {after === null ? null : (
        <>
          <span className={styles.unseen}>{t('sync.change.to')} </span>
          <ins dir="auto">{shownValue(after, shownAs)}</ins>
        </>
      )}
    </span>
  );
}

/** A change is its record, side and field: one run plans no field of a record twice. */
const keyOf = ({ crm, erp, side, field, kind }: PlannedChange): string =>
  [crm, erp, side, field, kind].map((part) => part ?? '').join(' ');

const systemOf = (crm: string | null): 'salesforce' | 'hubspot' | null => {
  const system = crm?.split('/')[0];
  return system === 'salesforce' || system === 'hubspot' ? system : null;
};

/** Which system is written to. A record that does not exist yet is known by the side alone. */
const sideName = ({ side, crm }: PlannedChange): string => {
  if (side === 'erp') return t('sync.side.erp');
  const system = systemOf(crm);
  return system === null ? t('sync.side.crm') : t(`crm.${system}`);
};

/** "Account 0015g00000XYZ · customer G01": without the org, which is in the connection's name. */
const recordText = ({ crm, erp }: PlannedChange): string =>
  [crm, erp]
    .filter((id) => id !== null)
    .map((id) => id.split('/').slice(-2).join(' '))
    .join(' · ');
