import type { OpenDatabase, TenantTransaction } from '../database/database.ts';
import { errorCodes } from '../database/failure.ts';
import { inTenant } from '../database/tenant.ts';

/** deadlock_detected, serialization_failure, unique_violation: somebody else was first, and the next try sees what they did. */
const LOST_RACES: ReadonlySet<string> = new Set(['40P01', '40001', '23505']);
const ATTEMPTS = 4;

const lostRace = (error: unknown): boolean => [...errorCodes(error)].some((code) => LOST_RACES.has(code));

/** A transaction that is begun anew when it loses a race. The work has no effect outside the database, so nothing happens twice. */
export const settled = async <T>(
  database: OpenDatabase,
  tenant: string,
  work: (transaction: TenantTransaction) => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTenant(database, tenant, work);
    } catch (error) {
      if (attempt === ATTEMPTS || !lostRace(error)) throw error;
    }
  }
};
