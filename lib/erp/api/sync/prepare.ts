import * as z from 'zod';
import { linkId } from '../primitives.ts';
import { recordKeyText } from '../record.ts';
import { changedBy } from './conflicts.ts';
import { base, conflict, pending, pendingField } from './link.ts';
import { browserMadeId, name, rev, sideName, stored, version } from './values.ts';

/** Rows of one transaction. */
const MAX_ROWS = 200;

/** A value that was overwritten on purpose, by a named policy, with both in view. */
const loser = z.strictObject({
  rule: name,
  side: sideName,
  value: stored,
  reason: z.enum(['lastWriteWins', 'crmWins', 'erpWins', 'oneWay', 'firstTime', 'decision', 'leftApart']),
});

const intended = z.strictObject({ rule: name, side: sideName, field: name, before: stored, after: stored });
export type IntendedEntry = z.infer<typeof intended>;

/** By the key of the question that is opened, what the CRM told of its side: shown beside it. */
const crmChanged = z.record(name, changedBy);
export type CrmChanges = z.infer<typeof crmChanged>;

const prepareRow = z
  .strictObject({
    link: linkId,
    rev,
    mapping: version,
    /** If-Match on the ERP row that was read; null = none was. */
    erpVersion: z.string().max(64).nullable(),
    base,
    open: z.array(conflict).max(500),
    crmChanged: crmChanged.optional(),
    close: z.array(name).max(500),
    losers: z.array(loser).max(500),
    intended: z.array(intended).max(1000),
    pending: pending.nullable(),
    /** Both records are gone: the link ends. */
    end: z.boolean(),
    run: browserMadeId,
  })
  .meta({ id: 'PrepareRow' });
export type PrepareRow = z.infer<typeof prepareRow>;

/** The ERP's own code and sentence, for the people who can do something about it. */
export const refusalReason = z
  .object({ code: z.string(), message: z.string() })
  .meta({ id: 'RefusalReason' });

const prepared = z
  .discriminatedUnion('kind', [
    /** `holdMs` from the ERP API's receipt on; `fields` with what the ERP has stored already. */
    z.object({
      kind: z.literal('pending'),
      rev,
      holdMs: z.int().positive(),
      fields: z.array(pendingField),
    }),
    z.object({ kind: z.literal('done') }),
    /** Another rev, mapping or ERP row, a live intent, no such link any more: read and plan again. */
    z.object({ kind: z.literal('stale') }),
    /** The ERP's own rules refused its half; nothing of this row was stored. */
    z.object({ kind: z.literal('refused'), fields: z.array(name), reason: refusalReason }),
  ])
  .meta({ id: 'Prepared' });
export type Prepared = z.infer<typeof prepared>;

export const prepareRequest = z
  .strictObject({ rows: z.array(prepareRow).min(1).max(MAX_ROWS) })
  .meta({ id: 'PrepareRequest' });
export const prepareAnswer = z.object({ rows: z.array(prepared) }).meta({ id: 'PrepareAnswer' });

export const outcome = z.strictObject({
  rule: name,
  side: sideName,
  outcome: z.enum(['confirmed', 'found', 'refused', 'unknown']),
  /** As the side stored it; null where that is not known. */
  stored: stored.nullable(),
});
export type OutcomeEntry = z.infer<typeof outcome>;

const commitRow = z
  .strictObject({
    link: linkId,
    rev,
    intentId: browserMadeId,
    run: browserMadeId,
    base,
    open: z.array(conflict).max(500),
    crmChanged: crmChanged.optional(),
    outcomes: z.array(outcome).max(1000),
    /** The twin was archived: the link ends here. */
    end: z.boolean(),
  })
  .meta({ id: 'CommitRow' });
export type CommitRow = z.infer<typeof commitRow>;

export const commitRequest = z
  .strictObject({ rows: z.array(commitRow).min(1).max(MAX_ROWS) })
  .meta({ id: 'CommitRequest' });
export const commitAnswer = z
  .object({ rows: z.array(z.enum(['done', 'stale'])) })
  .meta({ id: 'CommitAnswer' });

/** The CRM record now answers under another id. */
const repointRow = z.strictObject({ link: linkId, rev, survivor: recordKeyText }).meta({ id: 'RepointRow' });
export type RepointRow = z.infer<typeof repointRow>;

export const repointRequest = z
  .strictObject({ rows: z.array(repointRow).min(1).max(MAX_ROWS) })
  .meta({ id: 'RepointRequest' });
/** `taken`: the survivor has a link of its own; a person is asked. */
export const repointAnswer = z
  .object({ rows: z.array(z.enum(['done', 'stale', 'taken'])) })
  .meta({ id: 'RepointAnswer' });
