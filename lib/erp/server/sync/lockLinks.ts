import { and, asc, inArray } from 'drizzle-orm';
import type { TenantTransaction } from '../database/database.ts';
import { links } from '../database/schema/links.ts';
import type { Actor } from './actor.ts';
import type { LinkRow } from './syncLink.ts';
import { visibleLinks } from './visibility.ts';

/** The actor's links among these ids, held until the transaction ends; by id, so that two batches never wait for each other in a circle. */
export const lockLinks = async (
  transaction: TenantTransaction,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LinkRow>> => {
  const rows = await transaction
    .select()
    .from(links)
    .where(and(visibleLinks(actor), inArray(links.id, [...ids])))
    .orderBy(asc(links.id))
    .for('update');
  return new Map(rows.map((row) => [row.id, row]));
};
