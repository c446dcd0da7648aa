import type { ConflictKey, CrmId, ErpId } from '../ids.ts';
import type { Conflict, Link } from '../link.ts';
import { type Cells, cellOf, type Found, type Reading } from '../reading.ts';
import type { FieldRule, Mapping, SideName } from '../rule.ts';
import { sameStored } from '../value.ts';
import { type Contestant, isApart } from './contestant.ts';
import { type FieldsConflict, planUnit } from './planUnit.ts';
import { NOTHING, type RecordPlan, type UnitPlan } from './recordPlan.ts';

export interface PlanInput {
  readonly mapping: Mapping;
  readonly link: Pick<Link, 'base' | 'conflicts'>;
  readonly crm: Reading<CrmId>;
  readonly erp: Reading<ErpId>;
  /** How far two servers' clocks may be apart, milliseconds. */
  readonly toleranceMs: number;
}

const IDLE: RecordPlan = { ...NOTHING, end: null };
const DELETE = 'delete' as ConflictKey;

/** What has to happen to one linked pair, from three states alone: CRM, ERP, base. Writes nothing, knows no time of its own. */
export const planRecord = (input: PlanInput): RecordPlan => {
  const { crm, erp } = input;
  // "Not there" without proof says nothing about the record, and so nothing about its twin.
  if (crm.kind === 'absent' || erp.kind === 'absent') return IDLE;
  if (crm.kind === 'deleted' && erp.kind === 'deleted')
    return input.link.conflicts.some(isOpenQuestion) ? IDLE : { ...IDLE, end: { archive: null } };
  if (crm.kind === 'found' && erp.kind === 'found') return planFields(input, crm, erp);
  return crm.kind === 'deleted' ? planDelete(input, 'crm') : planDelete(input, 'erp');
};

/** Rules of one group stand together; every other rule stands alone. */
export const unitsOf = ({ rules }: Mapping): ReadonlyMap<ConflictKey, readonly FieldRule[]> => {
  const units = new Map<ConflictKey, FieldRule[]>();
  for (const rule of rules) {
    const key = (rule.group === null ? `field:${rule.key}` : `group:${rule.group}`) as ConflictKey;
    const unit = units.get(key);
    if (unit === undefined) units.set(key, [rule]);
    else unit.push(rule);
  }
  return units;
};

const planFields = (input: PlanInput, crm: Found<CrmId>, erp: Found<ErpId>): RecordPlan => {
  const plans: UnitPlan[] = [];
  const units = unitsOf(input.mapping);
  for (const [key, rules] of units) {
    const fields = contestants(rules, input.link, crm.cells, erp.cells);
    if (fields === null) continue;
    const standing = standingFor(rules, input.link.conflicts);
    plans.push(planUnit({ key, fields, standing, toleranceMs: input.toleranceMs }));
  }
  const review = input.link.conflicts.some(({ key }) => key === DELETE);
  return {
    writes: plans.flatMap(({ writes }) => writes),
    causes: plans.flatMap(({ causes }) => causes),
    settled: plans.flatMap(({ settled }) => settled),
    losers: plans.flatMap(({ losers }) => losers),
    open: plans.flatMap(({ open }) => open),
    // Both are there, so a delete that waited for a person was taken back.
    close: [...plans.flatMap(({ close }) => close), ...(review ? [DELETE] : [])],
    end: null,
  };
};

/** Found by its rules, not by its name: a question outlives a mapping that groups them otherwise. */
const standingFor = (rules: readonly FieldRule[], conflicts: readonly Conflict[]): FieldsConflict | null => {
  for (const conflict of conflicts) {
    if (conflict.kind !== 'fields') continue;
    if (conflict.fields.some((field) => rules.some(({ key }) => key === field.rule))) return conflict;
  }
  return null;
};

/** null as soon as one field of the unit was not seen: a unit moves as one, and nothing is concluded from what is hidden. */
const contestants = (
  rules: readonly FieldRule[],
  link: PlanInput['link'],
  crm: Cells,
  erp: Cells,
): Contestant[] | null => {
  const fields: Contestant[] = [];
  for (const rule of rules) {
    const cell = { crm: cellOf(crm, rule.crmField), erp: cellOf(erp, rule.erpField) };
    if (cell.crm.seen.kind === 'unseen' || cell.erp.seen.kind === 'unseen') return null;
    const stored = { crm: cell.crm.seen, erp: cell.erp.seen };
    fields.push({ rule, base: link.base[rule.key] ?? null, stored, cell });
  }
  return fields;
};

/** A proven delete takes its twin along only if nothing about the twin is news and nothing hangs on it. */
const planDelete = (input: PlanInput, deleted: SideName): RecordPlan => {
  const twin = input[deleted === 'crm' ? 'erp' : 'crm'];
  if (twin.kind !== 'found') return IDLE;
  const archive = { archive: deleted === 'crm' ? ('erp' as const) : ('crm' as const) };
  const standing = input.link.conflicts.find(({ key }) => key === DELETE);
  if (standing?.decision === deleted) return { ...IDLE, end: archive, close: [DELETE] };
  // The person keeps the other record: it goes on alone.
  if (standing !== undefined && standing.decision !== null)
    return { ...IDLE, end: { archive: null }, close: [DELETE] };
  const state = twinState(input, twin.cells, archive.archive);
  if (state === 'hidden') return IDLE;
  if (state === 'unchanged' && !twin.openDocuments)
    return { ...IDLE, end: archive, close: standing === undefined ? [] : [DELETE] };
  return standing === undefined
    ? { ...IDLE, open: [{ key: DELETE, decision: null, kind: 'delete', deleted }] }
    : IDLE;
};

const twinState = (
  { mapping, link }: PlanInput,
  cells: Cells,
  side: SideName,
): 'hidden' | 'changed' | 'unchanged' => {
  let changed = false;
  for (const rule of mapping.rules) {
    const { seen } = cellOf(cells, side === 'crm' ? rule.crmField : rule.erpField);
    if (seen.kind === 'unseen') return 'hidden';
    const pair = link.base[rule.key];
    // Without a base, or where the two were left apart, nobody has ever agreed on this value: it is news.
    const agreed = pair !== undefined && !isApart(pair);
    if (agreed ? !sameStored(seen, pair[side]) : seen.kind === 'value') changed = true;
  }
  // A question that nobody has answered is a change that nobody has taken in.
  return changed || link.conflicts.some(isOpenQuestion) ? 'changed' : 'unchanged';
};

const isOpenQuestion = ({ kind, decision }: Conflict): boolean =>
  decision === null && (kind === 'fields' || kind === 'overwritten');
