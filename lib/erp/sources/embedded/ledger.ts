import { and, asc, eq, inArray, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { InvoiceDocument } from '../../../finance/documents/invoices.ts';
import type { OrderDocument } from '../../../finance/documents/orders.ts';
import type { PaymentDocument } from '../../../finance/documents/payments.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { creditAllocations, instalments, invoices } from '../../server/database/schema/invoices.ts';
import { orderLines, orders, shipments } from '../../server/database/schema/orders.ts';
import { paymentAllocations, payments } from '../../server/database/schema/payments.ts';
import { writtenLine } from './lines.ts';
import { byDocument } from './parts.ts';

/** What the figures of one customer come from. Lines and taxes of invoices are absent on purpose: `lines.ts` reads those shown. */
export interface Ledger {
  readonly invoices: readonly InvoiceDocument[];
  readonly payments: readonly PaymentDocument[];
  readonly orders: readonly OrderDocument[];
}

/** Condition for the rows of the customers in question. */
type Of = (table: { readonly tenant: PgColumn; readonly customer: PgColumn }) => SQL | undefined;

const readInvoices = async (from: TenantTransaction, of: Of): Promise<InvoiceDocument[]> => {
  const rows = await from.select().from(invoices).where(of(invoices));
  const due = from.select().from(instalments).where(of(instalments)).orderBy(asc(instalments.position));
  const instalmentsOf = byDocument(await due);
  const credits = from.select().from(creditAllocations).where(of(creditAllocations));
  const creditsOf = byDocument(await credits.orderBy(asc(creditAllocations.position)));
  return rows.map(({ type, ...row }) =>
    type === 'invoice'
      ? { ...row, type, instalments: instalmentsOf(row.id) }
      : { ...row, type, allocations: creditsOf(row.id) },
  );
};

const readPayments = async (from: TenantTransaction, of: Of): Promise<PaymentDocument[]> => {
  const rows = await from.select().from(payments).where(of(payments));
  const allocations = from.select().from(paymentAllocations).where(of(paymentAllocations));
  const allocationsOf = byDocument(await allocations.orderBy(asc(paymentAllocations.position)));
  return rows.map((row) => ({ ...row, allocations: allocationsOf(row.id) }));
};

const readOrders = async (from: TenantTransaction, of: Of): Promise<OrderDocument[]> => {
  const rows = await from.select().from(orders).where(of(orders));
  const lines = from.select().from(orderLines).where(of(orderLines)).orderBy(asc(orderLines.position));
  const linesOf = byDocument(await lines);
  const sent = from.select().from(shipments).where(of(shipments)).orderBy(asc(shipments.position));
  const shipmentsOf = byDocument(await sent);
  return rows.map((row) => ({
    ...row,
    lines: linesOf(row.id).map(writtenLine),
    shipments: shipmentsOf(row.id),
  }));
};

/**
 * The ledgers of some customers, each table read once by customer id: eight queries, however many customers and documents.
 * A customer without documents has an empty ledger, not none.
 */
export const readLedgers = async (
  transaction: TenantTransaction,
  tenant: string,
  ids: readonly string[],
): Promise<(id: string) => Ledger> => {
  const of: Of = (table) => and(eq(table.tenant, tenant), inArray(table.customer, [...ids]));
  const invoicesBy = Map.groupBy(await readInvoices(transaction, of), (row) => row.customer);
  const paymentsBy = Map.groupBy(await readPayments(transaction, of), (row) => row.customer);
  const ordersBy = Map.groupBy(await readOrders(transaction, of), (row) => row.customer);
  return (id) => ({
    invoices: invoicesBy.get(id) ?? [],
    payments: paymentsBy.get(id) ?? [],
    orders: ordersBy.get(id) ?? [],
  });
};
