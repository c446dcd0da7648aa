import * as z from 'zod';
import { erpObject } from '../erpFields.ts';
import { instant, linkId } from '../primitives.ts';
import { recordKeyText } from '../record.ts';
import { conflictView } from './conflicts.ts';
import { rowOutcomeName, runTrigger } from './run.ts';
import { brakeCounts, deadLetter, pausedReason } from './status.ts';
import { erpId, rev, sideName, stored, version } from './values.ts';

export const recordStatusQuery = z.strictObject({ crm: recordKeyText });

/** One line of a record's history, from the ledger. */
const historyLine = z
  .object({
    at: instant,
    by: z.string(),
    run: z.string().nullable(),
    kind: z.string(),
    side: sideName.nullable(),
    field: z.string().nullable(),
    before: stored.nullable(),
    after: stored.nullable(),
    /** Outcome, reason, decision or other record that the line names. */
    detail: z.string().nullable(),
  })
  .meta({ id: 'RecordHistoryLine' });
export type RecordHistoryLine = z.infer<typeof historyLine>;

/** What a run said of the record. */
const recordRow = z
  .object({
    run: z.string(),
    user: z.string(),
    trigger: runTrigger,
    startedAt: instant,
    outcome: rowOutcomeName,
    reason: z.string().nullable(),
  })
  .meta({ id: 'RecordRunRow' });

const linkStatus = z
  .object({
    link: linkId,
    rev,
    erp: erpId,
    erpName: z.string().nullable(),
    erpObject,
    linkedBy: z.string(),
    linkedAt: instant,
    /** 0 = the default holds. */
    mapping: z.object({ version, enabled: z.boolean(), rules: z.int().nonnegative() }),
    pending: z.object({ state: z.enum(['live', 'expired']), by: z.string(), until: instant }).nullable(),
    conflicts: z.array(conflictView),
    deadLetter: deadLetter.nullable(),
    /** Newest first. */
    history: z.array(historyLine),
  })
  .meta({ id: 'RecordLinkStatus' });

/** All that the ERP API knows about the sync of one CRM record, as far as the caller may see it. */
export const recordStatus = z
  .object({
    crm: recordKeyText,
    paused: pausedReason.nullable(),
    links: z.array(linkStatus),
    /** Newest first; also from before it was linked. */
    runs: z.array(recordRow),
    brake: brakeCounts,
  })
  .meta({ id: 'RecordSyncStatus' });
export type RecordStatus = z.infer<typeof recordStatus>;
