import type { Books, BooksCustomer, BooksInvoice } from '../../lib/erp/sources/embedded/books/format.ts';
import { datasets } from '../../lib/erp/sources/embedded/datasets/datasets.ts';

export const AS_OF = '2026-11-20';
/** A customer with more invoices than anybody reads. */
export const MANY = 'MANY';
/** A customer whose texts and amounts are as long as they get, in five currencies. */
export const UGLY = 'UGLY';
export const UGLY_NAME = 'Gesellschaft für außergewöhnlich lange Namen in Feldern mbH';
const INVOICES = 10_000;

const customer = (id: string, name: string): BooksCustomer => ({
  id,
  name,
  currency: 'EUR',
  creditLimit: 90_000_000,
  creditHold: false,
});

/** Days before the date of the books. */
const before = (days: number): string =>
  new Date(Date.parse(`${AS_OF}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

const line = (description: string, unitPrice: number, product: string | null = null) => ({
  description,
  product,
  quantity: '1',
  unitPrice,
  taxRate: '0',
});

const many: readonly BooksInvoice[] = Array.from({ length: INVOICES }, (_, index) => {
  const net = 1_000 + ((index * 7_919) % 900_000);
  const days = Math.floor(index / 4);
  return {
    id: `M-${String(100_000 - index)}`,
    customer: MANY,
    type: 'invoice',
    state: 'posted',
    date: before(days),
    currency: 'EUR',
    bookedRate: '1',
    net,
    tax: 0,
    lines: [line(`Delivery ${index % 40}`, net)],
    instalments: [{ due: before(days - 30), amount: net }],
  };
});

const RATES = { EUR: '1', USD: '0.9250', JPY: '0.00612', KWD: '2.9876', CHF: '1.0441' } as const;
const LONG = 'A description that somebody wrote out in full because there was room for it in the ERP';

const ugly = (): Pick<Books, 'quotes' | 'orders' | 'invoices' | 'payments' | 'contacts' | 'products'> => {
  const shared = (currency: keyof typeof RATES, days: number) => ({
    customer: UGLY,
    currency,
    bookedRate: RATES[currency],
    date: before(days),
  });
  const invoices = Object.keys(RATES).map((key, place): BooksInvoice => {
    const currency = key as keyof typeof RATES;
    const net = currency === 'KWD' ? 123_456_789_012 : 987_654_321_098 - place;
    return {
      ...shared(currency, 40 + place),
      id: `INVOICE-2026-LONG-NUMBER-${place}`,
      type: 'invoice',
      state: 'posted',
      net,
      tax: 0,
      disputed: place === 3,
      order: place === 0 ? 'ORDER-2026-0001' : null,
      lines: [line(LONG, net, place === 0 ? 'P1' : null)],
      taxes: place === 0 ? [{ name: 'Reverse charge', rate: '0', base: net, amount: 0 }] : [],
      instalments: [
        { due: before(10 + place), amount: 1_000 },
        { due: before(-20), amount: net - 1_000 },
      ],
    };
  });
  return {
    quotes: [
      {
        ...shared('EUR', 60),
        id: 'QUOTE-2026-0001',
        state: 'accepted',
        validUntil: before(30),
        lines: [line(LONG, 987_654_321_098, 'P1')],
      },
      { ...shared('USD', 3), id: 'Q-2', state: 'draft', lines: [line('Nothing', 0)] },
    ],
    orders: [
      {
        ...shared('EUR', 50),
        id: 'ORDER-2026-0001',
        state: 'closed',
        quote: 'QUOTE-2026-0001',
        lines: [{ ...line(LONG, 987_654_321_098, 'P1'), invoicedQuantity: '1' }],
        shipments: [{ id: 'SHIP-77', date: before(45), carrier: 'Nordfracht', tracking: 'NF-88120031' }],
      },
      {
        ...shared('USD', 2),
        id: 'ORDER-2026-0002',
        state: 'draft',
        lines: [{ ...line('Nothing', 0), invoicedQuantity: '0' }],
      },
    ],
    invoices: [
      ...invoices,
      {
        ...shared('EUR', 1),
        id: 'CREDIT-2026-7',
        type: 'creditNote',
        state: 'posted',
        net: 5_000,
        tax: 0,
        lines: [],
        allocations: [{ invoice: 'INVOICE-2026-LONG-NUMBER-0', instalment: 0, amount: 500 }],
      },
    ],
    payments: [
      {
        ...shared('EUR', 5),
        id: 'PAYMENT-2026-0001',
        amount: 400,
        reference: 'SEPA 2026-11-15 of a payer with a long name',
        allocations: [{ invoice: 'INVOICE-2026-LONG-NUMBER-0', instalment: 0, amount: 400 }],
      },
      { ...shared('JPY', 4), id: 'PAYMENT-2026-0002', amount: -987_654_321, allocations: [] },
    ],
    contacts: [
      {
        id: 'K1',
        customer: UGLY,
        name: 'Maximiliane-Alexandra von und zu Hohenstein-Waldburg-Zeil',
        role: 'Head of accounts payable, indirect purchasing and travel',
        email: 'maximiliane-alexandra.von-und-zu-hohenstein@ugly.example',
        phone: '+49 (421) 555 0199-12345678',
      },
      { id: 'K2', customer: UGLY, name: 'Bo' },
    ],
    products: [{ id: 'P1', name: LONG, unitPrice: 1, currency: 'EUR', stock: '123456789012.5' }],
  };
};

/** The edge data set, and beside it the two above. */
export const documentBooks = (): Books => {
  const edge = datasets.edge.make({ seed: 7, asOf: AS_OF });
  const more = ugly();
  return {
    ...edge,
    customers: [customer(MANY, 'Vielposten Handel GmbH'), customer(UGLY, UGLY_NAME), ...edge.customers],
    invoices: [...many, ...more.invoices, ...edge.invoices],
    payments: [...more.payments, ...edge.payments],
    orders: [...more.orders, ...edge.orders],
    quotes: [...(more.quotes ?? []), ...(edge.quotes ?? [])],
    contacts: [...(more.contacts ?? []), ...(edge.contacts ?? [])],
    products: [...(more.products ?? []), ...(edge.products ?? [])],
  };
};
