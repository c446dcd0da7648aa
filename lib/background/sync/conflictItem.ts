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
import { orNone } from './recordNames.ts';

const at = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

const madeOf = (made: DecisionMade | null): MadeDecision | null =>
  made && { choice: made.decision, by: made.by, at: Date.parse(made.at) };

/** What the CRM calls a field of its object, by the API's name; null = it does not tell. */
type CrmLabel = (record: RecordRef, field: string) => string | null;

/** What people of the CRM call one of its users, by its own id; null = it does not tell. */
type CrmUserName = (record: RecordRef, user: string) => string | null;

/** A question as pages show it. @throws {FailureError} erp.badAnswer where its record cannot be one */
const conflictItem = (view: ConflictView, labelOf: CrmLabel, nameOf: CrmUserName): ConflictItem => {
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
    changed: {
      crm: { of: crm.of, at: at(crm.at), by: crm.by === null ? null : nameOf(record, crm.by) },
      erp: { of: erp.of, at: at(erp.at), by: erp.by },
    },
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
  const orLate = (error: unknown) => {
    if (signal.aborted || !soon.aborted) throw error;
    return null;
  };
  const [lists, users] = await Promise.all([
    fieldLists(parts, asked, soon).catch(orLate),
    crmUsers(parts.crms, views, soon).catch(orLate),
  ]);
  const labelOf: CrmLabel = (record, field) => {
    const place = placeOf(record);
    return (place && lists?.(place, 'crm').labels.get(field)) ?? null;
  };
  const nameOf: CrmUserName = (record, user) => users?.get(orgOf(record))?.get(user) ?? null;
  return views.map((view) => conflictItem(view, labelOf, nameOf));
};

const orgOf = ({ system, org }: RecordRef): string => `${system}/${org}`;

/** By org, the names of the users that questions name. Rejects with `cancelled` alone. */
const crmUsers = async (
  crms: () => Promise<readonly ConnectedCrm[]>,
  views: readonly ConflictView[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> => {
  const named = views.flatMap(({ crm, changed }) => {
    const record = recordOfKey(crm);
    return record === null || changed.crm.by === null ? [] : [{ record, user: changed.crm.by }];
  });
  const names = new Map<string, ReadonlyMap<string, string>>();
  if (named.length === 0) return names;
  const connected = await crms();
  for (const [of, some] of Map.groupBy(named, ({ record }) => orgOf(record))) {
    const crm = connected.find(({ system, org }) => `${system}/${org}` === of);
    if (crm === undefined) continue;
    const ids = some.map(({ user }) => user);
    names.set(of, (await orNone(() => crm.sync.userNames(ids, signal))) ?? new Map());
  }
  return names;
};

const placeOf = (record: RecordRef | null): PlanPlace | null => {
  const pair = record === null ? null : pairOf(record);
  return record && pair && { ...pair, org: record.org };
};
