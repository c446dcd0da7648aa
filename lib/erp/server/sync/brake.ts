import { and, asc, eq, sql } from 'drizzle-orm';
import type { SyncConfig } from '../../api/config.ts';
import { type BrakeCounts, type BrakeKind, brakeKind } from '../../api/sync/status.ts';
import type { TenantTransaction } from '../database/database.ts';
import { brakeCounters } from '../database/schema/brakeCounters.ts';
import { Refusal } from '../http/refusal.ts';
import { databaseTime } from './clock.ts';

const HOUR = 3_600_000;
const hourOf = (now: Date): Date => new Date(Math.floor(now.getTime() / HOUR) * HOUR);

/**
 * Counts what a transaction sets out to do, for all browsers of the company together, and stops it where that is more than the
 * settings allow in an hour. The count stands or falls with the transaction. @throws {Refusal} brake.engaged
 */
export const countAgainstBrake = async (
  transaction: TenantTransaction,
  tenant: string,
  limits: SyncConfig['brake']['perHour'],
  counts: Readonly<Partial<Record<BrakeKind, number>>>,
): Promise<void> => {
  const since = hourOf(await databaseTime(transaction));
  for (const kind of brakeKind.options) {
    const count = counts[kind] ?? 0;
    if (count === 0) continue;
    const [row] = await transaction
      .insert(brakeCounters)
      .values({ tenant, since, kind, count })
      .onConflictDoUpdate({
        target: [brakeCounters.tenant, brakeCounters.since, brakeCounters.kind],
        set: { count: sql`${brakeCounters.count} + excluded.count` },
      })
      .returning({ total: brakeCounters.count });
    const limit = limits[kind];
    const total = row?.total ?? 0;
    if (limit !== null && total > limit) {
      throw new Refusal('brake.engaged', { detail: `${kind}: ${total} in this hour, ${limit} are allowed.` });
    }
  }
};

export const readBrake = async (transaction: TenantTransaction, tenant: string): Promise<BrakeCounts> => {
  const since = hourOf(await databaseTime(transaction));
  const rows = await transaction
    .select({ kind: brakeCounters.kind, count: brakeCounters.count })
    .from(brakeCounters)
    .where(and(eq(brakeCounters.tenant, tenant), eq(brakeCounters.since, since)))
    .orderBy(asc(brakeCounters.kind));
  const counts = { creates: 0, updates: 0, clears: 0, deletes: 0, orders: 0 };
  for (const { kind, count } of rows) counts[kind] = count;
  return { since: since.toISOString(), ...counts };
};
