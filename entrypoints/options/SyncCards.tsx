import { CompanySwitches } from '../../components/sync/CompanySwitches.tsx';
import { DryRun } from '../../components/sync/DryRun.tsx';
import { Schedule } from '../../components/sync/Schedule.tsx';
import { SyncLog } from '../../components/sync/SyncLog.tsx';
import { PlainCard } from '../../components/ui/PlainCard.tsx';
import { t } from '../../lib/i18n.ts';
import { FullComparisonCard } from './FullComparisonCard.tsx';
import { useDryRun } from './useDryRun.ts';
import { useCompanySwitches, useSchedule } from './useSchedule.ts';
import { useSyncLog } from './useSyncLog.ts';

/** When this browser syncs, what the company lets it, what a sync would do, and what it has done. */
export function SyncCards() {
  const switches = useCompanySwitches();
  return (
    <>
      <PlainCard title={t('schedule.title')}>
        <Schedule {...useSchedule()} isCompanyOff={switches.company?.flags.m38_crm === false} />
      </PlainCard>
      <PlainCard title={t('flags.title')} text={t('flags.text')}>
        <CompanySwitches {...switches} />
      </PlainCard>
      <PlainCard title={t('dryRun.title')} text={t('dryRun.text')}>
        <DryRun {...useDryRun()} />
      </PlainCard>
      <FullComparisonCard />
      <PlainCard title={t('syncLog.title')} text={t('syncLog.text')}>
        <SyncLog save={useSyncLog()} />
      </PlainCard>
    </>
  );
}
