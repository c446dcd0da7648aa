import * as z from 'zod';
import { erpObject } from '../erpFields.ts';
import { matchQuery } from '../match.ts';
import { linkId } from '../primitives.ts';
import { crmSystem, recordKeyText } from '../record.ts';
import { base, pendingField } from './link.ts';
import { outcome, refusalReason } from './prepare.ts';
import { browserMadeId, erpId, name, sideName, stored, version } from './values.ts';

const MAX_ROWS = 200;

/** Two kinds of record of one CRM org that are kept alike; `host`: of its pages, for the links that are made. */
const twinPair = z
  .strictObject({
    system: crmSystem,
    org: z.string().min(1).max(255),
    object: z.string().min(1).max(80),
    erpObject,
    host: z.string().min(1).max(255),
  })
  .meta({ id: 'TwinPair' });
export type TwinPair = z.infer<typeof twinPair>;

const twinId = z.union([recordKeyText, erpId]);
/** A record that has no link. */
const single = z
  .discriminatedUnion('side', [
    z.strictObject({ side: z.literal('crm'), id: recordKeyText }),
    z.strictObject({ side: z.literal('erp'), id: erpId }),
  ])
  .meta({ id: 'Single' });
export type Single = z.infer<typeof single>;

/** Whose twin a record is: a hash that everybody who would make it comes to. */
const twinKey = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/, '16 to 64 letters, digits, - or _.');

const candidate = z
  .object({
    id: twinId,
    /** By a key, an e-mail address or a domain; else it merely looks alike. */
    certain: z.boolean(),
    linked: z.boolean(),
  })
  .meta({ id: 'TwinCandidate' });
export type Candidate = z.infer<typeof candidate>;

/** What was seen of a record, under the field names of the other side and in its form. */
const identity = z.record(name, stored);
/** Whom a record of the CRM belongs to, by the CRM's own ids, under the ERP's field names; a field that was not seen is left out. */
const references = z.record(name, stored).optional();
/** Records of the CRM that a search has found like one of the ERP's: those that are like enough are its candidates. */
const foundAlike = z
  .array(
    z.strictObject({
      id: recordKeyText,
      known: matchQuery.pick({
        name: true,
        domain: true,
        email: true,
        phone: true,
        city: true,
        country: true,
      }),
    }),
  )
  .max(20)
  .optional();
const look = z.strictObject({
  of: single,
  identity,
  references,
  twinKey: twinKey.nullable(),
  found: foundAlike,
});
export type Look = z.infer<typeof look>;
export const twinLookRequest = z
  .strictObject({ pair: twinPair, rows: z.array(look).min(1).max(MAX_ROWS) })
  .meta({ id: 'TwinLookRequest' });

const linked = { kind: z.literal('linked'), link: linkId };
/** It belongs to something that has no link yet, as far as this caller may know. The feed names it as soon as that has one. */
const waiting = { kind: z.literal('waiting'), reason: refusalReason };
const standing = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('free'), candidates: z.array(candidate), wanted: z.boolean() }),
    z.object(linked),
    /** A person is asked which one it is. */
    z.object({ kind: z.literal('asked') }),
    z.object(waiting),
    /** Parted once, never to be linked, made as a twin, or not among those that get one. */
    z.object({ kind: z.literal('leftAlone') }),
    /** Somebody may be making its twin at this moment. */
    z.object({ kind: z.literal('live') }),
  ])
  .meta({ id: 'TwinStanding' });
export type Standing = z.infer<typeof standing>;
export const twinLookAnswer = z.object({ rows: z.array(standing) }).meta({ id: 'TwinLookAnswer' });

const draft = z.strictObject({ fields: z.array(pendingField).max(500) });
const settleCommon = {
  key: twinKey,
  of: single,
  run: browserMadeId,
  mapping: version,
  identity,
  references,
  found: foundAlike,
  /** Those that the decision was made on: others by now = `stale`. */
  candidates: z.array(twinId).max(100),
};
const settle = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...settleCommon, kind: z.literal('link'), twin: twinId }),
    z.strictObject({ ...settleCommon, kind: z.literal('ask') }),
    /** Remembered, until what it waits for has a link. */
    z.strictObject({ ...settleCommon, kind: z.literal('wait') }),
    z.strictObject({ ...settleCommon, kind: z.literal('make'), draft }),
    z.strictObject({
      ...settleCommon,
      kind: z.literal('claim'),
      draft,
      /** How long a new record may stay unfound by its key there. */
      visibleMs: z.int().min(0).max(3_600_000),
    }),
  ])
  .meta({ id: 'TwinSettle' });
export type Settle = z.infer<typeof settle>;
export const twinSettleRequest = z
  .strictObject({ pair: twinPair, rows: z.array(settle).min(1).max(MAX_ROWS) })
  .meta({ id: 'TwinSettleRequest' });

const settled = z
  .discriminatedUnion('kind', [
    /** `made`: by this run. */
    z.object({ ...linked, made: z.boolean() }),
    z.object({
      kind: z.literal('claimed'),
      attempt: z.int().positive(),
      holdMs: z.int().positive(),
      /** Whom it belongs to: ids of the side that it is made on, by field. Set when it is made. */
      given: z.record(name, z.string().min(1).max(255)),
    }),
    z.object(waiting),
    z.object({ kind: z.literal('asked') }),
    z.object({ kind: z.literal('leftAlone') }),
    z.object({ kind: z.literal('live') }),
    z.object({ kind: z.literal('stale') }),
    z.object({ kind: z.literal('refused'), fields: z.array(name), reason: refusalReason }),
  ])
  .meta({ id: 'TwinSettled' });
export type Settled = z.infer<typeof settled>;
export const twinSettleAnswer = z.object({ rows: z.array(settled) }).meta({ id: 'TwinSettleAnswer' });

const found = z
  .strictObject({
    key: twinKey,
    attempt: z.int().positive(),
    run: browserMadeId,
    id: twinId,
    base,
    outcomes: z.array(outcome).max(1000),
    /** More records that carry the key. */
    others: z.array(twinId).max(100),
  })
  .meta({ id: 'TwinFound' });
export type Found = z.infer<typeof found>;
export const twinRecordRequest = z
  .strictObject({ rows: z.array(found).min(1).max(MAX_ROWS) })
  .meta({ id: 'TwinRecordRequest' });
const recorded = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.enum(['twin', 'known', 'extra']), link: linkId }),
    z.object({ kind: z.enum(['taken', 'stale']) }),
  ])
  .meta({ id: 'TwinRecorded' });
export type Recorded = z.infer<typeof recorded>;
export const twinRecordAnswer = z.object({ rows: z.array(recorded) }).meta({ id: 'TwinRecordAnswer' });

const release = z.strictObject({
  key: twinKey,
  attempt: z.int().positive(),
  ask: z.array(twinId).max(100).nullable(),
});
export type Release = z.infer<typeof release>;
export const twinReleaseRequest = z
  .strictObject({ rows: z.array(release).min(1).max(MAX_ROWS) })
  .meta({ id: 'TwinReleaseRequest' });

export const twinDoubtsRequest = z.strictObject({ pair: twinPair }).meta({ id: 'TwinDoubtsRequest' });
const doubt = z.object({ key: twinKey, side: sideName, known: z.array(twinId) }).meta({ id: 'TwinDoubt' });
export type Doubt = z.infer<typeof doubt>;
export const twinDoubtList = z.object({ doubts: z.array(doubt) }).meta({ id: 'TwinDoubtList' });

export const twinSuspectRequest = z
  .strictObject({ key: twinKey, ids: z.array(twinId).min(1).max(100) })
  .meta({ id: 'TwinSuspectRequest' });

/** What people are asked and told about twins. */
export const twinList = z
  .object({
    /** Which of these is it? One is linked by hand, or it is none of them. */
    questions: z.array(z.object({ of: single, candidates: z.array(twinId), run: browserMadeId })),
    /** Records that carry the key of another twin: somebody decides what becomes of them, the sync never deletes one. */
    suspects: z.array(z.object({ id: twinId, of: single, twin: twinId.nullable() })),
  })
  .meta({ id: 'TwinList' });
export type TwinList = z.infer<typeof twinList>;

/** "It is none of them": its twin is made with the next run. */
export const twinAnswerRequest = z.strictObject({ of: single }).meta({ id: 'TwinAnswerRequest' });
