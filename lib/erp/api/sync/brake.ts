import * as z from 'zod';
import { erpObject } from '../erpFields.ts';
import { instant, minorUnits, money } from '../primitives.ts';
import { recordKeyText } from '../record.ts';
import { browserMadeId, erpId, name, sideName, stored } from './values.ts';

const count = z.int().nonnegative();

/** What a run sets out to do, counted before it writes anything. */
const changeCounts = z
  .strictObject({
    creates: count,
    updates: count,
    /** Per field, how many values it would lose of how many were seen in it. */
    clears: z
      .array(z.strictObject({ side: sideName, field: name, cleared: count, of: count }))
      .max(1000)
      .readonly()
      .meta({ readOnly: false }),
    deletes: count,
    /** By how much amounts would change, up or down, added up; currency null = not known. */
    moved: z
      .array(
        z.strictObject({
          currency: z
            .string()
            .regex(/^[A-Z]{3}$/)
            .nullable(),
          amount: minorUnits.min(0),
        }),
      )
      .max(200)
      .readonly()
      .meta({ readOnly: false }),
  })
  .meta({ id: 'ChangeCounts' });
export type ChangeCounts = z.infer<typeof changeCounts>;

/** One change of those that are planned, for a person to look at. */
const plannedSample = z
  .strictObject({
    /** null = it does not exist yet. */
    crm: recordKeyText.nullable(),
    erp: erpId.nullable(),
    side: sideName,
    kind: z.enum(['create', 'update', 'clear', 'archive']),
    field: name.nullable(),
    before: stored.nullable(),
    after: stored.nullable(),
    cause: z.string().min(1).max(80),
  })
  .meta({ id: 'PlannedSample' });
export type PlannedSample = z.infer<typeof plannedSample>;

export const brakeRequest = z
  .strictObject({
    run: browserMadeId,
    /** What the run syncs; left out = all. */
    recordType: erpObject.optional(),
    counts: changeCounts,
    sample: z.array(plannedSample).max(100).readonly().meta({ readOnly: false }),
  })
  .meta({ id: 'BrakeRequest' });
export type BrakeRequest = z.infer<typeof brakeRequest>;

/** What a reason says, for whoever says it in words of their own. */
const brakeFacts = z
  .discriminatedUnion('about', [
    /** `earlier`: of other runs within the hour. */
    z.object({ about: z.enum(['creates', 'deletes']), count, earlier: count, allowed: count }),
    /** `percent`: of the values of one field. `earlier`: how many of the cleared ones were other runs' within the hour; absent = none. */
    z.object({
      about: z.literal('clears'),
      side: sideName,
      field: name,
      cleared: count,
      of: count,
      percent: z.number(),
      earlier: count.optional(),
    }),
    /** moved null = nobody can tell. */
    z.object({ about: z.literal('amountMoved'), moved: money.nullable(), allowed: money }),
  ])
  .meta({ id: 'BrakeFacts' });
export type BrakeFacts = z.infer<typeof brakeFacts>;

/** Why a person is asked: which limit, and a sentence. */
const brakeReason = z
  .object({
    limit: z.enum(['creates', 'clears', 'deletes', 'amountMoved']),
    message: z.string(),
    /** Absent where it was asked before these were told. */
    facts: brakeFacts.optional(),
  })
  .meta({ id: 'BrakeReason' });
export type BrakeReason = z.infer<typeof brakeReason>;

/** A run that waits for a person; it has written nothing. */
export const brakeQuestion = z
  .object({
    /** The run's id. */
    id: browserMadeId,
    user: z.string(),
    askedAt: instant,
    counts: changeCounts,
    reasons: z.array(brakeReason),
    sample: z.array(plannedSample),
    /** An administrator other than the run's owner has to approve. */
    needsSecond: z.boolean(),
    approved: z.object({ by: z.string(), at: instant, until: instant }).nullable(),
  })
  .meta({ id: 'BrakeQuestion' });
export type BrakeQuestion = z.infer<typeof brakeQuestion>;

export const brakeVerdict = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('go') }),
    z.object({ kind: z.literal('ask'), question: brakeQuestion }),
  ])
  .meta({ id: 'BrakeVerdict' });
export type BrakeVerdict = z.infer<typeof brakeVerdict>;

/** Those that wait, the newest first, at most 100. */
export const brakeQuestions = z.object({ questions: z.array(brakeQuestion) }).meta({ id: 'BrakeQuestions' });
