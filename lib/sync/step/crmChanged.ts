import type { CrmId, FieldName, RuleKey } from '../ids.ts';
import type { Conflict } from '../link.ts';
import type { CrmChange, CrmChanges } from '../ports.ts';
import { type Cell, cellOf, type Found, type Reading } from '../reading.ts';
import { sameStored } from '../value.ts';

/**
 * These questions, with who changed what they are about on the CRM's side, and when. Told of the very fields where the CRM does, else of their
 * record: that one's last change may have been another field's. What is not read, or deleted, is not told of.
 */
export const withCrmChanged = (
  open: readonly Conflict[],
  crm: Reading<CrmId> | null,
  fieldOf: (rule: RuleKey) => FieldName | undefined,
): { readonly open: readonly Conflict[]; readonly crmChanged?: CrmChanges } => {
  if (open.length === 0 || crm?.kind !== 'found') return { open };
  const cellsOf = (rules: readonly RuleKey[]): readonly Cell[] =>
    rules.flatMap((rule) => {
      const field = fieldOf(rule);
      return field === undefined ? [] : [cellOf(crm.cells, field)];
    });
  const changes: Record<string, CrmChange> = {};
  for (const question of open) {
    const change = changeIn(question, crm, cellsOf);
    if (change !== null) changes[question.key] = change;
  }
  return { open, crmChanged: changes };
};

const changeIn = (
  question: Conflict,
  crm: Found<CrmId>,
  cellsOf: (rules: readonly RuleKey[]) => readonly Cell[],
): CrmChange | null => {
  switch (question.kind) {
    case 'fields':
      return ofFields(cellsOf(question.fields.map(({ rule }) => rule))) ?? ofRecord(crm);
    case 'overwritten':
      // By now the field's last change is ours.
      return question.side === 'crm' ? ofOverwritten(cellsOf([question.rule]), question) : ofRecord(crm);
    case 'delete':
    case 'survivorLinked':
      return ofRecord(crm);
  }
};

/** The last change among them; null = it is not told of one of them. */
const ofFields = (cells: readonly Cell[]): CrmChange | null => {
  let last: CrmChange | null = null;
  for (const { changedAt, changedBy = null } of cells) {
    if (changedAt === null) return null;
    if (last === null || changedAt > last.at) last = { of: 'field', at: changedAt, by: changedBy };
  }
  return last;
};

const ofOverwritten = (
  [cell]: readonly Cell[],
  { values }: Extract<Conflict, { kind: 'overwritten' }>,
): CrmChange | null => {
  const lost = values.at(-1);
  const entry = cell?.history?.findLast(({ value }) => lost !== undefined && sameStored(value, lost));
  return entry === undefined ? null : { of: 'field', at: entry.at, by: null };
};

const ofRecord = ({ modifiedAt, changed }: Found<CrmId>): CrmChange => ({
  of: 'record',
  at: changed?.at ?? modifiedAt,
  by: changed?.by ?? null,
});
