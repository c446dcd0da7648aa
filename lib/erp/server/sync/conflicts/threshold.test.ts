import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../../test/setup/emptyData.ts';
import { scopedBooks } from '../../../../../test/setup/scopedBooks.ts';
import { NOW } from '../../../../../test/setup/syncing.ts';
import type { Money } from '../../../api/primitives.ts';
import { readCompany } from '../../../sources/embedded/company.ts';
import { perform } from '../../admin/operation.ts';
import type { OpenDatabase } from '../../database/database.ts';
import { readInTenant } from '../../database/tenant.ts';
import type { Stake } from './stake.ts';
import { isAbove } from './threshold.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openEmptyPglite();
  // One US dollar was booked at half a euro.
  const inDollars = {
    id: 'O9',
    customer: 'C1',
    date: '2026-11-01',
    currency: 'USD',
    bookedRate: '0.5',
    state: 'confirmed',
    lines: [],
  };
  const books = { ...scopedBooks, orders: [...scopedBooks.orders, inDollars] };
  await perform(database, { do: 'seed', tenant: 'default', asOf: null, books }, NOW);
});
afterAll(() => database.close());

const euros = (amount: number): Money => ({ amount, currency: 'EUR' });
const dollars = (amount: number): Money => ({ amount, currency: 'USD' });
const yen = (amount: number): Money => ({ amount, currency: 'JPY' });
const of = (money: Money): Stake => ({ kind: 'money', money });

test.each<[string, Stake, Money | null, boolean]>([
  ['no threshold', of(euros(900)), null, false],
  ['no money', { kind: 'none' }, euros(1), false],
  ['money that nobody can tell', { kind: 'unknown' }, euros(1_000_000), true],
  ['as much as the threshold', of(euros(500)), euros(500), false],
  ['a cent more', of(euros(501)), euros(500), true],
  ['dollars worth as much', of(dollars(1000)), euros(500), false],
  ['dollars worth more', of(dollars(1002)), euros(500), true],
  ['euros below a threshold in dollars', of(euros(500)), dollars(1000), false],
  ['euros above a threshold in dollars', of(euros(501)), dollars(1000), true],
  ['a currency that was never booked', of(yen(1)), euros(1_000_000), true],
  ['a threshold in one that was never booked', of(euros(1)), yen(1_000_000), true],
])('%s', async (_, stake, threshold, above) => {
  const answer = await readInTenant(database, 'default', async (from) =>
    isAbove(from, 'default', stake, threshold, await readCompany(from, 'default', NOW)),
  );
  expect(answer).toBe(above);
});

test('without a company there is nothing to compare two currencies in', async () => {
  const ask = (stake: Stake) =>
    readInTenant(database, 'empty', (from) => isAbove(from, 'empty', stake, euros(500), null));
  expect(await ask(of(dollars(1)))).toBe(true);
  expect(await ask(of(euros(1)))).toBe(false);
});
