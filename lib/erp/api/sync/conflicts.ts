import * as z from 'zod';
import { erpField } from '../erpFields.ts';
import { currencyCode, instant, linkId, money } from '../primitives.ts';
import { recordKeyText } from '../record.ts';
import { erpId, name, rev, sideName, stored, version } from './values.ts';

export const conflictsQuery = z.strictObject({
  cursor: z.string().min(1).max(800).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** Those of one CRM record, `system/org/object/id`. */
  record: recordKeyText.optional(),
});

/**
 * Who changed a side, and when, as far as it is known. `record`: the last change of any of its fields, which need not be one of those
 * in question. `by` of the CRM is its own id of its user: only the CRM tells the name.
 */
export const changedBy = z
  .object({
    at: instant.nullable(),
    by: z.string().max(400).nullable(),
    of: z.enum(['field', 'record']),
  })
  .meta({ id: 'ChangedBy' });
export type ChangedBy = z.infer<typeof changedBy>;

/** Something that a person did about a question. `seen`: put away what only informs. */
const decision = z.enum(['crm', 'erp', 'seen']).meta({ id: 'Decision' });
export type Decision = z.infer<typeof decision>;

const decided = z.object({ decision, by: z.string(), at: instant }).meta({ id: 'DecisionMade' });
export type DecisionMade = z.infer<typeof decided>;

const contestedField = z
  .object({
    rule: name,
    /** null = the mapping that asked is not known any more. */
    crmField: name.nullable(),
    erpField: name.nullable(),
    /** As the ERP calls the field. */
    label: z.string().nullable(),
    type: erpField.shape.type.nullable(),
    /** Of an amount; null = none, or not known. */
    currency: currencyCode.nullable(),
    /** Both halves, last seen in agreement; null = never were. */
    base: z.object({ crm: stored, erp: stored }).nullable(),
    /** The values that the question is about. */
    crm: stored,
    erp: stored,
    /** What the ERP has by now, where it is something else: the question is asked anew then. */
    erpNow: stored.nullable(),
  })
  .meta({ id: 'ContestedField' });

/** A question that waits for a person. */
export const conflictView = z
  .object({
    link: linkId,
    key: name,
    rev,
    /** Stands for the values in view: a decision names it, and counts for nothing else. */
    seen: z.string(),
    kind: z.enum(['fields', 'overwritten', 'delete', 'survivorLinked']),
    reason: z.string().nullable(),
    crm: recordKeyText,
    erp: erpId,
    erpName: z.string().nullable(),
    fields: z.array(contestedField),
    /** What our write replaced before anybody had read it. */
    overwritten: z.array(stored),
    /** On which the record was deleted, or values were overwritten. */
    side: sideName.nullable(),
    survivor: recordKeyText.nullable(),
    changed: z.object({ crm: changedBy, erp: changedBy }),
    /** The largest amount among the values; null = none, or not known in a currency. */
    atStake: money.nullable(),
    needsSecond: z.boolean(),
    choices: z.array(decision),
    /** By the first of two people. */
    proposed: decided.nullable(),
    /** The next run carries it out. */
    decided: decided.nullable(),
    openedAt: instant,
    run: z.string().nullable(),
    /** Version of the field mapping that asked. */
    mapping: version.nullable(),
  })
  .meta({ id: 'ConflictView' });
export type ConflictView = z.infer<typeof conflictView>;

export const conflictPage = z
  .object({
    conflicts: z.array(conflictView),
    total: z.int().nonnegative(),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'ConflictPage' });

const decisionRow = z
  .strictObject({ link: linkId, key: name, rev, seen: z.string().min(1).max(200), decision })
  .meta({ id: 'DecisionRow' });
export type DecisionRow = z.infer<typeof decisionRow>;

export const resolveRequest = z
  .strictObject({ decisions: z.array(decisionRow).min(1).max(200) })
  .meta({ id: 'ResolveRequest' });

/** What became of one decision. */
export const resolved = z
  .discriminatedUnion('kind', [
    /** `rev`: of the link since. */
    z.object({ kind: z.literal('done'), rev }),
    /** Above the threshold: it waits for a second person. */
    z.object({ kind: z.literal('proposed'), proposed: decided }),
    /** Something in it has moved: this is the question now. */
    z.object({ kind: z.literal('moved'), conflict: conflictView }),
    /** Somebody was first. */
    z.object({ kind: z.literal('decided'), decided }),
    /** It is being written at this moment; try again. */
    z.object({ kind: z.literal('busy') }),
    /** This question has no such answer. */
    z.object({ kind: z.literal('notAChoice'), choices: z.array(decision) }),
    /** Nobody asks this, or not of this person. */
    z.object({ kind: z.literal('unknown') }),
  ])
  .meta({ id: 'Resolved' });
export type Resolved = z.infer<typeof resolved>;

export const resolveAnswer = z.object({ rows: z.array(resolved) }).meta({ id: 'ResolveAnswer' });
