import * as z from 'zod';
import { erpObject } from '../erpFields.ts';
import { linkId } from '../primitives.ts';
import { recordKeyText, recordRef } from '../record.ts';
import { browserMadeId, erpId, name, rev, sideName, stored, written } from './values.ts';

/** Both values, each in its own system's form, last seen in agreement. */
const basePair = z.strictObject({ crm: stored, erp: stored }).meta({ id: 'BasePair' });
export type BasePair = z.infer<typeof basePair>;

/** By rule. */
export const base = z.record(name, basePair);
export type Base = z.infer<typeof base>;

const historyEntry = z.strictObject({ at: z.number(), value: stored });
const halfIntent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kept'), stored }),
  z.strictObject({
    kind: z.literal('write'),
    before: stored,
    after: written,
    mark: historyEntry.nullable(),
  }),
  z.strictObject({ kind: z.literal('written'), stored }),
]);
export type HalfIntent = z.infer<typeof halfIntent>;

export const pendingField = z
  .strictObject({
    rule: name,
    unit: name,
    fields: z.strictObject({ crm: name, erp: name }),
    crm: halfIntent,
    erp: halfIntent,
  })
  .meta({ id: 'PendingField' });
export type PendingField = z.infer<typeof pendingField>;

const versionOf = z.string().max(400).nullable();

/** What is about to be written. While it stands nobody else writes, unlinks or prepares. */
export const pending = z
  .strictObject({
    intentId: browserMadeId,
    runId: browserMadeId,
    fields: z.array(pendingField).max(500),
    archive: sideName.nullable(),
    versions: z.strictObject({ crm: versionOf, erp: versionOf }),
  })
  .meta({ id: 'Pending' });
export type Pending = z.infer<typeof pending>;

const contested = z.strictObject({ rule: name, crm: stored, erp: stored });
const question = { key: name, decision: sideName.nullable() };

/** A question for a person. An `overwritten` one only says what was lost, and is put away once it was read. */
export const conflict = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...question,
      kind: z.literal('fields'),
      reason: z.enum([
        'bothChanged',
        'timesUndecided',
        'aboveThreshold',
        'firstTime',
        'blankInGroup',
        'refused',
        'untellable',
      ]),
      fields: z.array(contested).max(500),
    }),
    z.strictObject({
      ...question,
      kind: z.literal('overwritten'),
      rule: name,
      side: sideName,
      values: z.array(stored).max(500),
    }),
    z.strictObject({ ...question, kind: z.literal('delete'), deleted: sideName }),
    z.strictObject({ ...question, kind: z.literal('survivorLinked'), survivor: recordKeyText }),
  ])
  .meta({ id: 'Conflict' });
export type Conflict = z.infer<typeof conflict>;

/** A link as the sync needs it. */
export const syncLink = z
  .object({
    id: linkId,
    rev,
    crm: recordKeyText,
    erp: erpId,
    aliases: z.array(recordKeyText),
    base,
    conflicts: z.array(conflict),
    pending: pending.nullable(),
  })
  .meta({ id: 'SyncLink' });
export type SyncLink = z.infer<typeof syncLink>;

/** `live`: its owner may still be writing. `expired`: by the ERP API's clock every request of it has ended. */
const linkView = z
  .object({ link: syncLink, pending: z.enum(['none', 'live', 'expired']) })
  .meta({ id: 'LinkView' });
export type LinkView = z.infer<typeof linkView>;

/** Something that a run has to look at. */
const dirty = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('crm'), id: recordKeyText }),
    z.strictObject({ kind: z.literal('erp'), id: erpId }),
    z.strictObject({ kind: z.literal('link'), id: linkId }),
  ])
  .meta({ id: 'Dirty' });
export type Dirty = z.infer<typeof dirty>;

/** One CRM org's records of one object, joined to one object of the ERP: what a run is about. */
const linkKind = z
  .strictObject({
    system: recordRef.shape.system,
    org: recordRef.shape.org,
    object: recordRef.shape.object,
    erpObject,
  })
  .meta({ id: 'LinkKind' });
export type LinkKind = z.infer<typeof linkKind>;

export const linksQuestion = z
  .strictObject({
    dirty: z.array(dirty).min(1).max(500),
    /** Only links of this kind; null = of all. */
    of: linkKind.nullable().default(null),
  })
  .meta({ id: 'LinksQuestion' });
export const linkViews = z.object({ views: z.array(linkView) }).meta({ id: 'LinkViews' });
