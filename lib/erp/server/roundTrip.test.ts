import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startErp, type TestErp } from '../../../test/setup/erpServer.ts';
import { startPostgres, type TestPostgres } from '../../../test/setup/postgres.ts';
import { creditGroup } from '../../finance/credit.ts';
import { invoicesOf } from '../../finance/documents/invoices.ts';
import { ordersOf } from '../../finance/documents/orders.ts';
import { paymentsOf } from '../../finance/documents/payments.ts';
import { quotesOf } from '../../finance/documents/quotes.ts';
import { exposureOf, figuresOf } from '../../finance/figures.ts';
import { documentsByCustomer } from '../sources/embedded/books/documentsOf.ts';
import type { Books } from '../sources/embedded/books/format.ts';
import { type DatasetName, datasets } from '../sources/embedded/datasets/datasets.ts';

const asOf = '2026-11-20';
const seed = 41;

/** What the API must say of a customer, straight from the books, without a database in between. */
const expected = (books: Books, id: string) => {
  const byCustomer = documentsByCustomer(books);
  const own = (each: string) => byCustomer.get(each) ?? { invoices: [], payments: [], orders: [] };
  const group = creditGroup(books.customers, id);
  const others = (group?.members ?? []).filter((member) => member !== id);
  return {
    figures: figuresOf(own(id), {
      company: books.company,
      asOf,
      creditLimit: group?.creditLimit ?? null,
      otherExposures: others.map((member) => exposureOf(own(member), books.company.currency)),
    }),
    invoices: invoicesOf(own(id), asOf),
    orders: ordersOf(own(id).orders, own(id).invoices),
    payments: paymentsOf(own(id)),
    quotes: quotesOf(
      (books.quotes ?? []).filter(({ customer }) => customer === id),
      own(id).orders,
    ),
  };
};

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each(['pglite', 'postgres'])('what goes into %s comes out as it went in', (kind) => {
  let erp: TestErp;
  beforeAll(async () => {
    erp = await startErp({ DATABASE_URL: kind === 'postgres' ? await postgres.database('round_trip') : '' });
  });
  afterAll(() => erp.close());

  test.each(['edge', 'standard'] as const satisfies DatasetName[])('%s books', async (name) => {
    const books = datasets[name].make({ seed, asOf });
    await erp.seed(books, name);
    const token = await erp.token({ tenant: name });
    for (const { id } of books.customers) {
      const { body } = await erp.get(`/api/crm/customers/${encodeURIComponent(id)}`, token);
      expect(body).toMatchObject(expected(books, id));
    }
  });
});
