import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { creditCheck as contract } from '../erp/api/creditCheck.ts';
import { documents } from './anyBooks.fixture.ts';
import { type CreditCheckContext, creditCheckOf } from './creditCheck.ts';
import { figuresOf } from './figures.ts';
import type { CustomerDocuments, LedgerOrder } from './ledger.ts';
import { sum } from './money.ts';

const company = { currency: 'EUR', fiscalYearStart: '01-01' };
const asOf = '2026-11-20';
const DEAL = { opportunity: 'hubspot/4711/deal/900', amount: '1200.50', currency: 'EUR' };

interface Asked extends Partial<Omit<CreditCheckContext, 'figures'>> {
  readonly creditLimit?: number | null;
  readonly otherExposures?: readonly number[];
}
const check = (
  books: CustomerDocuments,
  { creditLimit = 1_000_000, otherExposures = [], ...more }: Asked = {},
) =>
  creditCheckOf(books, {
    figures: figuresOf(books, { company, asOf, creditLimit, otherExposures }),
    creditHold: false,
    sharedLimit: null,
    deal: DEAL,
    orders: [],
    rate: null,
    ...more,
  });

const NOTHING: CustomerDocuments = { invoices: [], payments: [], orders: [] };
const order = (over: Partial<LedgerOrder> = {}): LedgerOrder => ({
  id: 'SO-1',
  date: '2026-11-01',
  currency: 'EUR',
  bookedRate: '1',
  state: 'confirmed',
  lines: [{ quantity: '1', unitPrice: 100_000, taxRate: '0.2', invoicedQuantity: '0' }],
  ...over,
});

describe('for any books', () => {
  test('each term is the sum of its documents and what is left out, and all of them are the figures’', () => {
    fc.assert(
      fc.property(documents, (books) => {
        const { terms, currency } = check(books);
        const figures = figuresOf(books, { company, asOf, creditLimit: 1_000_000 }).company;
        for (const { amount, documents: made, more } of Object.values(terms)) {
          expect(sum([...made.map((each) => each.amount), more.amount])).toBe(amount);
        }
        expect(currency).toBe(figures.currency);
        expect(sum([terms.openInvoices.amount, -terms.unapplied.amount])).toBe(figures.arBalance);
        expect(terms.unapplied.amount).toBe(figures.unapplied);
        expect(terms.openOrders.amount).toBe(figures.openOrders.uninvoiced);
      }),
    );
  });

  test('what is left after the deal is the limit less every term, and the sign of it decides', () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 0, max: 10_000_000 }), (books, creditLimit) => {
        const { terms, deal, availableAfter, outcome } = check(books, { creditLimit });
        const left = sum([
          creditLimit,
          -terms.openInvoices.amount,
          terms.unapplied.amount,
          -terms.openOrders.amount,
          -(deal.counted ?? 0),
        ]);
        expect(availableAfter).toBe(left);
        expect(outcome).toBe(left < 0 ? 'exceeds' : 'passes');
      }),
    );
  });

  test('once the deal is a confirmed order, confirming it has moved the deal and not added it again', () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 1, max: 1_000_000 }), (books, cents) => {
        const deal = { ...DEAL, amount: (cents / 100).toFixed(2) };
        const lines = [{ quantity: '1', unitPrice: cents, taxRate: '0', invoicedQuantity: '0' }];
        const before = check(books, { deal });
        const ordered = { ...books, orders: [...books.orders, order({ id: 'SO-deal', lines })] };
        const after = check(ordered, { deal, orders: [{ id: 'SO-deal', state: 'confirmed' }] });
        expect(after.availableAfter).toBe(before.availableAfter);
        expect(after.deal.counted).toBe(0);
      }),
    );
  });

  test('every answer is one of the contract’s', () => {
    fc.assert(fc.property(documents, (books) => void contract.parse(check(books))));
  });
});

describe('this deal', () => {
  test.each([
    ['confirmed', 0],
    ['closed', 0],
    ['draft', 120_050],
    ['cancelled', 120_050],
  ] as const)('with a %s order counts %d', (state, counted) => {
    expect(check(NOTHING, { orders: [{ id: 'SO-1', state }] }).deal).toMatchObject({
      counted,
      order: { id: 'SO-1', state },
    });
  });

  test('with a cancelled order and a confirmed one is the confirmed one', () => {
    const orders = [
      { id: 'SO-1', state: 'cancelled' as const },
      { id: 'SO-2', state: 'confirmed' as const },
    ];
    expect(check(NOTHING, { orders }).deal).toMatchObject({ counted: 0, order: { id: 'SO-2' } });
  });

  test('in another currency is converted at the latest booked rate', () => {
    const rate = { rate: '0.9250', date: '2026-11-03' };
    const deal = { ...DEAL, currency: 'USD' };
    expect(check(NOTHING, { deal, rate }).deal).toEqual({
      opportunity: DEAL.opportunity,
      amount: { amount: 120_050, currency: 'USD' },
      rate,
      order: null,
      counted: 111_046,
      unknown: null,
    });
  });

  test('in a currency without decimals is written without them', () => {
    const deal = { ...DEAL, amount: '125000', currency: 'JPY' };
    const { amount, counted } = check(NOTHING, { deal, rate: { rate: '0.0061', date: asOf } }).deal;
    expect(amount).toEqual({ amount: 125_000, currency: 'JPY' });
    expect(counted).toBe(76_250);
  });

  test.each([
    ['an amount', { amount: null }, 'amount'],
    ['a currency', { currency: null }, 'currency'],
    ['a booked rate', { currency: 'CHF' }, 'rate'],
    ['an amount that can be told exactly', { amount: '999999999999', currency: 'KWD' }, 'amount'],
  ] as const)('without %s is not guessed', (_what, missing, unknown) => {
    const rate = unknown === 'amount' ? { rate: '90000', date: asOf } : null;
    const { deal, outcome, availableAfter } = check(NOTHING, { deal: { ...DEAL, ...missing }, rate });
    expect(deal).toMatchObject({ counted: null, unknown });
    expect({ outcome, availableAfter }).toEqual({ outcome: 'unknown', availableAfter: null });
  });

  test('that is ordered needs no amount to be checked', () => {
    const deal = { ...DEAL, amount: null, currency: null };
    const answer = check(
      { ...NOTHING, orders: [order()] },
      { deal, orders: [{ id: null, state: 'confirmed' }] },
    );
    expect(answer).toMatchObject({ outcome: 'passes', availableAfter: 880_000, deal: { amount: null } });
  });
});

describe('the limit', () => {
  test.each([
    ['is not set', null, 'noLimit', null],
    ['is 0', 0, 'exceeds', -120_050],
    ['is met exactly', 120_050, 'passes', 0],
    ['is missed by a cent', 120_049, 'exceeds', -1],
  ] as const)('%s', (_how, creditLimit, outcome, availableAfter) => {
    expect(check(NOTHING, { creditLimit })).toMatchObject({ outcome, availableAfter });
  });

  test('that others share is drawn on by them too', () => {
    const sharedLimit = { holder: null, others: 2, otherExposure: 950_000, seen: [] };
    const answer = check(NOTHING, { otherExposures: [900_000, 50_000], sharedLimit });
    expect(answer).toMatchObject({ outcome: 'exceeds', availableAfter: -70_050, sharedLimit });
  });
});

test('of many documents the weightiest come along, the rest as a count and a sum', () => {
  const orders = Array.from({ length: 130 }, (_, index) =>
    order({
      id: `SO-${index}`,
      lines: [{ quantity: '1', unitPrice: index + 1, taxRate: '0', invoicedQuantity: '0' }],
    }),
  );
  const { openOrders } = check({ ...NOTHING, orders }).terms;
  expect(openOrders.documents).toHaveLength(100);
  expect(openOrders.documents[0]).toMatchObject({ id: 'SO-129', amount: 130 });
  expect(openOrders.more).toEqual({ count: 30, amount: 465 });
  expect(openOrders.amount).toBe(8515);
});

test('a hold and what is overdue are told beside the limit', () => {
  const books: CustomerDocuments = {
    ...NOTHING,
    invoices: [
      {
        id: 'INV-1',
        type: 'invoice',
        state: 'posted',
        date: '2026-09-01',
        currency: 'EUR',
        bookedRate: '1',
        net: 30_000,
        tax: 0,
        instalments: [
          { due: '2026-12-01', amount: 10_000 },
          { due: '2026-10-01', amount: 20_000 },
        ],
      },
    ],
  };
  const answer = check(books, { creditHold: true });
  expect(answer).toMatchObject({ creditHold: true, overdue: 20_000 });
  expect(answer.terms.openInvoices.documents).toEqual([
    {
      kind: 'invoice',
      id: 'INV-1',
      date: '2026-09-01',
      due: '2026-10-01',
      part: { amount: 30_000, currency: 'EUR' },
      amount: 30_000,
    },
  ]);
});
