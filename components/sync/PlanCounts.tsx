import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';

const KINDS = ['creates', 'updates', 'clears', 'deletes', 'conflicts'] as const;
type Kind = (typeof KINDS)[number];

/** "120 updates · 3 deletions": what a plan would do, kind by kind; what it would not do is left out. */
export function PlanCounts({ counts }: { counts: Readonly<Partial<Record<Kind, number>>> }) {
  const parts = KINDS.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count === 0 ? [] : [t(`sync.plan.${kind}`, [formatDecimal(count)], count)];
  });
  return <p>{parts.length === 0 ? t('sync.plan.nothing') : parts.join(' · ')}</p>;
}
