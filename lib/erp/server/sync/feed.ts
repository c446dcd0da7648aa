import { and, asc, eq, gt, inArray, isNotNull, lte, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { linkId } from '../../api/primitives.ts';
import type { Change, ChangesPage, FeedObject } from '../../api/sync/changes.ts';
import { CursorError } from '../../sources/source.ts';
import type { TenantTransaction } from '../database/database.ts';
import { changes } from '../database/schema/changes.ts';
import { links } from '../database/schema/links.ts';
import type { Actor } from './actor.ts';
import { databaseTime } from './clock.ts';
import { expiredClaims, madeInCrm, recordsAfter, wokenBy } from './create/awaited.ts';
import { visibleCustomer, visibleLinks } from './visibility.ts';

/*
 * The change feed. A row carries the number of the transaction that wrote it; numbers are given out at the first write, rows become
 * visible at the commit, so a later number may show first:
 *
 *     xid      100 ──────────────── commits late ─────►|
 *     xid            101 ── commits ──►|
 *     reader                            ^ sees 101 only
 *
 * A reader that went on after 101 would never see 100. It therefore stops before the oldest transaction that is still running
 * (pg_snapshot_xmin of its own snapshot): everything below has ended, so everything below is visible or was rolled back. A long
 * transaction anywhere in the database cluster delays the feed; it never makes a hole.
 */

const transactionId = z.string().regex(/^\d{1,20}$/);
const place = { xid: transactionId, seq: z.int().nonnegative(), at: z.number() };
const position = z.discriminatedUnion('walk', [
  /** Every link first, by id; then the feed from where it stood before the first of them was read. */
  z.object({ walk: z.literal('links'), after: z.uuid().nullable(), ...place }),
  /** Then every record of which twins are made in a CRM. */
  z.object({ walk: z.literal('records'), after: z.string().max(200).nullable(), ...place }),
  z.object({ walk: z.literal('feed'), ...place }),
]);
type Position = z.infer<typeof position>;

/** Changes are forgotten after 90 days; a cursor older than this has to begin anew. */
const CURSOR_LIFE = 80 * 86_400_000;

const toCursor = (at: Position): string => Buffer.from(JSON.stringify(at)).toString('base64url');

/** @throws {CursorError} */
const fromCursor = (cursor: string): Position => {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new CursorError();
  }
};

interface FeedQuestion {
  readonly cursor: string | null;
  readonly objects: readonly FeedObject[] | null;
  readonly limit: number;
}

/** Must run in one snapshot (`readInTenant`): the horizon and the rows belong together. @throws {CursorError} */
export const readFeed = async (
  transaction: TenantTransaction,
  actor: Actor,
  { cursor, objects, limit }: FeedQuestion,
): Promise<ChangesPage> => {
  const now = await databaseTime(transaction);
  const horizon = await horizonOf(transaction);
  const known = cursor === null ? null : fromCursor(cursor);
  const from: Position =
    known === null || now.getTime() - known.at > CURSOR_LIFE
      ? { walk: 'links', after: null, xid: horizon, seq: 0, at: now.getTime() }
      : known;
  switch (from.walk) {
    case 'links':
      return readLinks(transaction, actor, from, limit, objects);
    case 'records':
      return readRecords(transaction, actor, from, limit, objects);
    case 'feed':
      return readChanges(transaction, actor, from, { horizon, now, objects, limit });
  }
};

/** Every transaction below it has ended. */
const horizonOf = async (transaction: TenantTransaction): Promise<string> => {
  const [row] = await transaction
    .select({ xmin: sql<string>`pg_snapshot_xmin(pg_current_snapshot())::text` })
    .from(sql`(select 1) as one`);
  if (row === undefined) throw new Error('The database did not tell its horizon.');
  return row.xmin;
};

const readLinks = async (
  transaction: TenantTransaction,
  actor: Actor,
  from: Extract<Position, { walk: 'links' }>,
  limit: number,
  objects: FeedQuestion['objects'],
): Promise<ChangesPage> => {
  const { after, ...there } = from;
  const rows =
    objects?.includes('link') === false
      ? []
      : await transaction
          .select({ id: links.id })
          .from(links)
          .where(and(visibleLinks(actor), after === null ? undefined : gt(links.id, after)))
          .orderBy(asc(links.id))
          .limit(limit);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const next: Position =
    last !== undefined
      ? { ...there, walk: 'links', after: last.id }
      : (await madeInCrm(transaction, actor.tenant, objects)).length > 0
        ? { ...there, walk: 'records', after: null }
        : { ...there, walk: 'feed' };
  // The feed is asked next in any case: something may have changed while the links were read.
  return { dirty: rows.map(({ id }) => linkChange(id)), next: toCursor(next), more: true };
};

const readRecords = async (
  transaction: TenantTransaction,
  actor: Actor,
  from: Extract<Position, { walk: 'records' }>,
  limit: number,
  objects: FeedQuestion['objects'],
): Promise<ChangesPage> => {
  const { after, ...there } = from;
  const made = await madeInCrm(transaction, actor.tenant, objects);
  const ids = await recordsAfter(transaction, actor, made, after, limit);
  const last = ids.length === limit ? ids.at(-1) : undefined;
  const next: Position =
    last === undefined ? { ...there, walk: 'feed' } : { ...there, walk: 'records', after: last };
  const dirty = ids.map((id): Change => ({ kind: 'erp', id, deleted: false }));
  return { dirty, next: toCursor(next), more: true };
};

interface FeedContext extends Omit<FeedQuestion, 'cursor'> {
  readonly horizon: string;
  readonly now: Date;
}

const readChanges = async (
  transaction: TenantTransaction,
  actor: Actor,
  from: Extract<Position, { walk: 'feed' }>,
  { horizon, now, objects, limit }: FeedContext,
): Promise<ChangesPage> => {
  const rows = await transaction
    .select({
      xid: sql<string>`${changes.xid}::text`,
      seq: changes.seq,
      object: changes.object,
      record: changes.record,
      deleted: changes.deleted,
    })
    .from(changes)
    .where(
      and(
        eq(changes.tenant, actor.tenant),
        sql`(${changes.xid}, ${changes.seq}) > (${from.xid}::xid8, ${from.seq})`,
        sql`${changes.xid} < ${horizon}::xid8`,
        objects === null ? undefined : inArray(changes.object, [...objects]),
        visibleChange(actor),
      ),
    )
    .orderBy(asc(changes.xid), asc(changes.seq))
    .limit(limit);
  const more = rows.length === limit;
  const last = rows.at(-1);
  const next =
    more && last !== undefined ? { ...from, xid: last.xid, seq: last.seq } : laterOf(from, horizon);
  const expired = more || objects?.includes('link') === false ? [] : await expiredLinks(transaction, actor);
  const dirty = new Map<string, Change>();
  for (const { object, record, deleted } of rows) {
    const key = `${object}/${record}`;
    // The newest word on a record is the last one in the page.
    dirty.delete(key);
    dirty.set(key, object === 'link' ? linkChange(record) : { kind: 'erp', id: key, deleted });
  }
  const touched = rows.flatMap(({ object, record, deleted }) =>
    object === 'link' && !deleted ? [record] : [],
  );
  const woken = await wokenBy(transaction, actor, objects, touched);
  for (const id of woken.crm) dirty.set(id, { kind: 'crm', id });
  for (const id of woken.erp) if (!dirty.has(id)) dirty.set(id, { kind: 'erp', id, deleted: false });
  for (const id of expired) dirty.set(`link/${id}`, linkChange(id));
  if (!more)
    for (const id of await expiredClaims(transaction, actor, objects))
      dirty.set(id, { kind: 'erp', id, deleted: false });
  return { dirty: [...dirty.values()], next: toCursor({ ...next, at: now.getTime() }), more };
};

/** Everything below the horizon was read: the next question begins there. */
const laterOf = <P extends Position>(from: P, horizon: string): P =>
  BigInt(horizon) > BigInt(from.xid) ? { ...from, xid: horizon, seq: 0 } : from;

const linkChange = (id: string): Change => ({ kind: 'link', id: linkId.parse(id) });

const visibleChange = (actor: Actor): SQL | undefined => {
  if (actor.visibleTo.scope === 'all') return undefined;
  const theirs = sql`exists (select 1 from ${links} where ${visibleLinks(actor)} and ${links.id} = ${changes.record}::uuid)`;
  return sql`case when ${changes.object} = 'link' then ${theirs} else ${visibleCustomer(actor, sql`${changes.customer}`)} end`;
};

/** Their owners are gone: whoever comes by recovers them. */
const expiredLinks = async (transaction: TenantTransaction, actor: Actor): Promise<readonly string[]> => {
  const rows = await transaction
    .select({ id: links.id })
    .from(links)
    .where(
      and(visibleLinks(actor), isNotNull(links.pending), lte(links.pendingUntil, sql`clock_timestamp()`)),
    )
    .limit(500);
  return rows.map(({ id }) => id);
};
