import { sql } from 'drizzle-orm';
import type { TenantTransaction } from '../database/database.ts';

/**
 * The one clock by which intents and leases expire: the database's, because several servers share them and their own clocks differ.
 * Milliseconds since 1970.
 */
export const databaseTime = async (transaction: TenantTransaction): Promise<Date> => {
  const [row] = await transaction
    .select({ at: sql`floor(extract(epoch from clock_timestamp()) * 1000)`.mapWith(Number) })
    .from(sql`(select 1) as one`);
  if (row === undefined) throw new Error('The database did not tell the time.');
  return new Date(row.at);
};
