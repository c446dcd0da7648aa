// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type CreditCheck as Check, creditCheck as contract } from '../../lib/erp/api/creditCheck.ts';
import { customerSample } from '../panel/samples/customers.ts';
import { CreditCheck } from './CreditCheck.tsx';

afterEach(cleanup);

const NO_MORE = { count: 0, amount: 0 };
const checkOf = (over: Record<string, unknown> = {}): Check =>
  contract.parse({
    outcome: 'passes',
    currency: 'EUR',
    creditLimit: 100_000,
    sharedLimit: null,
    terms: {
      openInvoices: {
        amount: 30_000,
        documents: [
          {
            kind: 'invoice',
            id: 'INV-1',
            date: '2026-10-10',
            due: '2026-11-10',
            part: { amount: 33_333, currency: 'USD' },
            amount: 30_000,
          },
        ],
        more: NO_MORE,
      },
      unapplied: { amount: 0, documents: [], more: NO_MORE },
      openOrders: {
        amount: 20_000,
        documents: [
          {
            kind: 'order',
            id: 'SO-1',
            date: '2026-11-01',
            due: null,
            part: { amount: 15_000, currency: 'EUR' },
            amount: 15_000,
          },
        ],
        more: { count: 2, amount: 5_000 },
      },
    },
    deal: {
      opportunity: 'hubspot/4711/deal/900',
      amount: { amount: 10_000, currency: 'EUR' },
      rate: null,
      order: null,
      counted: 10_000,
      unknown: null,
    },
    availableAfter: 40_000,
    overdue: 0,
    creditHold: false,
    ...over,
  });
const SHARED = {
  holder: null,
  others: 3,
  otherExposure: 7_000,
  seen: [
    { id: 'H', name: 'Hafen Holding', exposure: 4_500 },
    { id: 'N', name: 'Hafen Nord', exposure: -500 },
  ],
};
const deal = (over: Record<string, unknown>) => ({ ...checkOf().deal, ...over });
const show = (check: Check) => {
  const onShow = vi.fn();
  const onGo = vi.fn();
  const { container } = render(
    <CreditCheck customer={customerSample()} check={check} isNamed={false} onShow={onShow} onGo={onGo} />,
  );
  return { onShow, onGo, text: () => container.textContent };
};

describe('the credit check says', () => {
  it.each([
    ['what is left', checkOf(), 'With this deal €400.00 of the limit is left.'],
    [
      'by how much the deal is too large',
      checkOf({ outcome: 'exceeds', availableAfter: -150 }),
      'This deal takes the customer €1.50 over the limit.',
    ],
    [
      'that the limit is exceeded with the deal ordered',
      checkOf({ outcome: 'exceeds', availableAfter: -150, deal: deal({ counted: 0 }) }),
      "The customer is €1.50 over the limit, this deal's order included.",
    ],
    [
      'that there is no limit',
      checkOf({ outcome: 'noLimit', creditLimit: null, availableAfter: null }),
      'No credit limit is set, so there is nothing to pass.',
    ],
    [
      'that the amount is not known',
      checkOf({
        outcome: 'unknown',
        availableAfter: null,
        deal: deal({ amount: null, counted: null, unknown: 'amount' }),
      }),
      'The CRM names no amount for this deal.',
    ],
    [
      'that the currency is not known',
      checkOf({
        outcome: 'unknown',
        availableAfter: null,
        deal: deal({ amount: null, counted: null, unknown: 'currency' }),
      }),
      'The CRM names no currency for this deal',
    ],
    [
      'that there is no rate',
      checkOf({
        outcome: 'unknown',
        availableAfter: null,
        deal: deal({ amount: { amount: 5, currency: 'CHF' }, counted: null, unknown: 'rate' }),
      }),
      'Nothing has been booked in CHF yet',
    ],
    [
      'that the customer is on hold',
      checkOf({ creditHold: true, overdue: 500 }),
      'On credit hold · €5.00 overdue',
    ],
    [
      'whose limit it is',
      checkOf({
        sharedLimit: {
          holder: { id: 'H', name: 'Hafen Holding' },
          others: 3,
          otherExposure: 7_000,
          seen: [],
        },
      }),
      'Shared with 3 other customers · Limit of Hafen Holding · They draw €70.00 on it',
    ],
    [
      'that whose limit it is may not be seen',
      checkOf({ sharedLimit: { holder: null, others: 1, otherExposure: 0, seen: [] } }),
      'Limit of a customer that you may not see',
    ],
  ])('%s', (_what, check, words) => {
    expect(show(check).text()).toContain(words);
  });
});

describe('a term', () => {
  const open = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

  it('opens to its documents, one at a time, and leads to each of them and to their list', () => {
    const { onShow, onGo, text } = show(checkOf());
    open('− AR balance');
    open('INV-1');
    expect(onGo).toHaveBeenCalledWith({ tab: 'invoices', customer: 'G01', id: 'INV-1' });
    const invoices = within(screen.getByRole('table', { name: 'Open invoices' }));
    expect(invoices.getByRole('row', { name: /INV-1 Invoice/ }).textContent).toContain('€300.00 ($333.33)');
    expect(text()).toContain('None.');
    open('− Open orders');
    expect(screen.queryByRole('table', { name: 'Open invoices' })).toBeNull();
    expect(text()).toContain('and 2 more, €50.00');
    open('Show in Orders');
    expect(onShow).toHaveBeenCalledWith({ term: 'openOrders', customer: 'G01' });
    open('− Open orders');
    expect(screen.queryByRole('table', { name: 'Open orders' })).toBeNull();
  });

  it('that others draw on opens to who they are; those that one may not see are left together', () => {
    const source = { ...customerSample().source, documentUrl: 'https://erp.example/{kind}/{id}' };
    render(
      <CreditCheck
        customer={customerSample({ source })}
        check={checkOf({ sharedLimit: SHARED })}
        isNamed={false}
        onShow={vi.fn()}
        onGo={vi.fn()}
      />,
    );
    open('− Others on this limit');
    const rows = within(screen.getByRole('table', { name: 'Others on this limit' })).getAllByRole('row');
    expect(rows.slice(1).map((row) => row.textContent)).toEqual([
      'Hafen Holding H€45.00',
      'Hafen Nord N-€5.00',
      '1 customer that you may not see€30.00',
    ]);
    expect(screen.getByRole('link', { name: 'Hafen Nord' }).getAttribute('href')).toBe(
      'https://erp.example/customer/N',
    );
  });

  it('that others draw on names them without a link where the ERP gives none, and nobody else', () => {
    const holder = { id: 'H', name: 'Hafen Holding' };
    show(checkOf({ sharedLimit: { ...SHARED, holder, others: 2, otherExposure: 4_000 } }));
    open('− Others on this limit');
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.queryByText(/you may not see/)).toBeNull();
  });

  it.each([
    ['confirmed', 'SO-9', /SO-9 is this deal's order: it counts there/],
    ['closed', null, /an order with a customer that you may not see/],
    ['draft', 'SO-9', /still a draft that counts nowhere/],
    ['cancelled', null, /Its order An order was cancelled|Its order .* was cancelled/],
  ] as const)('of a deal with a %s order tells what counts', (state, id, words) => {
    const { text } = show(checkOf({ deal: deal({ order: { id, state } }) }));
    open('− This deal');
    expect(text()).toMatch(words);
  });

  it('of a deal in another currency tells the rate and its rule', () => {
    const rate = { rate: '0.9250', date: '2026-11-03' };
    const { text } = show(checkOf({ deal: deal({ amount: { amount: 10_811, currency: 'USD' }, rate }) }));
    open('− This deal');
    expect(text()).toContain("1 USD = 0.9250 EUR, the company's latest booked rate, of Nov 3, 2026");
  });

  it('of a deal of which nothing is known says so, and 0 nowhere', () => {
    const { text } = show(
      checkOf({
        outcome: 'unknown',
        availableAfter: null,
        deal: deal({ amount: null, counted: null, unknown: 'amount' }),
      }),
    );
    open('− This deal');
    expect(text()).toContain('In the CRMnot known');
    expect(text()).not.toContain('€0.00€0.00');
  });
});
