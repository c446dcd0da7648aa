import type { SideName, Stored } from '../../lib/erp/api/sync/values.ts';
import type { ConflictItem } from '../../lib/messaging/conflictMessages.ts';
import { conflictId } from './conflictName.ts';

const SIDES = ['crm', 'erp'] as const;

const isSame = (one: Stored, other: Stored | undefined): boolean =>
  other !== undefined &&
  one.kind === other.kind &&
  (one.kind === 'blank' || (other.kind === 'value' && one.value === other.value));

/** Sides whose values are not those that a person has decided on; [] = the question is still the same. */
export const movedSince = (decided: ConflictItem, now: ConflictItem): readonly SideName[] =>
  SIDES.filter(
    (side) =>
      now.fields.length !== decided.fields.length ||
      now.fields.some(
        (field) =>
          !isSame(
            field[side],
            decided.fields.find(
              ({ crmField, erpField }) => crmField === field.crmField && erpField === field.erpField,
            )?.[side],
          ),
      ),
  );

/** Of a question among those that a person has decided; [] = it was not among them. */
export const movedIn = (decided: readonly ConflictItem[], conflict: ConflictItem): readonly SideName[] => {
  const before = decided.find((each) => conflictId(each) === conflictId(conflict));
  return before === undefined ? [] : movedSince(before, conflict);
};
