import { describe, expect, test } from 'vitest';
import { verdict as verdictFormat } from '../erp/api/verdict.ts';
import { figuresOf } from './figures.ts';
import type { CustomerDocuments, LedgerInvoice } from './ledger.ts';
import { type VerdictContext, verdictOf } from './verdict.ts';

const asOf = '2026-11-20';
const company = { currency: 'EUR', fiscalYearStart: '01-01' };

const owing = (amount: number, due: string, over: Partial<LedgerInvoice> = {}): LedgerInvoice => ({
  id: `I${due}`,
  type: 'invoice',
  state: 'posted',
  date: '2026-01-01',
  currency: 'EUR',
  bookedRate: '1',
  net: amount,
  tax: 0,
  instalments: [{ due, amount }],
  ...over,
});

const verdict = (
  invoices: readonly LedgerInvoice[],
  terms: { creditLimit?: number; creditHold?: boolean; graceDays?: number } = {},
  creditCheck: NonNullable<VerdictContext['creditCheck']> | null = null,
) => {
  const documents: CustomerDocuments = { invoices, payments: [], orders: [] };
  const figures = figuresOf(documents, { company, asOf, creditLimit: terms.creditLimit ?? null });
  const { creditHold = false, graceDays } = terms;
  return verdictOf(documents, { figures, creditHold, graceDays, creditCheck });
};
const eur = (amount: number) => ({ amount, currency: 'EUR' });

test('nothing owed, no limit set: OK to sell, without a reason', () => {
  expect(verdict([])).toEqual({ level: 'ok', reasons: [] });
});

test('what is due today is not overdue', () => {
  expect(verdict([owing(100, asOf)]).level).toBe('ok');
});

describe('overdue', () => {
  test.each([
    ['one day late', '2026-11-19', 'watch', 'overdue', 1],
    ['as late as grace forgives', '2026-11-05', 'watch', 'overdue', 15],
    ['a day later', '2026-11-04', 'stop', 'overdueBeyondGrace', 16],
  ])('%s', (_, due, level, code, days) => {
    const { level: got, reasons } = verdict([owing(100, due)]);
    expect(got).toBe(level);
    expect(reasons).toEqual([
      { code, amount: eur(100), days, ...(level === 'stop' ? { graceDays: 15 } : {}) },
    ]);
  });

  test('the company’s own grace decides', () => {
    expect(verdict([owing(100, '2026-11-04')], { graceDays: 30 }).level).toBe('watch');
    expect(verdict([owing(100, '2026-11-19')], { graceDays: 0 }).level).toBe('stop');
  });

  test('the amount is all that is overdue, the days are of the oldest', () => {
    expect(verdict([owing(100, '2026-11-19'), owing(50, '2026-10-20')]).reasons).toEqual([
      { code: 'overdueBeyondGrace', amount: eur(150), days: 31, graceDays: 15 },
    ]);
  });

  test('a settled old invoice is forgotten', () => {
    expect(
      verdict([
        owing(100, '2026-01-01', { instalments: [{ due: '2026-01-01', amount: 100, writtenOff: 100 }] }),
      ]),
    ).toEqual({ level: 'ok', reasons: [] });
  });

  test('an old credit in the customer’s favour is nothing overdue', () => {
    expect(verdict([owing(-100, '2026-01-01')]).level).toBe('ok');
  });
});

describe('credit limit', () => {
  test.each([
    ['a tenth left', 1_000, 900, 'ok', []],
    ['less than a tenth left', 1_000, 901, 'watch', [{ code: 'nearLimit', amount: eur(99) }]],
    ['nothing left', 1_000, 1_000, 'watch', [{ code: 'nearLimit', amount: eur(0) }]],
    ['over it', 1_000, 1_001, 'stop', [{ code: 'overLimit', amount: eur(1) }]],
    ['a limit of nothing and nothing owed', 0, 0, 'watch', [{ code: 'nearLimit', amount: eur(0) }]],
  ])('%s', (_, creditLimit, owed, level, reasons) => {
    expect(verdict(owed === 0 ? [] : [owing(owed, asOf)], { creditLimit })).toEqual({ level, reasons });
  });

  test('no limit set never is near it', () => {
    expect(verdict([owing(1_000_000, asOf)]).level).toBe('ok');
  });
});

describe('a deal that is asked about', () => {
  test('passes: the customer alone decides', () => {
    const check = { outcome: 'passes', availableAfter: 1 } as const;
    expect(verdict([], { creditLimit: 100 }, check)).toEqual({ level: 'ok', reasons: [] });
  });

  test('over the limit stops, before what is only watched of its customer', () => {
    const check = { outcome: 'exceeds', availableAfter: -45_000 } as const;
    expect(verdict([owing(100, '2026-11-19')], { creditLimit: 100 }, check)).toEqual({
      level: 'stop',
      reasons: [
        { code: 'dealOverLimit', amount: eur(45_000) },
        { code: 'overdue', amount: eur(100), days: 1 },
      ],
    });
  });

  test('of a customer that is over the limit without it adds no reason', () => {
    const check = { outcome: 'exceeds', availableAfter: -60 } as const;
    expect(verdict([owing(150, asOf)], { creditLimit: 100 }, check).reasons).toEqual([
      { code: 'overLimit', amount: eur(50) },
    ]);
  });

  test('that nobody can check is not OK to sell', () => {
    const check = { outcome: 'unknown', availableAfter: null } as const;
    const watched = verdict([], { creditLimit: 100 }, check);
    expect(watched).toEqual({ level: 'watch', reasons: [{ code: 'dealUnknown' }] });
    expect(verdictFormat.parse(watched)).toEqual(watched);
  });

  test('without a limit has nothing to pass', () => {
    const check = { outcome: 'noLimit', availableAfter: null } as const;
    expect(verdict([], {}, check).level).toBe('ok');
  });
});

test('a credit hold stops, whatever else is fine', () => {
  expect(verdict([], { creditHold: true })).toEqual({ level: 'stop', reasons: [{ code: 'creditHold' }] });
});

test('a dispute is watched, in company currency', () => {
  const dollars = owing(200, '2026-12-01', { disputed: true, currency: 'USD', bookedRate: '0.5' });
  expect(verdict([dollars])).toEqual({ level: 'watch', reasons: [{ code: 'disputed', amount: eur(100) }] });
});

test('every reason is told, the worst first', () => {
  const everything = verdict([owing(500, '2026-01-01', { disputed: true })], {
    creditLimit: 100,
    creditHold: true,
  });
  expect(everything.level).toBe('stop');
  expect(everything.reasons.map(({ code }) => code)).toEqual([
    'creditHold',
    'overLimit',
    'overdueBeyondGrace',
    'disputed',
  ]);
  expect(verdictFormat.parse(everything)).toEqual(everything);
});
