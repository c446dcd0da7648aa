import { describe, expect, it } from 'vitest';
import { books as format } from '../../lib/erp/sources/embedded/books/format.ts';
import golden from '../fixtures/golden/books.json' with { type: 'json' };
import expected from '../fixtures/golden/expected.json' with { type: 'json' };
import { reckon, written } from './reckoning.ts';

const books = format.parse(golden);

describe('the second calculation agrees with the golden books', () => {
  it.each(Object.entries(expected))('customer %s', (id, { asOf, company }) => {
    const reckoned = reckon(books, id, asOf);
    expect({
      arBalance: Number(reckoned.arBalance),
      overdue: Number(reckoned.overdue),
      aging: reckoned.aging.map(Number),
      unapplied: Number(reckoned.unapplied),
      availableCredit: reckoned.availableCredit === null ? null : Number(reckoned.availableCredit),
    }).toEqual({
      arBalance: company.arBalance,
      overdue: company.overdue,
      aging: [company.current, company.d1_30, company.d31_60, company.d61_90, company.d90plus],
      unapplied: company.unapplied,
      availableCredit: company.availableCredit,
    });
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
