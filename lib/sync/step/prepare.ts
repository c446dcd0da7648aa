import type { FieldName, RunId } from '../ids.ts';
import type { IntendedEntry } from '../ledger.ts';
import type { Base, BasePair, Conflict, Pending, PendingField } from '../link.ts';
import type { RecordPlan } from '../plan/recordPlan.ts';
import type { Prepare } from '../ports.ts';
import { cellOf } from '../reading.ts';
import { fieldOn, type Mapping } from '../rule.ts';
import { storedAfter } from '../value.ts';
import { withCrmChanged } from './crmChanged.ts';
import { newIntentId } from './intent.ts';
import type { Item } from './readItems.ts';

export interface Planned {
  readonly item: Item;
  readonly plan: RecordPlan;
}

/** A plan as one transaction of the ERP API. */
export const prepareRow = (
  { item, plan }: Planned,
  context: { readonly mapping: Mapping; readonly run: RunId; readonly newId: () => string },
): Prepare => {
  const { link } = item.view;
  const archive = plan.end?.archive ?? null;
  const fields = archive === null ? plan.writes : keptFields(item, context.mapping);
  const versions = {
    crm: item.crm.kind === 'found' ? item.crm.version : null,
    erp: item.erp.kind === 'found' ? item.erp.version : null,
  };
  const pending: Pending | null =
    fields.length === 0 && archive === null
      ? null
      : { intentId: newIntentId(context.newId()), runId: context.run, fields, archive, versions };
  return {
    link: link.id,
    rev: link.rev,
    mapping: context.mapping.version,
    erpVersion: versions.erp,
    base: baseOf(plan.settled),
    ...withCrmChanged(
      plan.open,
      item.crm,
      (key) => context.mapping.rules.find((rule) => rule.key === key)?.crmField,
    ),
    close: plan.close,
    losers: plan.losers,
    intended: fields.flatMap((field) => intendedBy(field)),
    pending,
    end: plan.end !== null && archive === null,
    run: context.run,
  };
};

const baseOf = (settled: RecordPlan['settled']): Base => {
  const base: Record<string, BasePair> = {};
  for (const { rule, pair } of settled) base[rule] = pair;
  return base;
};

/** What stood on the twin when its deletion was decided: compared with what stood there last. */
const keptFields = ({ crm, erp }: Item, mapping: Mapping): PendingField[] => {
  const blank = { kind: 'blank' } as const;
  return mapping.rules.map((rule) => {
    const half = (reading: Item['crm'] | Item['erp'], field: FieldName) => {
      const seen = reading.kind === 'found' ? cellOf(reading.cells, field).seen : blank;
      return { kind: 'kept' as const, stored: seen.kind === 'unseen' ? blank : seen };
    };
    return {
      rule: rule.key,
      unit: `field:${rule.key}` as PendingField['unit'],
      fields: { crm: fieldOn(rule, 'crm'), erp: fieldOn(rule, 'erp') },
      crm: half(crm, rule.crmField),
      erp: half(erp, rule.erpField),
    };
  });
};

const intendedBy = (field: PendingField): IntendedEntry[] =>
  (['crm', 'erp'] as const).flatMap((side) => {
    const half = field[side];
    if (half.kind !== 'write') return [];
    const after = storedAfter(half.after);
    return [{ rule: field.rule, side, field: field.fields[side], before: half.before, after }];
  });

/** What a side has refused is asked about instead of sent again; the rest of the plan stands. */
export const withoutRefused = (plan: RecordPlan, refused: ReadonlySet<FieldName>): RecordPlan => {
  const units = new Set(plan.writes.filter(({ fields }) => refused.has(fields.erp)).map(({ unit }) => unit));
  if (units.size === 0) return plan;
  const dropped = plan.writes.filter(({ unit }) => units.has(unit));
  const rules = new Set(dropped.map(({ rule }) => rule));
  return {
    ...plan,
    writes: plan.writes.filter(({ unit }) => !units.has(unit)),
    causes: plan.causes.filter(({ rule }) => !rules.has(rule)),
    losers: plan.losers.filter(({ rule }) => !rules.has(rule)),
    open: [...plan.open, ...[...units].map((unit) => refusal(unit, dropped))],
  };
};

/** The pair that stays as it was, because one half would not take the other's value. */
export const refusal = (unit: PendingField['unit'], fields: readonly PendingField[]): Conflict => ({
  key: unit,
  decision: null,
  kind: 'fields',
  reason: 'refused',
  fields: fields
    .filter((field) => field.unit === unit)
    .map(({ rule, crm, erp }) => ({
      rule,
      crm: crm.kind === 'write' ? crm.before : crm.stored,
      erp: erp.kind === 'write' ? erp.before : erp.stored,
    })),
});
