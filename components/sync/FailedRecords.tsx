import { CRM_PAGES } from '../../lib/crm/pages.ts';
import { formatAge } from '../../lib/format/age.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { FailedRecord } from '../../lib/messaging/syncMessages.ts';
import styles from './FailedRecords.module.css';
import { CRM_REASONS, reasonIn } from './reasons.ts';

interface FailedRecordsProps {
  readonly failures: readonly FailedRecord[];
  readonly now: number;
}

/** Records that were put aside while the rest went on: why, in whose words, and what to do about each. */
export function FailedRecords({ failures, now }: FailedRecordsProps) {
  if (failures.length === 0)
    return (
      <p className={styles.none} role="status">
        {t('sync.failures.none')}
      </p>
    );
  return (
    <ul className={styles.failures} aria-label={t('sync.failures.title')}>
      {failures.map((failure) => (
        <Failed key={failure.id} failure={failure} now={now} />
      ))}
    </ul>
  );
}

function Failed({ failure, now }: { failure: FailedRecord; now: number }) {
  const { why, way, said, isOfOrder } = reasonIn(failure.reason, failure.code);
  return (
    <li className={styles.failure}>
      <p className={styles.name} dir="auto">
        <RecordName failure={failure} />
      </p>
      <p className={styles.ids}>{idsOf(failure)}</p>
      <div className={styles.reason}>
        {isOfOrder ? <p className={styles.order}>{t('sync.failures.order')}</p> : null}
        <p>{t(why)}</p>
        {said === null ? null : <p className={styles.said}>{saidText(failure, said)}</p>}
      </div>
      <p className={styles.way}>{t(way)}</p>
      <p className={styles.ids}>
        {[
          failure.code,
          t('sync.failures.attempts', [formatDecimal(failure.attempts)], failure.attempts),
          unbroken(formatAge(failure.lastAt, now)),
        ].join(' · ')}
      </p>
    </li>
  );
}

/** Leads to the record's own page, where the panel says why gate by gate and syncs it; plain where no page has a panel. */
function RecordName({ failure }: { failure: FailedRecord }) {
  const page = pageOf(failure.record);
  const name = nameOf(failure);
  if (page === null) return name;
  return (
    <a href={page} target="_blank" rel="noopener noreferrer" title={t('sync.failures.open')}>
      {name}
    </a>
  );
}

const pageOf = (record: FailedRecord['record']): string | null => {
  const pages = CRM_PAGES.find(({ system }) => system === record?.system);
  if (record === null || pages === undefined) return null;
  const url = pages.urlOf(record, '');
  return pages.recordOf(new URL(url)) === null ? null : url;
};

/** Whose sentence it is, where the code is one of the CRM's own. */
const saidText = ({ record, code }: FailedRecord, said: string): string =>
  record !== null && code in CRM_REASONS
    ? t('sync.failures.saidBy', [t(`crm.${record.system}`), said])
    : t('sync.failures.said', [said]);

/** What would leave a word of it alone on the next line. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

const nameOf = ({ recordName, record, erpRecord }: FailedRecord): string =>
  recordName ?? record?.id ?? erpRecord ?? t('sync.failures.unlinked');

const idsOf = ({ record, erpRecord }: FailedRecord): string =>
  [
    record === null ? null : `${t(`crm.${record.system}`)} ${record.object} ${record.id}`,
    erpRecord === null ? null : unbroken(erpRecord.replace('/', ' ')),
  ]
    .filter((part) => part !== null)
    .join(' · ');
