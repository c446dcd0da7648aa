import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amount, documents, invoice } from './anyBooks.fixture.ts';
import { daysPastDue } from './calendar.ts';
import { exposureOf, figuresOf } from './figures.ts';
import type { CustomerDocuments, LedgerInvoice, LedgerPayment } from './ledger.ts';
import { convert, sum } from './money.ts';

const company = { currency: 'EUR', fiscalYearStart: '04-01' };
const asOf = '2026-11-20';
const figures = (documents: CustomerDocuments, date = asOf) =>
  figuresOf(documents, { company, asOf: date, creditLimit: 1_000_000 });

const bucketsOf = (aging: {
  current: number;
  d1_30: number;
  d31_60: number;
  d61_90: number;
  d90plus: number;
}) => [aging.current, aging.d1_30, aging.d31_60, aging.d61_90, aging.d90plus];

describe('for any books', () => {
  test('AR balance = buckets − unapplied, and overdue = what is past current, in every currency and the company’s', () => {
    fc.assert(
      fc.property(documents, (books) => {
        const { perCurrency, company: inCompany } = figures(books);
        for (const aging of [...Object.values(perCurrency), inCompany]) {
          expect(aging.arBalance).toBe(sum([...bucketsOf(aging), -aging.unapplied]));
          expect(aging.overdue).toBe(sum(bucketsOf(aging).slice(1)));
        }
      }),
    );
  });

  test('AR balance is what was invoiced less what was paid, credited and written off: allocating moves money, it makes none', () => {
    fc.assert(
      fc.property(documents, (books) => {
        const inCurrency = new Map<string, number[]>();
        const add = (currency: string, value: number) =>
          inCurrency.set(currency, [...(inCurrency.get(currency) ?? []), value]);
        for (const row of books.invoices) {
          if (row.state !== 'posted') continue;
          if (row.type === 'creditNote') add(row.currency, -row.net - row.tax);
          else for (const each of row.instalments) add(row.currency, each.amount - (each.writtenOff ?? 0));
        }
        for (const row of books.payments) add(row.currency, -row.amount);
        const got = figures(books).perCurrency;
        for (const [currency, amounts] of inCurrency) {
          expect(got[currency]?.arBalance ?? 0).toBe(sum(amounts));
        }
      }),
    );
  });

  test('a payment takes its whole amount off the AR balance of its currency, wherever it is set against', () => {
    fc.assert(
      fc.property(documents, amount, fc.nat(), (books, paid, target) => {
        const owed = books.invoices.filter((row) => row.type === 'invoice' && row.state === 'posted');
        const invoice = owed[target % Math.max(owed.length, 1)];
        fc.pre(invoice !== undefined);
        const { currency } = invoice;
        const payment = (allocations: LedgerPayment['allocations']): LedgerPayment => ({
          id: 'new',
          date: '2026-11-01',
          currency,
          bookedRate: invoice.bookedRate,
          amount: paid,
          allocations,
        });
        const balance = (payments: readonly LedgerPayment[]) =>
          figures({ ...books, payments: [...books.payments, ...payments] }).perCurrency[currency]
            ?.arBalance ?? 0;
        const before = balance([]);
        expect(balance([payment([])])).toBe(before - paid);
        expect(balance([payment([{ invoice: invoice.id, instalment: 0, amount: paid }])])).toBe(
          before - paid,
        );
      }),
    );
  });

  test('a payment set against an invoice that was cancelled afterwards is money in hand, not gone', () => {
    fc.assert(
      fc.property(documents, amount, (books, paid) => {
        const cancelled: LedgerInvoice = {
          id: 'cancelled',
          type: 'invoice',
          state: 'cancelled',
          date: '2026-11-01',
          currency: 'EUR',
          bookedRate: '1',
          net: paid,
          tax: 0,
          instalments: [{ due: '2026-12-01', amount: paid }],
        };
        const payment: LedgerPayment = {
          id: 'new',
          date: '2026-11-02',
          currency: 'EUR',
          bookedRate: '1',
          amount: paid,
          allocations: [{ invoice: 'cancelled', instalment: 0, amount: paid }],
        };
        const before = figures(books).company;
        const after = figures({
          ...books,
          invoices: [...books.invoices, cancelled],
          payments: [...books.payments, payment],
        }).company;
        expect(after.unapplied).toBe(before.unapplied + paid);
        expect(after.arBalance).toBe(before.arBalance - paid);
      }),
    );
  });

  test('the order of documents does not matter', () => {
    const shuffled = documents.chain((books) =>
      fc.record({
        books: fc.constant(books),
        other: fc.record({
          invoices: fc.shuffledSubarray([...books.invoices], { minLength: books.invoices.length }),
          payments: fc.shuffledSubarray([...books.payments], { minLength: books.payments.length }),
          orders: fc.shuffledSubarray([...books.orders], { minLength: books.orders.length }),
        }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ books, other }) => {
        expect(figures(other)).toStrictEqual(figures(books));
      }),
    );
  });

  test('a day later nothing but what falls due has moved', () => {
    fc.assert(
      fc.property(documents, (books) => {
        const today = figures(books);
        const tomorrow = figures(books, '2026-11-21');
        for (const [currency, aging] of Object.entries(today.perCurrency)) {
          const next = tomorrow.perCurrency[currency];
          expect(next?.arBalance).toBe(aging.arBalance);
          expect(next?.unapplied).toBe(aging.unapplied);
          expect(next?.disputed).toBe(aging.disputed);
        }
        expect(tomorrow.company.arBalance).toBe(today.company.arBalance);
        expect(tomorrow.company.availableCredit).toBe(today.company.availableCredit);

        const fallsDue = books.invoices.some(
          (row) =>
            row.type === 'invoice' &&
            row.instalments.some(({ due }) => [0, 30, 60, 90].includes(daysPastDue(due, asOf))),
        );
        if (!fallsDue) {
          expect(bucketsOf(tomorrow.company)).toEqual(bucketsOf(today.company));
        }
      }),
    );
  });

  test('drafts and cancelled documents count nowhere', () => {
    fc.assert(
      fc.property(documents, (books) => {
        const counted = {
          ...books,
          invoices: books.invoices.filter((row) => row.state === 'posted'),
          orders: books.orders.filter((row) => row.state === 'confirmed'),
        };
        expect(figures(counted)).toStrictEqual(figures(books));
      }),
    );
  });

  test('what a customer draws on a shared limit is its AR balance and open orders', () => {
    fc.assert(
      fc.property(documents, (books) => {
        const { arBalance, openOrders, availableCredit } = figures(books).company;
        expect(exposureOf(books, company.currency)).toBe(arBalance + openOrders.uninvoiced);
        expect(availableCredit).toBe(1_000_000 - arBalance - openOrders.uninvoiced);
      }),
    );
  });

  test('in company currency each instalment counts at its own invoice’s rate', () => {
    fc.assert(
      fc.property(invoice, (row) => {
        const books = { invoices: [{ ...row, id: 'I', state: 'posted' as const }], payments: [], orders: [] };
        const converted = row.instalments.map((each) =>
          convert(each.amount - each.writtenOff, row.currency, 'EUR', row.bookedRate),
        );
        expect(figures(books).company.arBalance).toBe(sum(converted));
      }),
    );
  });
});

test('a group’s exposure comes off its limit with the customer’s own', () => {
  const nothing: CustomerDocuments = { invoices: [], payments: [], orders: [] };
  const { company: shared } = figuresOf(nothing, {
    company,
    asOf,
    creditLimit: 1_000,
    otherExposures: [300, 200],
  });
  expect(shared.availableCredit).toBe(500);
});
