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
    sql`${table.tenant} = ${tenant} and ${table.customer} = ${asked}`;
  // Added up once per invoice: looked for invoice by invoice, a customer of ten thousand takes a hundred million steps.
  const parts = sql`(
    select ${instalments.customer}, ${instalments.document} as invoice, ${instalments.amount} - ${instalments.writtenOff} as amount
      from ${instalments} where ${of(instalments)}
    union all
    select ${paymentAllocations.customer}, ${paymentAllocations.invoice}, -(${paymentAllocations.amount} + ${paymentAllocations.discount})
      from ${paymentAllocations} where ${of(paymentAllocations)}
    union all
    select ${creditAllocations.customer}, ${creditAllocations.invoice}, -${creditAllocations.amount}
      from ${creditAllocations} where ${of(creditAllocations)}
  )`;
  const unsettled = sql`(select customer, invoice from ${parts} parts group by customer, invoice having sum(amount) > 0)`;
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
        and (${invoices.state} = 'draft'
          or (${invoices.state} = 'posted' and (${invoices.customer}, ${invoices.id}) in ${unsettled}))`,
    );
  return new Set([...withOrders, ...withInvoices].map(({ customer }) => customer));
};
