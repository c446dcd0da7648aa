import { and, eq, inArray, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../../server/database/database.ts';
import { changes } from '../../../server/database/schema/changes.ts';

export interface RecordState {
  readonly version: string;
  /** null = it has not changed since the feed began, or not for 90 days. */
  readonly changedAt: Date | null;
  readonly isDeleted: boolean;
}

const UNCHANGED: RecordState = { version: '0', changedAt: null, isDeleted: false };

/**
 * Versions from the change feed: the newest change of a record, with how many there are of it, so that one which commits out of
 * turn shows, too. Read after the row was locked it is exact.
 */
export const statesOf = async (
  transaction: TenantTransaction,
  tenant: string,
  object: string,
  ids: readonly string[],
): Promise<(id: string) => RecordState> => {
  const rows = await transaction
    .select({
      record: changes.record,
      newest: sql`max(${changes.seq})`.mapWith(Number),
      count: sql`count(*)`.mapWith(Number),
      changedAt: sql`(floor(extract(epoch from max(${changes.changedAt})) * 1000))`.mapWith(Number),
      isDeleted: sql<boolean>`(array_agg(${changes.deleted} order by ${changes.seq} desc))[1]`,
    })
    .from(changes)
    .where(and(eq(changes.tenant, tenant), eq(changes.object, object), inArray(changes.record, [...ids])))
    .groupBy(changes.record);
  const states = new Map(
    rows.map(({ record, newest, count, changedAt, isDeleted }) => [
      record,
      { version: `${newest}.${count}`, changedAt: new Date(changedAt), isDeleted },
    ]),
  );
  return (id) => states.get(id) ?? UNCHANGED;
};
