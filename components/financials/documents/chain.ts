import type { CustomerLists } from '../../../lib/erp/api/lists.ts';
import type { Target } from './tab.ts';

export type ChainDocument =
  | { readonly kind: 'quotes'; readonly document: CustomerLists['quotes'] }
  | { readonly kind: 'orders'; readonly document: CustomerLists['orders'] }
  | { readonly kind: 'invoices'; readonly document: CustomerLists['invoices'] }
  | { readonly kind: 'payments'; readonly document: CustomerLists['payments'] };

/** Finds one of the same customer's documents among those that are here. */
export interface Known {
  order(id: string): CustomerLists['orders'] | undefined;
  invoice(id: string): CustomerLists['invoices'] | undefined;
}

export type StepKind = 'quote' | 'order' | 'shipment' | 'invoice' | 'payment' | 'creditNote';

/** One document on the way from a quote to its money. A shipment is shown with its order. */
export interface Step {
  readonly kind: StepKind;
  readonly id: string;
  readonly target: Target;
  readonly isHere: boolean;
}

interface Found {
  readonly quotes: readonly string[];
  readonly orders: readonly string[];
  readonly invoices: readonly string[];
  readonly payments: readonly string[];
}

const present = <T>(value: T | null | undefined): readonly T[] => (value == null ? [] : [value]);

/** Which documents belong to one, by the references that the documents themselves carry. */
const foundFrom = (start: ChainDocument, known: Known): Found => {
  const forward = (orders: readonly string[]) => orders.flatMap((id) => known.order(id)?.invoices ?? []);
  const money = (invoices: readonly string[]) =>
    invoices.flatMap((id) => known.invoice(id)?.settledBy.map(({ document }) => document) ?? []);
  const back = (orders: readonly string[]) => orders.flatMap((id) => present(known.order(id)?.quote));
  switch (start.kind) {
    case 'quotes': {
      const { id, orders } = start.document;
      const invoices = forward(orders);
      return { quotes: [id], orders, invoices, payments: money(invoices) };
    }
    case 'orders': {
      const { id, quote, invoices } = start.document;
      return { quotes: present(quote), orders: [id], invoices, payments: money(invoices) };
    }
    case 'invoices': {
      const { id, type, order, allocations, settledBy } = start.document;
      const orders = present(order);
      // A credit note stands where money does: it settles the invoices that it was set against.
      return type === 'creditNote'
        ? {
            quotes: back(orders),
            orders,
            invoices: allocations.map(({ invoice }) => invoice),
            payments: [id],
          }
        : {
            quotes: back(orders),
            orders,
            invoices: [id],
            payments: settledBy.map(({ document }) => document),
          };
    }
    case 'payments': {
      const { id, allocations } = start.document;
      const invoices = allocations.map(({ invoice }) => invoice);
      const orders = invoices.flatMap((each) => present(known.invoice(each)?.order));
      return { quotes: back(orders), orders, invoices, payments: [id] };
    }
  }
};

/**
 * Quote → order → shipment → invoice → payment, each stage with what is known of it; a stage without anything is absent. What
 * belongs to a document that is not here yet shows once that one is opened.
 */
export const chainOf = (start: ChainDocument, known: Known): readonly (readonly Step[])[] => {
  const { customer } = start.document;
  const found = foundFrom(start, known);
  const step = (kind: StepKind, id: string, tab: Target['tab'], shown = id): Step => ({
    kind,
    id,
    target: { tab, customer, id: shown },
    isHere: shown === id && id === start.document.id && tab === start.kind,
  });
  const credits = new Set(
    found.invoices.flatMap((id) =>
      (known.invoice(id)?.settledBy ?? [])
        .filter(({ type }) => type === 'creditNote')
        .map(({ document }) => document),
    ),
  );
  if (start.kind === 'invoices' && start.document.type === 'creditNote') credits.add(start.document.id);
  const isCredit = (id: string) => credits.has(id) || known.invoice(id)?.type === 'creditNote';
  const stages: readonly (readonly Step[])[] = [
    unique(found.quotes).map((id) => step('quote', id, 'quotes')),
    unique(found.orders).map((id) => step('order', id, 'orders')),
    unique(found.orders).flatMap((id) =>
      shipmentsOf(start, known, id).map((shipment) => step('shipment', shipment, 'orders', id)),
    ),
    unique(found.invoices)
      .filter((id) => !isCredit(id))
      .map((id) => step('invoice', id, 'invoices')),
    unique([...found.payments, ...found.invoices.filter(isCredit)]).map((id) =>
      isCredit(id) ? step('creditNote', id, 'invoices') : step('payment', id, 'payments'),
    ),
  ];
  return stages.filter((stage) => stage.length > 0);
};

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)];

const shipmentsOf = (start: ChainDocument, known: Known, id: string): readonly string[] => {
  const order = start.kind === 'orders' ? start.document : known.order(id);
  return order?.shipments.map((shipment) => shipment.id) ?? [];
};
