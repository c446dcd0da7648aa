import { describe, expect, it } from 'vitest';
import { books as format } from '../../lib/erp/sources/embedded/books/format.ts';
import golden from '../fixtures/golden/books.json' with { type: 'json' };
import expected from '../fixtures/golden/expected.json' with { type: 'json' };
import { reckon, written } from './reckoning.ts';

const books = format.parse(golden);

describe('the second calculation agrees with the golden books', () => {
  it.each(Object.entries(expected))('customer %s', (id, { asOf, company, perCurrency }) => {
    const reckoned = reckon(books, id, asOf);
    expect({
      arBalance: Number(reckoned.arBalance),
      overdue: Number(reckoned.overdue),
      aging: reckoned.aging.map(Number),
      unapplied: Number(reckoned.unapplied),
      openOrders: Number(reckoned.openOrders),
      disputed: Object.fromEntries(
        [...reckoned.disputed].map(([currency, open]) => [currency, Number(open)]),
      ),
      creditLimit: reckoned.creditLimit === null ? null : Number(reckoned.creditLimit),
      availableCredit: reckoned.availableCredit === null ? null : Number(reckoned.availableCredit),
    }).toEqual({
      arBalance: company.arBalance,
      overdue: company.overdue,
      aging: [company.current, company.d1_30, company.d31_60, company.d61_90, company.d90plus],
      unapplied: company.unapplied,
      openOrders: company.openOrders.uninvoiced,
      disputed: Object.fromEntries(
        Object.entries(perCurrency)
          .filter(([, figures]) => figures.disputed !== 0)
          .map(([currency, figures]) => [currency, figures.disputed]),
      ),
      creditLimit: company.creditLimit,
      availableCredit: company.availableCredit,
    });
  });
});

describe('where the golden books are silent', () => {
  const [first] = books.customers;
  if (first === undefined) throw new Error('The golden books hold nobody.');
  const bare = { ...books, invoices: [], payments: [], orders: [] };
  const paper = { customer: 'A', date: '2026-11-01', currency: 'EUR', bookedRate: '1' };

  it("money set against a cancelled invoice is still the customer's", () => {
    const cancelled = {
      ...bare,
      customers: [{ ...first, id: 'A' }],
      invoices: [
        {
          ...paper,
          id: 'I',
          type: 'invoice' as const,
          state: 'cancelled' as const,
          net: 100,
          tax: 0,
          instalments: [{ due: '2026-11-01', amount: 100 }],
        },
      ],
      payments: [
        { ...paper, id: 'P', amount: 100, allocations: [{ invoice: 'I', instalment: 0, amount: 100 }] },
      ],
    };
    expect(reckon(cancelled, 'A', '2026-11-20').arBalance).toBe(-100n);
  });

  it('a limit is shared by the whole family, grandchildren included', () => {
    const family = {
      ...bare,
      customers: [
        { ...first, id: 'A', creditLimit: 1000 },
        { ...first, id: 'B', creditLimit: 5, parent: 'A', sharesParentLimit: true },
        { ...first, id: 'C', parent: 'B', sharesParentLimit: true },
      ],
      payments: [{ ...paper, id: 'P', customer: 'B', amount: 30, allocations: [] }],
    };
    expect(reckon(family, 'C', '2026-11-20')).toMatchObject({ creditLimit: 1000n, availableCredit: 1030n });
  });
});

it('writes amounts with the digits their currency has', () => {
  expect([
    written(-123456789n, 'EUR'),
    written(5n, 'USD'),
    written(1234n, 'JPY'),
    written(1n, 'KWD'),
  ]).toEqual(['-€1,234,567.89', '$0.05', '¥1,234', 'KWD 0.001']);
});
