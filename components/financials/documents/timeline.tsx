import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import type { CustomerLists } from '../../../lib/erp/api/lists.ts';
import { formatDate } from '../../../lib/format/date.ts';
import { type MessageKey, t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { amountOf } from './amountOf.ts';
import { CutText } from './CutText.tsx';
import type { ChainDocument } from './chain.ts';
import type { DetailContext } from './detailContext.ts';
import type { DocumentLoader } from './documentLoader.ts';
import { listTab } from './documentTab.tsx';
import { InvoiceDetail } from './invoices.tsx';
import { combined, type Part } from './listing.ts';
import { OrderDetail } from './orders.tsx';
import { owned } from './owned.ts';
import { PaymentDetail } from './payments.tsx';
import { QuoteDetail } from './quotes.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { type Status, statusWord } from './status.ts';
import { amountWidth, dateWidth, wordWidth } from './widthOf.ts';

/** Anything that happened in the ERP, reduced to what a list of all of it can show. */
interface Entry {
  readonly kind: ChainDocument['kind'] | 'shipments';
  readonly id: string;
  readonly customer: string;
  readonly date: string;
  readonly word: MessageKey;
  readonly status: Status | null;
  /** null: a shipment has none of its own. */
  readonly amount: number | null;
  readonly currency: string;
  /** The document that tells it in full; of a shipment its order. */
  readonly whole: ChainDocument;
}

const entryOf = (whole: ChainDocument): Entry => {
  const { id, customer, date, currency } = whole.document;
  const shared = { kind: whole.kind, id, customer, date, currency, whole };
  switch (whole.kind) {
    case 'quotes':
      return {
        ...shared,
        word: 'documents.quote',
        status: whole.document.state,
        amount: whole.document.total,
      };
    case 'orders':
      return {
        ...shared,
        word: 'documents.order',
        status: whole.document.state,
        amount: whole.document.total,
      };
    case 'invoices': {
      const isCredit = whole.document.type === 'creditNote';
      // A credit note takes away what an invoice asks for.
      return {
        ...shared,
        word: isCredit ? 'documents.creditNote' : 'documents.invoice',
        status: whole.document.status,
        amount: isCredit ? 0 - whole.document.total : whole.document.total,
      };
    }
    case 'payments':
      return { ...shared, word: 'documents.payment', status: null, amount: whole.document.amount };
  }
};

// The same entry for the same document, so that a row that stays is not drawn again.
const entries = new WeakMap<object, Entry>();
const entry = (whole: ChainDocument): Entry => {
  const made = entries.get(whole.document) ?? entryOf(whole);
  entries.set(whole.document, made);
  return made;
};

type Order = CustomerLists['orders'];
const shipments = new WeakMap<object, Entry>();

/** What was shipped of an order, each on its own day; the order last, because it is where the list of orders ends. */
const orderEntries = (order: Order): readonly Entry[] => {
  const whole = { kind: 'orders', document: order } as const;
  const { customer, currency } = order;
  const shipped = order.shipments.map((shipment): Entry => {
    const { id, date } = shipment;
    const made = shipments.get(shipment) ?? {
      kind: 'shipments',
      id,
      customer,
      date,
      word: 'documents.shipment',
      status: null,
      amount: null,
      currency,
      whole,
    };
    shipments.set(shipment, made);
    return made;
  });
  return [...shipped, entry(whole)];
};

const partsOf = (customer: CustomerDetail, loader: DocumentLoader): readonly Part<Entry>[] => {
  const quotes = loader.part(customer, 'quotes');
  const orders = loader.part(customer, 'orders');
  const invoices = loader.part(customer, 'invoices');
  const payments = loader.part(customer, 'payments');
  return [
    { ...quotes, rows: quotes.rows.map((document) => entry({ kind: 'quotes', document })) },
    { ...orders, rows: orders.rows.flatMap(orderEntries) },
    { ...invoices, rows: invoices.rows.map((document) => entry({ kind: 'invoices', document })) },
    { ...payments, rows: payments.rows.map((document) => entry({ kind: 'payments', document })) },
  ];
};

function EntryDetail({ whole, context }: { whole: ChainDocument; context: DetailContext }) {
  switch (whole.kind) {
    case 'quotes':
      return <QuoteDetail quote={whole.document} context={context} />;
    case 'orders':
      return <OrderDetail order={whole.document} context={context} />;
    case 'invoices':
      return <InvoiceDetail invoice={whole.document} context={context} />;
    case 'payments':
      return <PaymentDetail payment={whole.document} context={context} />;
  }
}

const count = (customers: readonly CustomerDetail[]): number =>
  customers.reduce(
    (sum, { counts: { quotes, orders, invoices, payments } }) => sum + quotes + orders + invoices + payments,
    0,
  );

/** Every ERP document and shipment in order of date. What happened in the CRM is absent on purpose: that list is the dashboard's. */
export const timelineTab = listTab<Entry>({
  id: 'timeline',
  label: 'documents.timeline',
  empty: 'documents.timeline.empty',
  documentOf: ({ whole }) => whole,
  count,
  listing: ({ customers, loader }) => {
    const listing = combined(
      customers.flatMap((customer) => partsOf(customer, loader).map((part) => owned(part, customer))),
      count(customers),
    );
    // The ERP counts documents; what was shipped of them is more.
    return { ...listing, here: listing.rows.filter(({ kind }) => kind !== 'shipments').length };
  },
  keyOf: ({ kind, customer, id }) => `${kind}/${customer}/${id}`,
  textOf: ({ id, word, date, status }) =>
    `${t(word)} ${id} ${formatDate(date)} ${status === null ? '' : statusWord(status)}`,
  columns: [
    {
      id: 'document',
      label: 'documents.document',
      sortBy: ({ word, id }) => `${t(word)} ${id}`,
      widthOf: ({ word, id }) => ({ group: word, size: id.length }),
      cell: ({ word, id }) => (
        <>
          <span className="quiet">{t(word)}</span>
          <CutText text={id} />
        </>
      ),
    },
    {
      id: 'date',
      label: 'documents.date',
      sortBy: ({ date }) => date,
      widthOf: ({ date }) => dateWidth(date),
      cell: ({ date }) => formatDate(date),
    },
    {
      id: 'status',
      label: 'documents.status',
      sortBy: ({ status }) => (status === null ? null : statusWord(status)),
      widthOf: ({ status }) => wordWidth(status),
      cell: ({ status }) => (status === null ? null : <StatusBadge status={status} />),
    },
    {
      id: 'amount',
      label: 'documents.amount',
      isNumeric: true,
      sortBy: ({ amount, currency }) => (amount === null ? null : amountOf(amount, currency)),
      widthOf: ({ amount, currency }) => amountWidth(amount, currency),
      cell: ({ amount, currency }) =>
        amount === null ? null : <Amount amount={amount} currency={currency} />,
    },
  ],
  detail: ({ whole }, context) => <EntryDetail whole={whole} context={context} />,
});
