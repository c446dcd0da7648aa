import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';

const KINDS = ['creates', 'updates', 'clears', 'deletes', 'conflicts'] as const;
type Kind = (typeof KINDS)[number];

interface PlanCountsProps {
  readonly counts: Readonly<Partial<Record<Kind, number>>>;
  /** Fields of every new record; null = they differ, or nobody counted. */
  readonly fieldsEach?: number | null;
}

/** "120 updates · 3 deletions": what a plan would do, kind by kind; what it would not do is left out. */
export function PlanCounts({ counts, fieldsEach = null }: PlanCountsProps) {
  const parts = KINDS.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    if (count === 0) return [];
    if (kind === 'creates' && fieldsEach !== null && fieldsEach > 1)
      return [t('sync.plan.createsEach', [formatDecimal(count), formatDecimal(fieldsEach)], count)];
    return [t(`sync.plan.${kind}`, [formatDecimal(count)], count)];
  });
  return <p>{parts.length === 0 ? t('sync.plan.nothing') : parts.join(' · ')}</p>;
}
