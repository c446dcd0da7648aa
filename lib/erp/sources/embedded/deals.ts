import { and, desc, eq, inArray, lte } from 'drizzle-orm';
import type { BookedRate, DealOrder } from '../../../finance/creditCheck.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { customers } from '../../server/database/schema/customers.ts';
import { invoices } from '../../server/database/schema/invoices.ts';
import { orders } from '../../server/database/schema/orders.ts';
import { payments } from '../../server/database/schema/payments.ts';
import type { CustomerFilter } from '../source.ts';
import { visible } from './customers.ts';

/** Orders of an opportunity, whoever their customer is. Of a customer that the caller may not see only the state is told. */
export const readDealOrders = async (
  transaction: TenantTransaction,
  tenant: string,
  opportunity: string,
  visibleTo: CustomerFilter['visibleTo'],
): Promise<DealOrder[]> => {
  const rows = await transaction
    .select({ id: orders.id, state: orders.state, seen: customers.id })
    .from(orders)
    .leftJoin(customers, and(visible(tenant, visibleTo), eq(customers.id, orders.customer)))
    .where(and(eq(orders.tenant, tenant), eq(orders.opportunity, opportunity)));
  return rows.map(({ id, state, seen }) => ({ id: seen === null ? null : id, state }));
};

/**
 * The rate that the company booked last in a currency, on or before a date: of a posted invoice or credit note, a payment, or a
 * confirmed or closed order. Any customer's: a rate tells nothing of whom it was booked for.
 */
export const readLatestRate = async (
  transaction: TenantTransaction,
  tenant: string,
  currency: string,
  asOf: string,
): Promise<BookedRate | null> => {
  const of = (table: typeof invoices | typeof payments | typeof orders) =>
    and(eq(table.tenant, tenant), eq(table.currency, currency), lte(table.date, asOf));
  const invoiced = await transaction
    .select({ rate: invoices.bookedRate, date: invoices.date })
    .from(invoices)
    .where(and(of(invoices), eq(invoices.state, 'posted')))
    .orderBy(desc(invoices.date), desc(invoices.id))
    .limit(1);
  const paid = await transaction
    .select({ rate: payments.bookedRate, date: payments.date })
    .from(payments)
    .where(of(payments))
    .orderBy(desc(payments.date), desc(payments.id))
    .limit(1);
  const ordered = await transaction
    .select({ rate: orders.bookedRate, date: orders.date })
    .from(orders)
    .where(and(of(orders), inArray(orders.state, ['confirmed', 'closed'])))
    .orderBy(desc(orders.date), desc(orders.id))
    .limit(1);
  const [latest] = [...invoiced, ...paid, ...ordered].toSorted((one, other) =>
    one.date < other.date ? 1 : one.date > other.date ? -1 : 0,
  );
  return latest ?? null;
};
