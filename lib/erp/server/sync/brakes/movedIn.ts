import { convert, sum } from '../../../../finance/money.ts';
import type { ChangeCounts } from '../../../api/sync/brake.ts';
import { readLatestRate } from '../../../sources/embedded/deals.ts';
import type { SourceCompany } from '../../../sources/source.ts';
import type { TenantTransaction } from '../../database/database.ts';

/** Sum of what moves, in company currency at the rates that were booked last; null = nobody can tell. */
export const movedIn = async (
  transaction: TenantTransaction,
  tenant: string,
  moved: ChangeCounts['moved'],
  company: SourceCompany | null,
): Promise<number | null> => {
  const amounts: number[] = [];
  for (const { currency, amount } of moved) {
    if (amount === 0) continue;
    if (currency === null || company === null) return null;
    const booked =
      currency === company.currency
        ? { rate: '1' }
        : await readLatestRate(transaction, tenant, currency, company.asOf);
    if (booked === null) return null;
    amounts.push(convert(amount, currency, company.currency, booked.rate));
  }
  return sum(amounts);
};
