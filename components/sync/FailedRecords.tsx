import { formatAge } from '../../lib/format/age.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { FailedRecord } from '../../lib/messaging/syncMessages.ts';
import styles from './FailedRecords.module.css';

interface FailedRecordsProps {
  readonly failures: readonly FailedRecord[];
  readonly now: number;
}

/** Records that were put aside while the rest went on, each with the refusing system's own sentence. */
export function FailedRecords({ failures, now }: FailedRecordsProps) {
  if (failures.length === 0) return <p className={styles.none}>{t('sync.failures.none')}</p>;
  return (
    <ul className={styles.failures} aria-label={t('sync.failures.title')}>
      {failures.map((failure) => (
        <li key={failure.id} className={styles.failure}>
          <p className={styles.name}>{nameOf(failure)}</p>
          <p className={styles.ids}>{idsOf(failure)}</p>
          <p className={styles.reason}>{whyOf(failure)}</p>
          <p className={styles.ids}>
            {[
              failure.code,
              t('sync.failures.attempts', [formatDecimal(failure.attempts)], failure.attempts),
              formatAge(failure.lastAt, now),
            ].join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Reasons of our own, which come as a code alone; a system's own sentence is shown as it is. */
const OWN_REASONS = {
  restless: 'sync.failures.why.restless',
  unheard: 'sync.failures.why.unheard',
  nothingToMake: 'sync.failures.why.nothingToMake',
  suspectDeleted: 'sync.failures.why.suspectDeleted',
  'order.wonTimeUnknown': 'sync.failures.why.wonTimeUnknown',
  unknown: 'sync.failures.why.unknown',
} as const;

const whyOf = ({ reason }: FailedRecord): string =>
  reason in OWN_REASONS ? t(OWN_REASONS[reason as keyof typeof OWN_REASONS]) : reason;

const nameOf = ({ recordName, record, erpRecord }: FailedRecord): string =>
  recordName ?? record?.id ?? erpRecord ?? t('sync.failures.unlinked');

const idsOf = ({ record, erpRecord }: FailedRecord): string =>
  [
    record === null ? null : `${t(`crm.${record.system}`)} ${record.object} ${record.id}`,
    erpRecord?.replace('/', ' ') ?? null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
