import type { Order } from '../../erp/api/documents.ts';
import type { LedgerOrder, LedgerOrderLine } from '../ledger.ts';
import { uninvoiced } from '../orders.ts';
import { brand, lineOf, newestFirst, oldestFirst, totalsOf, type WrittenLine } from './parts.ts';

export interface OrderDocument extends LedgerOrder {
  readonly customer: string;
  readonly quote?: string | null | undefined;
  readonly opportunity?: string | null | undefined;
  readonly lines: readonly (LedgerOrderLine & WrittenLine)[];
  readonly shipments?:
    | readonly {
        readonly id: string;
        readonly date: string;
        readonly carrier?: string | null | undefined;
        readonly tracking?: string | null | undefined;
      }[]
    | undefined;
}

interface Invoicing {
  readonly id: string;
  readonly date: string;
  readonly order?: string | null | undefined;
}

/** Orders of one customer as the ERP API shows them, newest first; `invoices` are all of that customer's. */
export const ordersOf = (orders: readonly OrderDocument[], invoices: readonly Invoicing[]): Order[] => {
  const invoicesBy = Map.groupBy(oldestFirst(invoices), ({ order }) => order ?? null);
  return newestFirst(orders).map((order) => ({
    id: order.id,
    customer: brand(order.customer),
    state: order.state,
    date: order.date,
    currency: order.currency,
    bookedRate: order.bookedRate,
    ...totalsOf(order.lines),
    uninvoiced: uninvoiced(order),
    quote: order.quote ?? null,
    invoices: (invoicesBy.get(order.id) ?? []).map(({ id }) => id),
    opportunity: order.opportunity ?? null,
    lines: order.lines.map((line) => ({ ...lineOf(line), invoicedQuantity: line.invoicedQuantity })),
    shipments: (order.shipments ?? []).map(({ id, date, carrier, tracking }) => ({
      id,
      date,
      carrier: carrier ?? null,
      tracking: tracking ?? null,
    })),
  }));
};
