import type { CustomerId } from '../../../api/primitives.ts';
import type { TenantTransaction } from '../../../server/database/database.ts';
import type { Asker } from '../../records.ts';
import { findCustomer } from '../customers.ts';

/** Whether a record may be put under this customer: it is there, and the asker sees it. */
export const isCustomerSeen = async (
  transaction: TenantTransaction,
  { tenant, visibleTo }: Asker,
  customer: CustomerId,
): Promise<boolean> => (await findCustomer(transaction, tenant, customer, visibleTo)) !== null;
