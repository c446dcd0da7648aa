import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { InvoiceDocument } from '../../../finance/documents/invoices.ts';
import type { OrderDocument } from '../../../finance/documents/orders.ts';
import type { PaymentDocument } from '../../../finance/documents/payments.ts';
import type { ReadTransaction } from '../../server/database/database.ts';
import { jsonRows } from '../../server/database/jsonRows.ts';
import { creditAllocations, instalments, invoices } from '../../server/database/schema/invoices.ts';
import { orderLines, orders, shipments } from '../../server/database/schema/orders.ts';
import { paymentAllocations, payments } from '../../server/database/schema/payments.ts';
import { quotes } from '../../server/database/schema/quotes.ts';
import type { Asked } from '../../server/database/statement.ts';
import { writtenLine } from './lines.ts';
import { byDocument } from './parts.ts';

/** What the figures of one customer come from. Lines and taxes of invoices are absent on purpose: `lines.ts` reads those shown. */
export interface Ledger {
  readonly invoices: readonly InvoiceDocument[];
  readonly payments: readonly PaymentDocument[];
  readonly orders: readonly OrderDocument[];
  /** Without their lines, which count in no figure. */
  readonly quotes: readonly QuoteRow[];
}
type QuoteRow = Omit<typeof quotes.$inferSelect, 'tenant'>;

const DOCUMENT = ['tenant'] as const;
const PART = ['tenant', 'customer', 'position'] as const;

type Of = (table: { readonly tenant: PgColumn; readonly customer: PgColumn }) => SQL | undefined;
/** As the index has them; nearly the order that lists are shown in, and such rows are sorted fast. */
const newest = ({ date, id }: { readonly date: PgColumn; readonly id: PgColumn }) => [desc(date), desc(id)];
const fieldsOf = (of: Of) => ({
  invoices: jsonRows(invoices, DOCUMENT, of(invoices), newest(invoices)),
  instalments: jsonRows(instalments, PART, of(instalments), [instalments.position]),
  credits: jsonRows(creditAllocations, PART, of(creditAllocations), [creditAllocations.position]),
  payments: jsonRows(payments, DOCUMENT, of(payments), newest(payments)),
  allocations: jsonRows(paymentAllocations, PART, of(paymentAllocations), [paymentAllocations.position]),
  orders: jsonRows(orders, DOCUMENT, of(orders), newest(orders)),
  orderLines: jsonRows(orderLines, PART, of(orderLines), [orderLines.position]),
  shipments: jsonRows(shipments, PART, of(shipments), [shipments.position]),
  quotes: jsonRows(quotes, DOCUMENT, of(quotes), newest(quotes)),
});

/**
 * Everything of one customer's ledger, with the placeholders `tenant` and `id`. Not the same as a list of one: PostgreSQL plans a
 * list anew every time, since it cannot know how long the next one is, and planning takes longer than reading.
 */
export const LEDGER = {
  name: 'ledger',
  fields: fieldsOf((table) =>
    and(eq(table.tenant, sql.placeholder('tenant')), eq(table.customer, sql.placeholder('id'))),
  ),
};
const LEDGERS = {
  name: 'ledgers',
  fields: fieldsOf((table) =>
    and(
      eq(table.tenant, sql.placeholder('tenant')),
      sql`${table.customer} = any(${sql.placeholder('ids')}::text[])`,
    ),
  ),
};

/** The ledgers of some customers, in one statement, however many documents they have. */
export const readLedgers = async (
  transaction: ReadTransaction,
  tenant: string,
  ids: readonly string[],
): Promise<(id: string) => Ledger> => {
  return ledgersIn(await transaction.ask(LEDGERS, { tenant, ids: [...ids] }));
};

/** Each customer's ledger, of what `LEDGER` or `LEDGERS` brought. A customer without documents has an empty one, not none. */
export const ledgersIn = (rows: Asked<typeof LEDGER.fields>): ((id: string) => Ledger) => {
  const instalmentsOf = byDocument(rows.instalments);
  const creditsOf = byDocument(rows.credits);
  const allocationsOf = byDocument(rows.allocations);
  const linesOf = byDocument(rows.orderLines);
  const shipmentsOf = byDocument(rows.shipments);
  const invoicesBy = Map.groupBy(
    rows.invoices.map(({ type, ...row }) =>
      type === 'invoice'
        ? { ...row, type, instalments: instalmentsOf(row.id) }
        : { ...row, type, allocations: creditsOf(row.id) },
    ),
    (row): string => row.customer,
  );
  const paymentsBy = Map.groupBy(
    rows.payments.map((row) => ({ ...row, allocations: allocationsOf(row.id) })),
    (row): string => row.customer,
  );
  const ordersBy = Map.groupBy(
    rows.orders.map((row) => ({
      ...row,
      lines: linesOf(row.id).map(writtenLine),
      shipments: shipmentsOf(row.id),
    })),
    (row): string => row.customer,
  );
  const quotesBy = Map.groupBy(rows.quotes, (row): string => row.customer);
  return (id) => ({
    invoices: invoicesBy.get(id) ?? [],
    payments: paymentsBy.get(id) ?? [],
    orders: ordersBy.get(id) ?? [],
    quotes: quotesBy.get(id) ?? [],
  });
};
