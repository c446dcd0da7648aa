import * as z from 'zod';
import { erpObject } from '../erpFields.ts';
import { instant, linkId } from '../primitives.ts';
import { recordKeyText } from '../record.ts';
import { browserMadeId, erpId } from './values.ts';

export const runTrigger = z.enum(['schedule', 'manual', 'full', 'record']).meta({ id: 'RunTrigger' });
export type RunTrigger = z.infer<typeof runTrigger>;

const runResult = z.enum(['success', 'partial', 'failed', 'conflict']).meta({ id: 'RunResult' });
export type RunResult = z.infer<typeof runResult>;

export const rowOutcomeName = z.enum(['created', 'updated', 'unchanged', 'conflict', 'failed']);
/** `link`: a link, or the record itself while it has none. */
const rowOutcome = z
  .strictObject({
    link: z.union([linkId, recordKeyText, erpId]),
    outcome: rowOutcomeName,
    reason: z.string().max(2000).nullable().default(null),
  })
  .meta({ id: 'RunRow' });
export type RowOutcome = z.infer<typeof rowOutcome>;

/** Body of `PUT sync/runs/{id}`: rows are added to those already told, the strongest outcome of a record counts. */
export const runReport = z
  .strictObject({
    trigger: runTrigger,
    state: z.enum(['running', 'finished']),
    rows: z.array(rowOutcome).max(10_000),
    /** A system stayed silent: whatever was seen, the run failed. */
    complete: z.boolean().default(true),
    /** Milliseconds at work so far, without sleep and without waiting for a person; left out = by the ERP API's clock. */
    workedMs: z.int().nonnegative().optional(),
    recordType: erpObject.optional(),
  })
  .meta({ id: 'RunReport' });
export type RunReport = z.infer<typeof runReport>;

/** created + updated + unchanged + conflict + failed = seen. */
const counts = z
  .object({
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    conflict: z.int(),
    failed: z.int(),
    seen: z.int(),
  })
  .meta({ id: 'RunCounts' });
export type RunCounts = z.infer<typeof counts>;

export const syncRun = z
  .object({
    id: browserMadeId,
    user: z.string(),
    trigger: runTrigger,
    /** The one record that was asked for; null = all. */
    link: linkId.nullable(),
    state: z.enum(['requested', 'running', 'finished']),
    result: runResult.nullable(),
    counts,
    startedAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'SyncRun' });
export type SyncRun = z.infer<typeof syncRun>;

export const triggerRequest = z
  .strictObject({ trigger: z.enum(['manual', 'full']).default('manual') })
  .meta({ id: 'TriggerRequest' });
