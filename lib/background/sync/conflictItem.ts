import { recordOfKey } from '../../erp/api/recordKey.ts';
import type { ConflictView, DecisionMade } from '../../erp/api/sync/conflicts.ts';
import { FailureError } from '../../failure.ts';
import type { ConflictItem, MadeDecision } from '../../messaging/conflictMessages.ts';
import type { FieldConflictReason } from '../../sync/link.ts';

const at = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

const madeOf = (made: DecisionMade | null): MadeDecision | null =>
  made && { choice: made.decision, by: made.by, at: Date.parse(made.at) };

/** A question as pages show it. @throws {FailureError} erp.badAnswer where its record cannot be one */
export const conflictItem = (view: ConflictView): ConflictItem => {
  const record = recordOfKey(view.crm);
  if (record === null) throw new FailureError({ code: 'erp.badAnswer' });
  const { crm, erp } = view.changed;
  return {
    link: view.link,
    key: view.key,
    record,
    recordName: null,
    erpRecord: view.erp,
    erpName: view.erpName,
    kind: view.kind,
    reason: view.reason as FieldConflictReason | null,
    fields: view.fields.map((field) => ({
      crmField: field.crmField ?? field.rule,
      erpField: field.label ?? field.erpField ?? field.rule,
      base: field.base?.erp ?? null,
      crm: field.crm,
      erp: field.erp,
      shownAs: field.type === null ? null : { type: field.type, currency: field.currency },
    })),
    overwritten: view.overwritten,
    side: view.side,
    changed: { crm: { at: at(crm.at), by: crm.by }, erp: { at: at(erp.at), by: erp.by } },
    atStake: view.atStake,
    needsSecond: view.needsSecond,
    proposed: madeOf(view.proposed),
    decided: madeOf(view.decided),
    choices: view.choices,
  };
};
