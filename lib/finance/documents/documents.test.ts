// Long because each kind of document stands beside the others that it is made of.
import { describe, expect, test } from 'vitest';
import * as api from '../../erp/api/documents.ts';
import { figuresOf } from '../figures.ts';
import type { LedgerPayment } from '../ledger.ts';
import { type InvoiceDocument, invoicesOf } from './invoices.ts';
import { type OrderDocument, ordersOf } from './orders.ts';
import { type PaymentDocument, paymentsOf } from './payments.ts';
import { type QuoteDocument, quotesOf } from './quotes.ts';

const asOf = '2026-11-20';
const head = { customer: 'C1', currency: 'EUR', bookedRate: '1', date: '2026-10-01' };

type InvoiceRow = Extract<InvoiceDocument, { type: 'invoice' }>;
const invoice = (over: Partial<InvoiceRow> = {}): InvoiceRow => ({
  ...head,
  id: 'I1',
  type: 'invoice',
  state: 'posted',
  net: 100,
  tax: 19,
  instalments: [{ due: '2026-12-01', amount: 119 }],
  ...over,
});
type CreditNoteRow = Extract<InvoiceDocument, { type: 'creditNote' }>;
const creditNote = (over: Partial<CreditNoteRow> = {}): CreditNoteRow => ({
  ...head,
  id: 'K1',
  type: 'creditNote',
  state: 'posted',
  net: 50,
  tax: 0,
  allocations: [],
  ...over,
});
const payment = (amount: number, allocations: LedgerPayment['allocations'] = []): PaymentDocument => ({
  ...head,
  id: `P${amount}`,
  amount,
  allocations,
});
const against = (amount: number, discount?: number) => ({ invoice: 'I1', instalment: 0, amount, discount });

/** The one view of an invoice, among payments; checked against the contract each time. */
const view = (row: InvoiceDocument, payments: PaymentDocument[] = [], others: InvoiceDocument[] = []) => {
  const views = invoicesOf({ invoices: [row, ...others], payments }, asOf);
  const found = views.find(({ id }) => id === row.id);
  return api.invoice.parse(found);
};

describe('what a person calls an invoice', () => {
  const overdue = { instalments: [{ due: '2026-10-31', amount: 119 }] };
  test.each<[string, InvoiceDocument, PaymentDocument[], Partial<api.Invoice>]>([
    ['open', invoice(), [], { status: 'open', open: 119, daysOverdue: null, due: '2026-12-01' }],
    ['partPaid', invoice(), [payment(19, [against(19)])], { status: 'partPaid', open: 100 }],
    [
      'settled',
      invoice(),
      [payment(117, [against(117, 2)])],
      { status: 'settled', open: 0, due: '2026-12-01' },
    ],
    [
      'settled: nothing to pay',
      invoice({ net: 0, tax: 0, instalments: [{ due: '2026-10-01', amount: 0 }] }),
      [],
      { status: 'settled' },
    ],
    [
      'settled: written off',
      invoice({ instalments: [{ due: '2026-10-31', amount: 119, writtenOff: 119 }] }),
      [],
      { status: 'settled', daysOverdue: null },
    ],
    ['overdue', invoice(overdue), [], { status: 'overdue', daysOverdue: 20 }],
    [
      'overdue although part is paid',
      invoice(overdue),
      [payment(19, [against(19)])],
      { status: 'overdue', open: 100 },
    ],
    [
      'due today',
      invoice({ instalments: [{ due: asOf, amount: 119 }] }),
      [],
      { status: 'open', daysOverdue: null },
    ],
    [
      'disputed',
      invoice({ ...overdue, disputed: true }),
      [],
      { status: 'disputed', disputed: true, daysOverdue: 20 },
    ],
    [
      'settled although it was disputed',
      invoice({ disputed: true }),
      [payment(119, [against(119)])],
      { status: 'settled' },
    ],
    [
      'draft',
      invoice({ ...overdue, state: 'draft' }),
      [],
      { status: 'draft', open: 0, daysOverdue: null, total: 119 },
    ],
    [
      'cancelled',
      invoice({ ...overdue, state: 'cancelled' }),
      [],
      { status: 'cancelled', open: 0, daysOverdue: null },
    ],
  ])('%s', (_, row, payments, expected) => {
    expect(view(row, payments)).toMatchObject(expected);
  });
});

describe('instalments', () => {
  const three = invoice({
    net: 300,
    tax: 0,
    instalments: [
      { due: '2026-09-01', amount: 100 },
      { due: '2026-11-01', amount: 100 },
      { due: '2026-12-31', amount: 100 },
    ],
  });

  test('the earliest that is still open is the one due', () => {
    const { due, daysOverdue, instalments } = view(three, [payment(100, [against(100)])]);
    expect({ due, daysOverdue }).toEqual({ due: '2026-11-01', daysOverdue: 19 });
    expect(instalments.map(({ open, daysPastDue }) => ({ open, daysPastDue }))).toEqual([
      { open: 0, daysPastDue: 80 },
      { open: 100, daysPastDue: 19 },
      { open: 100, daysPastDue: -41 },
    ]);
  });

  test('once all are settled, the last due date stays', () => {
    const all = [0, 1, 2].map((instalment) => ({ invoice: 'I1', instalment, amount: 100 }));
    expect(view(three, [payment(300, all)]).due).toBe('2026-12-31');
  });
});

describe('what a person calls a credit note', () => {
  test.each<[string, CreditNoteRow, Partial<api.Invoice>]>([
    ['unapplied', creditNote({ allocations: [against(20)] }), { status: 'unapplied', open: 30, due: null }],
    ['applied', creditNote({ allocations: [against(50)] }), { status: 'applied', open: 0 }],
    ['draft', creditNote({ state: 'draft' }), { status: 'draft', open: 0 }],
  ])('%s', (_, row, expected) => {
    expect(view(row, [], [invoice()])).toMatchObject(expected);
  });

  test('a posted one settles its invoice, a draft does not', () => {
    const allocations = [against(50)];
    expect(view(invoice(), [], [creditNote({ allocations })]).open).toBe(69);
    expect(view(invoice(), [], [creditNote({ allocations, state: 'draft' })]).open).toBe(119);
  });

  test('its own allocations are shown, without a discount as 0', () => {
    expect(view(creditNote({ allocations: [against(20)] })).allocations).toEqual([
      { invoice: 'I1', instalment: 0, amount: 20, discount: 0 },
    ]);
  });
});

test('an invoice carries its order, lines and taxes as booked, each line with its net', () => {
  const line = {
    description: 'Drive belt',
    product: 'B-200',
    quantity: '2.5',
    unitPrice: 333,
    taxRate: '0.07',
  };
  const taxes = [{ name: 'VAT 7 %', rate: '0.07', base: 832, amount: 58 }];
  const { order, lines, taxes: shown } = view(invoice({ order: 'S1', lines: [line], taxes }));
  expect(order).toBe('S1');
  expect(lines).toEqual([{ ...line, net: 832 }]);
  expect(shown).toEqual(taxes);
});

test('a line without words is called by its product, one without either by nothing', () => {
  const bare = { quantity: '1', unitPrice: 1, taxRate: '0' };
  const { lines } = view(invoice({ lines: [{ ...bare, product: 'B-200' }, bare] }));
  expect(lines.map(({ description, product }) => [description, product])).toEqual([
    ['B-200', 'B-200'],
    ['', null],
  ]);
});

test('the newest document comes first, those of one day by number', () => {
  const days = [
    { id: 'a', date: '2026-10-01' },
    { id: 'c', date: '2026-10-02' },
    { id: 'b', date: '2026-10-02' },
  ];
  const views = invoicesOf({ invoices: days.map((day) => invoice(day)), payments: [] }, asOf);
  expect(views.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

test('open amounts of the invoices come to the figures beside them', () => {
  const invoices = [
    invoice(),
    invoice({ id: 'I2', instalments: [{ due: '2026-10-01', amount: 119 }] }),
    creditNote(),
  ];
  const payments = [payment(30, [against(19)])];
  const { company } = figuresOf(
    { invoices, payments, orders: [] },
    { company: { currency: 'EUR', fiscalYearStart: '01-01' }, asOf, creditLimit: null },
  );
  const views = invoicesOf({ invoices, payments }, asOf);
  const open = (type: api.Invoice['type']) =>
    views.filter((each) => each.type === type).reduce((total, each) => total + each.open, 0);
  const unapplied = paymentsOf({ invoices, payments }).reduce((total, each) => total + each.unapplied, 0);
  expect(open('invoice') - open('creditNote') - unapplied).toBe(company.arBalance);
});

test('a payment shows what it has left', () => {
  const [shown] = paymentsOf({ invoices: [invoice()], payments: [payment(130, [against(117, 2)])] });
  expect(api.payment.parse(shown)).toEqual({
    ...head,
    id: 'P130',
    amount: 130,
    unapplied: 13,
    reference: null,
    allocations: [against(117, 2)],
  });
});

describe('orders', () => {
  const line = { quantity: '10', unitPrice: 1_999, taxRate: '0.19', invoicedQuantity: '4' };
  const order = (over: Partial<OrderDocument> = {}): OrderDocument => ({
    ...head,
    id: 'S1',
    state: 'confirmed',
    lines: [line],
    ...over,
  });

  test('totals, what is left to invoice, shipments', () => {
    const shipments = [{ id: 'D1', date: '2026-10-03', tracking: 'NX1' }];
    const [shown] = ordersOf(
      [order({ quote: 'Q1', shipments })],
      [
        { id: 'I2', date: '2026-10-09', order: 'S1' },
        { id: 'I1', date: '2026-10-04', order: 'S1' },
        { id: 'I0', date: '2026-10-01', order: 'S9' },
        { id: 'I9', date: '2026-10-01' },
      ],
    );
    expect(api.order.parse(shown)).toEqual({
      ...head,
      id: 'S1',
      state: 'confirmed',
      net: 19_990,
      tax: 3_798,
      total: 23_788,
      uninvoiced: 14_273,
      quote: 'Q1',
      invoices: ['I1', 'I2'],
      opportunity: null,
      lines: [{ ...line, description: '', product: null, net: 19_990 }],
      shipments: [{ id: 'D1', date: '2026-10-03', carrier: null, tracking: 'NX1' }],
    });
  });

  test.each(['draft', 'cancelled', 'closed'] as const)('a %s one has nothing left to invoice', (state) => {
    expect(ordersOf([order({ state })], [])[0]?.uninvoiced).toBe(0);
  });

  test.each([
    ['more was invoiced than ordered', '10', '12', 0],
    ['returns still to credit', '-10', '-4', -14_273],
    ['returns credited beyond what was agreed', '-10', '-12', 0],
  ])('%s', (_, quantity, invoicedQuantity, uninvoiced) => {
    const [shown] = ordersOf([order({ lines: [{ ...line, quantity, invoicedQuantity }] })], []);
    expect(shown?.uninvoiced).toBe(uninvoiced);
  });
});

test('quotes, with what they come to', () => {
  const quote: QuoteDocument = {
    ...head,
    id: 'Q1',
    state: 'sent',
    lines: [{ description: 'Control unit', quantity: '2', unitPrice: 100, taxRate: '0.19' }],
  };
  const [shown] = quotesOf(
    [quote],
    [
      { id: 'S2', date: '2026-10-09', quote: 'Q1' },
      { id: 'S1', date: '2026-10-04', quote: 'Q1' },
      { id: 'S0', date: '2026-10-01' },
    ],
  );
  expect(api.quote.parse(shown)).toMatchObject({
    id: 'Q1',
    net: 200,
    tax: 38,
    total: 238,
    validUntil: null,
    orders: ['S1', 'S2'],
  });
});
