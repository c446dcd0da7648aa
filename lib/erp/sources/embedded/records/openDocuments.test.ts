import { afterAll, beforeAll, expect, test } from 'vitest';
import golden from '../../../../../test/fixtures/golden/books.json' with { type: 'json' };
import { openEmptyPglite } from '../../../../../test/setup/emptyData.ts';
import { ANN, openShop } from '../../../../../test/setup/syncing.ts';
import { reckon } from '../../../../../test/world/reckoning.ts';
import type { OpenDatabase } from '../../../server/database/database.ts';
import { readInTenant } from '../../../server/database/tenant.ts';
import { books as format } from '../books/format.ts';
import { withOpenDocuments } from './openDocuments.ts';

const BOOKS = format.parse(golden);

let database: OpenDatabase;
beforeAll(async () => {
  database = await openEmptyPglite();
  await openShop(database, { books: golden });
});
afterAll(() => database.close());

const openAmong = (ids: readonly string[]) =>
  readInTenant(database, ANN.tenant, (transaction) => withOpenDocuments(transaction, ANN.tenant, ids));

/** As a person would look it up in the books: an order not closed, a draft, or money still due. */
const stillOpen = (customer: string): boolean => {
  const of = <T extends { customer: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.customer === customer);
  return (
    of(BOOKS.orders).some(({ state }) => state === 'draft' || state === 'confirmed') ||
    of(BOOKS.invoices).some(({ state }) => state === 'draft') ||
    reckon(BOOKS, customer, '2099-12-31').aging.some((amount) => amount !== 0n)
  );
};

test('a customer is busy while an order, a draft or an unsettled invoice hangs on it, and free when all is paid', async () => {
  const ids = BOOKS.customers.map(({ id }) => id);
  const busy = ids.filter(stillOpen);
  expect(busy.length).toBeGreaterThan(0);
  expect(busy.length).toBeLessThan(ids.length);
  expect([...(await openAmong(ids))].toSorted()).toEqual(busy.toSorted());
});

test('nobody else is looked at', async () => {
  expect(await openAmong([])).toEqual(new Set());
  const [one] = BOOKS.customers.map(({ id }) => id).filter(stillOpen);
  expect(await openAmong([one ?? ''])).toEqual(new Set([one]));
});
