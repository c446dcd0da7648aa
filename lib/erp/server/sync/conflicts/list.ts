import { and, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { recordOfKey } from '../../../api/recordKey.ts';
import type { ConflictView } from '../../../api/sync/conflicts.ts';
import { CursorError } from '../../../sources/source.ts';
import type { TenantTransaction } from '../../database/database.ts';
import type { Actor } from '../actor.ts';
import { ofCrmIds, ofCrmKind } from '../ofRecords.ts';
import { type ConflictPlace, countStanding, standingAfter } from './standing.ts';
import { type ViewPorts, viewConflicts } from './view.ts';

const place = z.object({ openedAt: z.iso.datetime(), link: z.uuid(), key: z.string() });
const toCursor = (at: ConflictPlace): string => Buffer.from(JSON.stringify(at)).toString('base64url');
const fromCursor = (cursor: string): ConflictPlace => {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new CursorError();
  }
};

interface ConflictsQuestion {
  readonly cursor: string | null;
  readonly limit: number;
  /** `system/org/object/id`; null = of all records. */
  readonly record: string | null;
}

/** @throws {CursorError} */
export const listConflicts = async (
  transaction: TenantTransaction,
  actor: Actor,
  { cursor, limit, record }: ConflictsQuestion,
  ports: ViewPorts,
): Promise<{ conflicts: ConflictView[]; total: number; nextCursor: string | null }> => {
  const where = record === null ? undefined : ofRecord(record);
  const after = cursor === null ? null : fromCursor(cursor);
  const found = await standingAfter(transaction, actor, { after, where, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1)?.row : undefined;
  return {
    conflicts: await viewConflicts(transaction, actor, shown, ports),
    total: await countStanding(transaction, actor, where),
    nextCursor:
      last === undefined
        ? null
        : toCursor({ openedAt: last.openedAt.toISOString(), link: last.link, key: last.key }),
  };
};

/** A record by its id of today, or one that was merged into it. */
export const ofRecord = (key: string): SQL | undefined => {
  const record = recordOfKey(key);
  if (record === null) throw new Error('A record key that the contract let through.');
  return and(ofCrmKind(record), ofCrmIds([record.id]));
};
