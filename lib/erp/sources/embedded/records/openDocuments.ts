import { sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../../server/database/database.ts';
import { creditAllocations, instalments, invoices } from '../../../server/database/schema/invoices.ts';
import { orders } from '../../../server/database/schema/orders.ts';
import { paymentAllocations } from '../../../server/database/schema/payments.ts';

/**
 * Those of the customers on whom an order that is not closed, or an invoice that is not settled, still hangs. What another customer
 * paid for them is not counted: better one question too many.
 */
export const withOpenDocuments = async (
  transaction: TenantTransaction,
  tenant: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  const asked = sql`any(${sql.param([...ids])}::text[])`;
  const of = (table: typeof instalments | typeof paymentAllocations | typeof creditAllocations) =>
    sql`${table.tenant} = ${tenant} and ${table.customer} = ${invoices.customer}`;
  const due = sql`(select coalesce(sum(${instalments.amount} - ${instalments.writtenOff}), 0) from ${instalments}
    where ${of(instalments)} and ${instalments.document} = ${invoices.id})`;
  const paid = sql`(select coalesce(sum(${paymentAllocations.amount} + ${paymentAllocations.discount}), 0) from ${paymentAllocations}
    where ${of(paymentAllocations)} and ${paymentAllocations.invoice} = ${invoices.id})`;
  const credited = sql`(select coalesce(sum(${creditAllocations.amount}), 0) from ${creditAllocations}
    where ${of(creditAllocations)} and ${creditAllocations.invoice} = ${invoices.id})`;
  const withOrders = await transaction
    .selectDistinct({ customer: orders.customer })
    .from(orders)
    .where(
      sql`${orders.tenant} = ${tenant} and ${orders.customer} = ${asked} and ${orders.state} in ('draft', 'confirmed')`,
    );
  const withInvoices = await transaction
    .selectDistinct({ customer: invoices.customer })
    .from(invoices)
    .where(
      sql`${invoices.tenant} = ${tenant} and ${invoices.customer} = ${asked} and ${invoices.type} = 'invoice'
        and (${invoices.state} = 'draft' or (${invoices.state} = 'posted' and ${due} > ${paid} + ${credited}))`,
    );
  return new Set([...withOrders, ...withInvoices].map(({ customer }) => customer));
};
