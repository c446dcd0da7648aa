import * as z from 'zod';
import { instant, linkId } from '../primitives.ts';
import { recordKeyText } from '../record.ts';
import { syncRun } from './run.ts';
import { browserMadeId, erpId } from './values.ts';

export const syncQuery = z.strictObject({
  cursor: z.string().min(1).max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
  /** History of one record. */
  link: linkId.optional(),
});

/** What the blast-radius brake counts. */
export const brakeKind = z
  .enum(['creates', 'updates', 'clears', 'deletes', 'orders'])
  .meta({ id: 'BrakeKind' });
export type BrakeKind = z.infer<typeof brakeKind>;

export const brakeCounts = z
  .object({
    /** Start of the hour they are counted in. */
    since: instant,
    creates: z.int().nonnegative(),
    updates: z.int().nonnegative(),
    clears: z.int().nonnegative(),
    deletes: z.int().nonnegative(),
    orders: z.int().nonnegative(),
  })
  .meta({ id: 'BrakeCounts' });
export type BrakeCounts = z.infer<typeof brakeCounts>;

/** `off`: nobody has switched it on. `paused`: the kill switch. The others: it stopped by itself, and an administrator lets it go on. */
export const pausedReason = z
  .enum(['off', 'paused', 'successRate', 'tooLong', 'ledgerBroken'])
  .meta({ id: 'PausedReason' });

/** State and history of the sync, as far as the caller may see it. */
export const syncStatus = z
  .object({
    state: z.enum(['idle', 'syncing', 'success', 'partial', 'failed', 'conflict']),
    /** Why nothing is synced; null = it may. */
    paused: pausedReason.nullable(),
    /** More about a sync that stopped by itself; null = it did not. */
    pause: z.object({ detail: z.string(), run: z.string().nullable(), since: instant }).nullable(),
    links: z.int().nonnegative(),
    conflicts: z.int().nonnegative(),
    pending: z.int().nonnegative(),
    deadLetters: z.int().nonnegative(),
    /** Records that fail as things stand: set aside, or failed in the latest run that saw them. */
    failing: z.int().nonnegative(),
    /** Runs that wait for a person to let them go on. */
    brakeQuestions: z.int().nonnegative(),
    brake: brakeCounts,
    runs: z.array(syncRun),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'SyncStatus' });
export type SyncStatus = z.infer<typeof syncStatus>;

export const leaseRequest = z
  .strictObject({
    /** `system/org/user` of the CRM. */
    crmUser: z.string().min(3).max(400),
    object: z.string().min(1).max(80),
    browser: browserMadeId,
  })
  .meta({ id: 'LeaseRequest' });
export const leaseAnswer = z
  .object({ lease: z.enum(['granted', 'taken']), until: instant })
  .meta({ id: 'LeaseAnswer' });

export const deadLetterRequest = z
  .strictObject({
    link: linkId,
    run: browserMadeId,
    code: z.string().min(1).max(80),
    reason: z.string().min(1).max(2000),
  })
  .meta({ id: 'DeadLetterRequest' });
export const deadLetter = z
  .object({
    id: z.uuid(),
    link: linkId,
    run: browserMadeId,
    code: z.string(),
    reason: z.string(),
    attempts: z.int().positive(),
    firstAt: instant,
    lastAt: instant,
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetter = z.infer<typeof deadLetter>;
/** A record that failed in the latest run that saw it and is not set aside. */
const failedRow = z
  .object({
    /** A link, or the record itself while it has none. */
    record: z.union([linkId, recordKeyText, erpId]),
    run: browserMadeId,
    /** null = the run did not say. */
    reason: z.string().nullable(),
    at: instant,
  })
  .meta({ id: 'FailedRow' });
export type FailedRow = z.infer<typeof failedRow>;
export const deadLetterList = z
  .object({ deadLetters: z.array(deadLetter), failedRows: z.array(failedRow) })
  .meta({ id: 'DeadLetterList' });
export type DeadLetterList = z.infer<typeof deadLetterList>;

/** Body of `POST customers/sync`: the link to sync at once. */
export const syncCustomerRequest = z.strictObject({ link: linkId }).meta({ id: 'SyncCustomerRequest' });
