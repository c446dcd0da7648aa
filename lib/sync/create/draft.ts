import type { FieldName } from '../ids.ts';
import type { HalfIntent, PendingField } from '../link.ts';
import { unitsOf } from '../plan/planRecord.ts';
import { type Cells, cellOf } from '../reading.ts';
import { carry, type FieldRule, fieldOn, type Mapping, otherSide, type SideName, sourceOf } from '../rule.ts';
import { BLANK, type Stored, toWrite, type Value } from '../value.ts';
import type { Draft, Identity, Reference } from './ports.ts';

const seenOn = (rule: FieldRule, side: SideName, cells: Cells): Stored | null => {
  const { seen } = cellOf(cells, fieldOn(rule, side));
  return seen.kind === 'unseen' ? null : seen;
};

/**
 * The twin of a record that was read on `from`: what flows to the other side and has a value here. A unit of which one field was not
 * seen is left out as a whole; what stays empty meets for the first time later.
 */
export const draftOf = (mapping: Mapping, from: SideName, cells: Cells): Draft => {
  const fields: PendingField[] = [];
  for (const [unit, rules] of unitsOf(mapping)) {
    if (rules.some((rule) => seenOn(rule, from, cells) === null)) continue;
    for (const rule of rules) {
      const stored = seenOn(rule, from, cells);
      const source = sourceOf(rule);
      if (stored?.kind !== 'value' || (source !== null && source !== from)) continue;
      const kept: HalfIntent = { kind: 'kept', stored };
      const made: HalfIntent = {
        kind: 'write',
        before: BLANK,
        after: toWrite(carry(rule, from, stored)),
        mark: null,
      };
      fields.push({
        rule: rule.key,
        unit,
        fields: { crm: rule.crmField, erp: rule.erpField },
        crm: from === 'crm' ? kept : made,
        erp: from === 'erp' ? kept : made,
      });
    }
  }
  return { fields };
};

/** Everything that was seen, also what never flows that way: an id that the other side had given it is the best of marks. */
export const identityOf = (mapping: Mapping, from: SideName, cells: Cells): Identity => {
  const identity: Record<FieldName, Stored> = {};
  for (const rule of mapping.rules) {
    const stored = seenOn(rule, from, cells);
    if (stored !== null) identity[fieldOn(rule, otherSide(from))] = carry(rule, from, stored);
  }
  return identity;
};

/** What a record of the CRM belongs to, in the CRM's own words. Of an ERP record the ERP API knows by itself. */
export const referredBy = (references: readonly Reference[], from: SideName, cells: Cells): Identity => {
  const referred: Record<FieldName, Stored> = {};
  if (from === 'erp') return referred;
  for (const { crmField, erpField } of references) {
    const { seen } = cellOf(cells, crmField);
    if (seen.kind !== 'unseen') referred[erpField] = seen;
  }
  return referred;
};

export const valuesOf = ({ fields }: Draft, on: SideName): Readonly<Record<FieldName, Value>> => {
  const values: Record<FieldName, Value> = {};
  for (const field of fields) {
    const half = field[on];
    if (half.kind === 'write' && half.after.kind === 'value') values[field.fields[on]] = half.after;
  }
  return values;
};
