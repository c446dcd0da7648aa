import { expect, test } from 'vitest';
import type { LedgerCreditNote, LedgerInvoice } from './ledger.ts';
import { revenue } from './revenue.ts';

const company = { currency: 'EUR', fiscalYearStart: '04-01' };
const head = { state: 'posted' as const, currency: 'EUR', bookedRate: '1', tax: 19, net: 100 };
const invoice = (date: string, over: Partial<LedgerInvoice> = {}): LedgerInvoice => ({
  ...head,
  id: date,
  type: 'invoice',
  date,
  instalments: [{ due: date, amount: 119 }],
  ...over,
});
const creditNote = (date: string): LedgerCreditNote => ({
  ...head,
  id: `K${date}`,
  type: 'creditNote',
  date,
  allocations: [],
});
const of = (...invoices: (LedgerInvoice | LedgerCreditNote)[]) => revenue(invoices, company, '2026-11-20');

test.each([
  [
    'on the fiscal year’s first day',
    '2026-04-01',
    { ytdRevenue: 100, lifetimeValue: 100, salesOfLast90Days: 0 },
  ],
  ['the day before', '2026-03-31', { ytdRevenue: 0, lifetimeValue: 100, salesOfLast90Days: 0 }],
  ['exactly 90 days ago', '2026-08-22', { ytdRevenue: 100, lifetimeValue: 100, salesOfLast90Days: 0 }],
  ['89 days ago', '2026-08-23', { ytdRevenue: 100, lifetimeValue: 100, salesOfLast90Days: 119 }],
  ['on the as-of date', '2026-11-20', { ytdRevenue: 100, lifetimeValue: 100, salesOfLast90Days: 119 }],
  ['dated a day ahead', '2026-11-21', { ytdRevenue: 0, lifetimeValue: 0, salesOfLast90Days: 0 }],
])('an invoice %s', (_, date, expected) => {
  expect(of(invoice(date))).toEqual(expected);
});

test('a credit note takes off what its invoice added', () => {
  expect(of(invoice('2026-11-01'), creditNote('2026-11-02'))).toEqual({
    ytdRevenue: 0,
    lifetimeValue: 0,
    salesOfLast90Days: 0,
  });
});

test('drafts and cancelled ones are no revenue', () => {
  expect(
    of(invoice('2026-11-01', { state: 'draft' }), invoice('2026-11-02', { state: 'cancelled' }))
      .lifetimeValue,
  ).toBe(0);
});

test('each document is converted and rounded at its own rate', () => {
  const cent = { currency: 'USD', bookedRate: '0.5', net: 1, tax: 0 };
  expect(of(invoice('2026-11-01', cent), invoice('2026-11-02', cent)).lifetimeValue).toBe(0);
  expect(
    of(invoice('2026-11-01', { ...cent, net: 3 }), invoice('2026-11-02', { ...cent, net: 3 })).lifetimeValue,
  ).toBe(4);
});
