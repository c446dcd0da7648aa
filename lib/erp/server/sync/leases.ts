import { sql } from 'drizzle-orm';
import type { TenantTransaction } from '../database/database.ts';
import { leases } from '../database/schema/leases.ts';
import { databaseTime } from './clock.ts';

const LEASE_MS = 120_000;

export interface LeaseQuestion {
  readonly crmUser: string;
  readonly object: string;
  readonly browser: string;
}

/** One statement, so that the database decides who was first. The holder renews it by asking again. */
export const takeLease = async (
  transaction: TenantTransaction,
  tenant: string,
  { crmUser, object, browser }: LeaseQuestion,
): Promise<{ lease: 'granted' | 'taken'; until: string }> => {
  const now = await databaseTime(transaction);
  const until = new Date(now.getTime() + LEASE_MS);
  const granted = await transaction
    .insert(leases)
    .values({ tenant, crmUser, object, browser, until })
    .onConflictDoUpdate({
      target: [leases.tenant, leases.crmUser, leases.object],
      set: { browser, until },
      setWhere: sql`${leases.browser} = ${browser} or ${leases.until} <= clock_timestamp()`,
    })
    .returning({ until: leases.until });
  if (granted.length === 1) return { lease: 'granted', until: until.toISOString() };
  const [held] = await transaction
    .select({ until: leases.until })
    .from(leases)
    .where(
      sql`${leases.tenant} = ${tenant} and ${leases.crmUser} = ${crmUser} and ${leases.object} = ${object}`,
    );
  return { lease: 'taken', until: (held?.until ?? now).toISOString() };
};
