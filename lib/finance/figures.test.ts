import { expect, test } from 'vitest';
import booksFile from '../../test/fixtures/golden/books.json' with { type: 'json' };
import expected from '../../test/fixtures/golden/expected.json' with { type: 'json' };
import { figures } from '../erp/api/figures.ts';
import { figuresOf } from './figures.ts';
import type { CustomerDocuments } from './ledger.ts';

// JSON modules lose their literal types; the format itself is checked where books are imported.
const golden = booksFile as unknown as {
  [Key in keyof CustomerDocuments]: (CustomerDocuments[Key][number] & { customer: string })[];
} & Pick<typeof booksFile, 'company' | 'customers'>;
const asOf = '2026-11-20';

test('the golden books have an expected figure for every customer', () => {
  expect(Object.keys(expected)).toEqual(golden.customers.map(({ id }) => id));
});

test.each(Object.entries(expected))(
  '%s comes to the figures worked out by hand, to the minor unit',
  (id, want) => {
    const customer = golden.customers.find((each) => each.id === id);
    const own = <T extends { customer: string }>(rows: readonly T[]) =>
      rows.filter((row) => row.customer === id);
    const got = figuresOf(
      { invoices: own(golden.invoices), payments: own(golden.payments), orders: own(golden.orders) },
      { company: golden.company, asOf, creditLimit: customer?.creditLimit ?? null },
    );
    expect(got).toStrictEqual(want);
    expect(figures.parse(got)).toStrictEqual(got);
  },
);
