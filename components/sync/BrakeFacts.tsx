import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { BrakeQuestion } from '../../lib/messaging/syncMessages.ts';
import styles from './BrakeFacts.module.css';
import { ChangeList } from './ChangeList.tsx';
import { PlanCounts } from './PlanCounts.tsx';

/** What a confirmation of a stopped sync shows: how much it would do, why that is unusual, and a sample of it. */
export function BrakeFacts({ brake }: { brake: BrakeQuestion }) {
  const { creates, updates, clears, deletes } = brake.counts;
  const all = creates + updates + clears + deletes;
  return (
    <div className={styles.facts}>
      <p className={styles.what}>
        {t(`crm.${brake.system}`)} · {brake.object}
      </p>
      <PlanCounts counts={brake.counts} />
      <ul className={styles.reasons} aria-label={t('sync.brake.reasons')}>
        {brake.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <h2 className={styles.sample}>
        {t('sync.brake.sample', [formatDecimal(brake.sample.length), formatDecimal(all)])}
      </h2>
      <ChangeList changes={brake.sample} label={t('sync.brake.sampleLabel')} />
    </div>
  );
}
