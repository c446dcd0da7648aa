import type { RuleKey } from '../ids.ts';
import type { Cause, RecordPlan } from '../plan/recordPlan.ts';
import type { Item } from '../step/readItems.ts';
import { storedAfter } from '../value.ts';
import type { FieldChange, PlannedChange } from './planned.ts';

/** null = there is nothing to do. */
export const plannedChange = (plan: RecordPlan, item: Item): PlannedChange | null => {
  const { view } = item;
  const { id: link, crm, erp } = view.link;
  const of = { kind: 'change' as const, link, crm, erp };
  const first = view.pending === 'expired' ? 'recover' : isMergedAway(item) ? ('follow' as const) : null;
  if (first !== null) return { ...of, fields: [], questions: [], archive: null, first };
  const causes = new Map(plan.causes.map((cause) => [cause.rule, cause]));
  const fields = plan.writes.flatMap((field) => changesOf(field, causes));
  const archive = plan.end?.archive ?? null;
  if (fields.length + plan.open.length === 0 && archive === null) return null;
  return { ...of, fields, questions: plan.open, archive, first };
};

/** Where the survivor answered under the old id, its fields were read already. */
const isMergedAway = ({ crm }: Item): boolean => crm.kind === 'deleted' && crm.mergedInto !== null;

const changesOf = (
  { rule, fields, crm, erp }: RecordPlan['writes'][number],
  causes: ReadonlyMap<RuleKey, Cause>,
): FieldChange[] =>
  (
    [
      ['crm', crm],
      ['erp', erp],
    ] as const
  ).flatMap(([side, half]) => {
    if (half.kind !== 'write') return [];
    const { changed, why } = causes.get(rule) ?? { changed: null, why: 'onlyChange' as const };
    const after = storedAfter(half.after);
    return [{ rule, side, field: fields[side], before: half.before, after, changed, why }];
  });
