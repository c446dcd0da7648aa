import type { RecordRef } from '../../erp/api/record.ts';
import { recordOfKey } from '../../erp/api/recordKey.ts';
import type { ConflictView, DecisionMade } from '../../erp/api/sync/conflicts.ts';
import { FailureError } from '../../failure.ts';
import type { ConflictItem, MadeDecision } from '../../messaging/conflictMessages.ts';
import type { FieldConflictReason } from '../../sync/link.ts';
import type { ErpSession } from '../erpSession.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import { fieldLists, type PlanPlace } from './fieldLists.ts';
import { pairOf } from './pairs.ts';

const at = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

const madeOf = (made: DecisionMade | null): MadeDecision | null =>
  made && { choice: made.decision, by: made.by, at: Date.parse(made.at) };

/** What the CRM calls a field of its object, by the API's name; null = it does not tell. */
type CrmLabel = (record: RecordRef, field: string) => string | null;

/** A question as pages show it. @throws {FailureError} erp.badAnswer where its record cannot be one */
const conflictItem = (view: ConflictView, labelOf: CrmLabel): ConflictItem => {
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
      crmLabel: field.crmField === null ? null : labelOf(record, field.crmField),
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

/** How long questions wait for the CRM's words: they are shown with the API's names rather than late. */
const MOST_MS = 1_000;

/** Questions as pages show them, in the words of both systems where they tell. Rejects with `cancelled`, or `erp.badAnswer` as above. */
export const conflictItems = async (
  parts: { readonly erp: Pick<ErpSession, 'use'>; readonly crms: () => Promise<readonly ConnectedCrm[]> },
  views: readonly ConflictView[],
  signal: AbortSignal,
): Promise<readonly ConflictItem[]> => {
  const asked = views.flatMap((view) => {
    const place = view.fields.length === 0 ? null : placeOf(recordOfKey(view.crm));
    return place === null ? [] : [{ place, side: 'crm' as const }];
  });
  const soon = AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]);
  const lists = await fieldLists(parts, asked, soon).catch((error: unknown) => {
    if (signal.aborted || !soon.aborted) throw error;
    return null;
  });
  const labelOf: CrmLabel = (record, field) => {
    const place = placeOf(record);
    return (place && lists?.(place, 'crm').labels.get(field)) ?? null;
  };
  return views.map((view) => conflictItem(view, labelOf));
};

const placeOf = (record: RecordRef | null): PlanPlace | null => {
  const pair = record === null ? null : pairOf(record);
  return record && pair && { ...pair, org: record.org };
};
