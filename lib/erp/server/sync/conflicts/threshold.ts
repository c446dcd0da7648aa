import { convert } from '../../../../finance/money.ts';
import type { Money } from '../../../api/primitives.ts';
import { readLatestRate } from '../../../sources/embedded/deals.ts';
import type { SourceCompany } from '../../../sources/source.ts';
import type { TenantTransaction } from '../../database/database.ts';
import type { Stake } from './stake.ts';

/**
 * Whether something is above the company's threshold, so that a second person has to agree. Compared in company currency at the
 * rate that was booked last; where that cannot be told, it is above: unknown is not zero.
 */
export const isAbove = async (
  transaction: TenantTransaction,
  tenant: string,
  stake: Stake,
  threshold: Money | null,
  company: SourceCompany | null,
): Promise<boolean> => {
  if (threshold === null || stake.kind === 'none') return false;
  if (stake.kind === 'unknown') return true;
  if (stake.money.currency === threshold.currency) return stake.money.amount > threshold.amount;
  if (company === null) return true;
  const inCompanyCurrency = async ({ amount, currency }: Money): Promise<number | null> => {
    if (currency === company.currency) return amount;
    const booked = await readLatestRate(transaction, tenant, currency, company.asOf);
    return booked === null ? null : convert(amount, currency, company.currency, booked.rate);
  };
  const amount = await inCompanyCurrency(stake.money);
  const limit = await inCompanyCurrency(threshold);
  return amount === null || limit === null || amount > limit;
};
