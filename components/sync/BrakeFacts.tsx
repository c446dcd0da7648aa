import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { BrakeQuestion } from '../../lib/messaging/syncMessages.ts';
import styles from './BrakeFacts.module.css';
import { brakeReasonText } from './brakeReasonText.ts';
import { ChangeList } from './ChangeList.tsx';
import { PlanCounts } from './PlanCounts.tsx';
import { changesByRecord, fieldsEach } from './recordChanges.ts';
import { runPlace } from './runPlace.ts';

/** What a confirmation of a stopped sync shows: how much it would do, why that is unusual, what a yes does, and a sample. */
export function BrakeFacts({ brake }: { brake: BrakeQuestion }) {
  const records = changesByRecord(brake.sample);
  return (
    <div className={styles.facts}>
      <p className={styles.what}>{runPlace(brake)}</p>
      <div className={styles.counts}>
        <PlanCounts counts={brake.counts} fieldsEach={fieldsEach(records)} />
      </div>
      <ul className={styles.reasons} aria-label={t('sync.brake.reasons')}>
        {brake.reasons.map((reason) => (
          <li key={reason.message}>{brakeReasonText(reason, brake)}</li>
        ))}
      </ul>
      <p>{consequence(brake)}</p>
      <h2 className={styles.sample}>{sampleText(brake, records.length)}</h2>
      <ChangeList changes={brake.sample} label={t('sync.brake.sampleLabel')} />
    </div>
  );
}

const consequence = ({ needsSecond, user }: BrakeQuestion): string => {
  if (user !== null) return t('sync.brake.doesOther', [user]);
  return t(needsSecond ? 'sync.brake.secondAdmin' : 'sync.brake.does');
};

/** Records against records: one may have many fields. */
const sampleText = ({ counts }: BrakeQuestion, shown: number): string => {
  const all = counts.creates + counts.updates + counts.deletes;
  return shown >= all
    ? t('sync.brake.sampleAll', [formatDecimal(shown)], shown)
    : t('sync.brake.sample', [formatDecimal(shown), formatDecimal(all)], all);
};
