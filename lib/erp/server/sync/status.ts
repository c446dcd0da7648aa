import { and, isNotNull, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { SyncStatus } from '../../api/sync/status.ts';
import { CursorError } from '../../sources/source.ts';
import type { TenantTransaction } from '../database/database.ts';
import { conflicts } from '../database/schema/conflicts.ts';
import { deadLetters } from '../database/schema/deadLetters.ts';
import { links } from '../database/schema/links.ts';
import type { Actor } from './actor.ts';
import { readBrake } from './brake.ts';
import { waitingQuestions } from './brakes/questions.ts';
import { countFailedRows } from './failedRows.ts';
import { whyPaused } from './guard.ts';
import { standingPause } from './pause.ts';
import { listRuns, type RunPlace } from './runs.ts';
import { readConfig } from './settings.ts';
import { visibleLinks } from './visibility.ts';

const place = z.object({ startedAt: z.iso.datetime(), id: z.string() });
const toCursor = (at: RunPlace): string => Buffer.from(JSON.stringify(at)).toString('base64url');
const fromCursor = (cursor: string): RunPlace => {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new CursorError();
  }
};

interface StatusQuestion {
  readonly cursor: string | null;
  readonly limit: number;
  readonly link: string | null;
}

/** @throws {CursorError} */
export const readStatus = async (
  transaction: TenantTransaction,
  actor: Actor,
  { cursor, limit, link }: StatusQuestion,
): Promise<SyncStatus> => {
  const { content: config } = await readConfig(transaction, actor.tenant, 'look');
  const pause = await standingPause(transaction, actor.tenant);
  const after = cursor === null ? null : fromCursor(cursor);
  const { runs, next } = await listRuns(transaction, actor, { after, limit, link });
  const newest = (await listRuns(transaction, actor, { after: null, limit: 1, link: null })).runs[0];
  const count = async (from: SQL): Promise<number> => {
    const [row] = await transaction.select({ n: sql`count(*)`.mapWith(Number) }).from(from);
    return row?.n ?? 0;
  };
  const behind = (table: typeof conflicts | typeof deadLetters): SQL =>
    sql`${table} where ${table.tenant} = ${actor.tenant} and exists (select 1 from ${links} where ${visibleLinks(actor)} and ${links.id} = ${table.link})`;
  const aside = await count(behind(deadLetters));
  const waiting = and(visibleLinks(actor), isNotNull(links.pending));
  return {
    state:
      newest === undefined ? 'idle' : newest.state === 'finished' ? (newest.result ?? 'idle') : 'syncing',
    paused: await whyPaused(transaction, actor.tenant, config),
    pause:
      pause === null ? null : { detail: pause.detail, run: pause.run, since: pause.pausedAt.toISOString() },
    links: await count(sql`${links} where ${visibleLinks(actor)}`),
    conflicts: await count(behind(conflicts)),
    pending: await count(sql`${links} where ${waiting}`),
    deadLetters: aside,
    failing: aside + (await countFailedRows(transaction, actor)),
    brakeQuestions: (await waitingQuestions(transaction, actor)).length,
    brake: await readBrake(transaction, actor.tenant),
    runs: [...runs],
    nextCursor: next === null ? null : toCursor(next),
  };
};
