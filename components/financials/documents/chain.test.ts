import { describe, expect, it } from 'vitest';
import { customerSample, invoiceSample, orderSample } from '../../panel/samples/customers.ts';
import { type ChainDocument, chainOf, type Known } from './chain.ts';

const settled = (document: string, type: 'payment' | 'creditNote') => ({
  document,
  type,
  date: '2026-11-01',
  instalment: 0,
  amount: 1,
  discount: 0,
});
const { invoices, orders, payments, quotes } = customerSample({
  quotes: [
    {
      id: 'Q-1',
      customer: 'G01',
      state: 'accepted',
      date: '2026-10-01',
      validUntil: null,
      currency: 'EUR',
      net: 1,
      tax: 0,
      total: 1,
      orders: ['SO-1'],
      lines: [],
    },
  ],
  orders: [orderSample({ invoices: ['INV-1', 'CN-1'] })],
  invoices: [
    invoiceSample({ settledBy: [settled('PAY-1', 'payment'), settled('CN-1', 'creditNote')] }),
    invoiceSample({
      id: 'CN-1',
      type: 'creditNote',
      allocations: [{ invoice: 'INV-1', instalment: 0, amount: 1, discount: 0 }],
    }),
  ],
  payments: [
    {
      id: 'PAY-1',
      customer: 'G01',
      date: '2026-11-01',
      currency: 'EUR',
      bookedRate: '1',
      amount: 1,
      unapplied: 0,
      reference: null,
      allocations: [{ invoice: 'INV-1', instalment: 0, amount: 1, discount: 0 }],
    },
  ],
});
const all: Known = {
  order: (id) => orders.find((each) => each.id === id),
  invoice: (id) => invoices.find((each) => each.id === id),
};
const none: Known = { order: () => undefined, invoice: () => undefined };

const start = (kind: ChainDocument['kind'], place = 0): ChainDocument => {
  const document = { quotes, orders, invoices, payments }[kind][place];
  if (document === undefined) throw new Error(`There is no such ${kind}.`);
  return { kind, document } as ChainDocument;
};
const words = (from: ChainDocument, known = all) =>
  chainOf(from, known).map((stage) =>
    stage.map(({ kind, id, isHere }) => `${isHere ? '*' : ''}${kind} ${id}`),
  );

describe('the chain of documents', () => {
  it.each([
    ['quotes', 0, ['*quote Q-1', 'order SO-1', 'invoice INV-1']],
    ['orders', 0, ['quote Q-1', '*order SO-1', 'invoice INV-1']],
    ['invoices', 0, ['quote Q-1', 'order SO-1', '*invoice INV-1']],
    ['payments', 0, ['quote Q-1', 'order SO-1', 'invoice INV-1']],
  ] as const)('from %s names every stage, and where one is', (kind, place, expected) => {
    const chain = words(start(kind, place));
    expect(chain.map(([first]) => first)).toEqual([
      expected[0],
      expected[1],
      'shipment SH-1',
      expected[2],
      kind === 'payments' ? '*payment PAY-1' : 'payment PAY-1',
    ]);
  });

  it('of a credit note puts it where the money is', () => {
    expect(words(start('invoices', 1))).toEqual([
      ['quote Q-1'],
      ['order SO-1'],
      ['shipment SH-1'],
      ['invoice INV-1'],
      ['*creditNote CN-1'],
    ]);
  });

  it('names a payment and a credit note of an order apart, each once', () => {
    expect(words(start('orders')).at(-1)).toEqual(['payment PAY-1', 'creditNote CN-1']);
  });

  it('goes as far as what is here tells, and a shipment opens its order', () => {
    expect(words(start('payments'), none)).toEqual([['invoice INV-1'], ['*payment PAY-1']]);
    const [, , shipments] = chainOf(start('orders'), none);
    expect(shipments?.[0]?.target).toEqual({ tab: 'orders', customer: 'G01', id: 'SO-1' });
  });
});
