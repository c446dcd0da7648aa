import { and, eq, inArray } from 'drizzle-orm';
import { keysOfQuery } from '../../../matching/keys.ts';
import type { MatchQuery } from '../../api/match.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { customerKeys } from '../../server/database/schema/customerKeys.ts';
import { customers } from '../../server/database/schema/customers.ts';
import type { CustomerFilter, SourceCustomer } from '../source.ts';
import { customerColumns, visible } from './customers.ts';

/** Visible customers that share a blocking key with the query. */
export const findCandidates = async (
  transaction: TenantTransaction,
  tenant: string,
  query: MatchQuery,
  visibleTo: CustomerFilter['visibleTo'],
): Promise<readonly SourceCustomer[]> => {
  const sharing = transaction
    .select({ id: customerKeys.customer })
    .from(customerKeys)
    .where(and(eq(customerKeys.tenant, tenant), inArray(customerKeys.key, keysOfQuery(query))));
  return transaction
    .select(customerColumns)
    .from(customers)
    .where(and(visible(tenant, visibleTo), inArray(customers.id, sharing)));
};
