import { eq } from 'drizzle-orm';
import { DEFAULT_GRACE_DAYS } from '../../../finance/verdict.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { companies } from '../../server/database/schema/company.ts';
import type { SourceCompany } from '../source.ts';
import { todayIn } from './today.ts';

/** null until books have been seeded. */
export const readCompany = async (
  transaction: TenantTransaction,
  tenant: string,
  now: Date,
): Promise<SourceCompany | null> => {
  const [row] = await transaction.select().from(companies).where(eq(companies.tenant, tenant));
  return row === undefined ? null : companyOf(row, now);
};

export const companyOf = (
  { name, currency, timeZone, fiscalYearStart, graceDays, asOf }: typeof companies.$inferSelect,
  now: Date,
): SourceCompany => ({
  name,
  currency,
  timeZone,
  fiscalYearStart,
  graceDays: graceDays ?? DEFAULT_GRACE_DAYS,
  asOf: asOf ?? todayIn(timeZone, now),
});
