import { totalsOf } from '../../../../../finance/documents/parts.ts';
import { sum } from '../../../../../finance/money.ts';
import type { BooksOrder, BooksPayment } from '../../books/format.ts';
import { bookedRate, priceIn } from '../currencies.ts';
import type { Invoice, Ledger } from '../ledger.ts';
import type { Random } from '../random.ts';
import type { TradingCustomer } from './customers.ts';
import { carriers, products } from './words.ts';

type Line = BooksOrder['lines'][number];

/** What a customer can do with the company; each call enters documents. */
export interface Sales {
  /** Quote (sometimes), order, shipment and invoice; the invoice's instalments fall due so many days ago, in that order. */
  sell(dueDaysAgo: readonly [number, ...number[]]): Invoice;
  /** Pays a share of an invoice, the oldest instalment first. */
  pay(invoice: Invoice, daysAgo: number, percent: number): BooksPayment;
  payInAdvance(daysAgo: number): void;
  dispute(dueDaysAgo: number): void;
  /** Takes back a tenth of an invoice: half of it set against the invoice, half left unapplied. */
  takeBack(invoice: Invoice, daysAgo: number): void;
  /** A confirmed order whose first line is invoiced already, due in 30 days less its age. */
  orderInProgress(daysAgo: number): void;
  order(state: 'draft' | 'cancelled', daysAgo: number): void;
  quote(state: 'draft' | 'sent' | 'declined' | 'expired', daysAgo: number): void;
  draftInvoice(): void;
}

const TERMS = 30;

const splitEvenly = (total: number, parts: number): number[] => {
  const share = Math.trunc(total / parts);
  return Array.from({ length: parts }, (_, index) => (index === 0 ? total - share * (parts - 1) : share));
};

export const salesTo = (
  { row, currency, taxRate }: TradingCustomer,
  ledger: Ledger,
  random: Random,
): Sales => {
  const head = (daysAgo: number) => ({
    customer: row.id,
    currency,
    date: ledger.daysAgo(daysAgo),
    bookedRate: bookedRate(currency, random),
  });

  const lines = (): Omit<Line, 'invoicedQuantity'>[] =>
    random
      .shuffle(products)
      .slice(0, random.between(1, 4))
      .map(({ id, name, unitPrice }) => ({
        description: name,
        product: id,
        quantity: id.startsWith('E') ? `${random.between(1, 9)}.5` : String(random.between(1, 6)),
        unitPrice: priceIn(currency, unitPrice),
        taxRate,
      }));

  const shipment = (daysAgo: number) => ({
    id: `D${random.between(100_000, 999_999)}`,
    date: ledger.daysAgo(daysAgo),
    carrier: random.pick(carriers),
    tracking: `NX${random.between(10_000_000, 99_999_999)}`,
  });

  const quoted = (
    daysAgo: number,
    ordered: ReturnType<typeof lines>,
    state: 'accepted' | 'draft' | 'sent' | 'declined' | 'expired',
  ) =>
    ledger.quote({
      ...head(daysAgo),
      state,
      validUntil: ledger.daysAgo(state === 'expired' ? 1 : daysAgo - TERMS),
      lines: ordered,
    });

  const invoice = (
    daysAgo: number,
    sold: ReturnType<typeof lines>,
    dueDaysAgo: readonly number[],
    more: Partial<Pick<Invoice, 'state' | 'disputed' | 'order'>> = {},
  ): Invoice => {
    const gross = totalsOf(sold).total;
    const amounts = splitEvenly(gross, dueDaysAgo.length);
    return ledger.invoice({
      ...head(daysAgo),
      state: 'posted',
      ...more,
      lines: sold,
      instalments: dueDaysAgo.map((days, index) => ({
        due: ledger.daysAgo(days),
        amount: amounts[index] ?? 0,
      })),
    });
  };

  const sale = (dueDaysAgo: readonly [number, ...number[]], disputed: boolean): Invoice => {
    const daysAgo = dueDaysAgo[0] + TERMS;
    const sold = lines();
    const quote = random.chance(40) ? quoted(daysAgo + 14, sold, 'accepted') : null;
    const order = ledger.order({
      ...head(daysAgo + 6),
      state: 'closed',
      quote: quote?.id ?? null,
      lines: sold.map((line) => ({ ...line, invoicedQuantity: line.quantity })),
      shipments: [shipment(daysAgo + 2)],
    });
    return invoice(daysAgo, sold, dueDaysAgo, { order: order.id, ...(disputed ? { disputed } : {}) });
  };

  return {
    sell: (dueDaysAgo) => sale(dueDaysAgo, false),
    dispute: (dueDaysAgo) => {
      sale([dueDaysAgo], true);
    },
    pay: ({ id, instalments }, daysAgo, percent) => {
      const amount = Math.trunc((sum(instalments.map((each) => each.amount)) * percent) / 100);
      let left = amount;
      const allocations = instalments.map((each, instalment) => {
        const given = Math.min(left, each.amount);
        left -= given;
        return { invoice: id, instalment, amount: given };
      });
      return ledger.payment({
        ...head(daysAgo),
        amount,
        reference: `Transfer ${id}`,
        allocations: allocations.filter((each) => each.amount > 0),
      });
    },
    payInAdvance: (daysAgo) => {
      ledger.payment({
        ...head(daysAgo),
        amount: priceIn(currency, random.between(20_000, 300_000)),
        reference: 'On account',
        allocations: [],
      });
    },
    takeBack: ({ id, net, tax, instalments }, daysAgo) => {
      const credited = { net: Math.trunc(net / 10), tax: Math.trunc(tax / 10) };
      const half = Math.min(Math.trunc((credited.net + credited.tax) / 2), instalments[0]?.amount ?? 0);
      ledger.creditNote({
        ...head(daysAgo),
        state: 'posted',
        ...credited,
        allocations: half > 0 ? [{ invoice: id, instalment: 0, amount: half }] : [],
      });
    },
    orderInProgress: (daysAgo) => {
      const ordered = lines();
      const order = ledger.order({
        ...head(daysAgo),
        state: 'confirmed',
        lines: [
          ...ordered.slice(0, 1).map((line) => ({ ...line, invoicedQuantity: line.quantity })),
          ...ordered.slice(1).map((line) => ({ ...line, invoicedQuantity: '0' })),
          {
            description: 'Packing and freight',
            quantity: '1',
            unitPrice: priceIn(currency, 4_500),
            taxRate,
            invoicedQuantity: '0',
          },
        ],
        shipments: [shipment(daysAgo - 1)],
      });
      invoice(daysAgo - 1, ordered.slice(0, 1), [daysAgo - TERMS], { order: order.id });
    },
    order: (state, daysAgo) => {
      ledger.order({
        ...head(daysAgo),
        state,
        lines: lines().map((line) => ({ ...line, invoicedQuantity: '0' })),
      });
    },
    quote: (state, daysAgo) => {
      quoted(daysAgo, lines(), state);
    },
    draftInvoice: () => {
      invoice(1, lines(), [1 - TERMS], { state: 'draft' });
    },
  };
};
