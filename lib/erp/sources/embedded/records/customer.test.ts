import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../../test/setup/emptyData.ts';
import { ANN, openShop, records } from '../../../../../test/setup/syncing.ts';
import type { Written } from '../../../api/sync/values.ts';
import type { OpenDatabase } from '../../../server/database/database.ts';
import { changes } from '../../../server/database/schema/changes.ts';
import { customerKeys } from '../../../server/database/schema/customerKeys.ts';
import { customers } from '../../../server/database/schema/customers.ts';
import { inTenant } from '../../../server/database/tenant.ts';
import { settled } from '../../../server/sync/transaction.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openEmptyPglite();
  await openShop(database);
});
afterAll(() => database.close());

const written = (content: string): Written => ({ kind: 'value', value: content });
/** What it is found by, and how many changes of it were noted. */
const stateOf = (id: string) =>
  inTenant(database, 'default', async (transaction) => {
    const found = await transaction.select().from(customerKeys).where(sql`${customerKeys.customer} = ${id}`);
    const keys = found.map(({ key }) => key).sort();
    const [words] = await transaction
      .select({ sortName: customers.sortName, searchText: customers.searchText })
      .from(customers)
      .where(sql`${customers.id} = ${id}`);
    const noted = await transaction.select().from(changes).where(sql`${changes.record} = ${id}`);
    return {
      words,
      phone: keys.filter((key) => key.startsWith('phone:')),
      names: keys.filter((key) => key.startsWith('name:')),
      others: keys.filter((key) => !/^(phone|name):/.test(key)),
      changes: noted.length,
    };
  });

test('what a customer is found by follows what is written, and what is not touched is not written again', async () => {
  const made = await settled(database, 'default', (transaction) =>
    records.create(transaction, ANN, 'customer', 'account 18', {
      name: written('Rowan Joinery'),
      phone: written('+49 431 100200'),
    }),
  );
  if (made.kind !== 'created') throw new Error(`Not made: ${made.kind}`);
  const write = (patch: Record<string, Written>) =>
    inTenant(database, 'default', (transaction) => records.write(transaction, 'default', made.id, patch));
  const id = made.id.slice('customer/'.length);
  const before = await stateOf(id);
  expect(before.phone).toHaveLength(1);
  expect(before.names).not.toEqual([]);

  expect(await write({ phone: written('+49 431 300400') })).toMatchObject({ kind: 'written' });
  const called = await stateOf(id);
  expect(called).toEqual({ ...before, phone: called.phone, changes: before.changes + 1 });
  expect(called.phone).toHaveLength(1);
  expect(called.phone).not.toEqual(before.phone);

  await write({ name: written('Hazel Turnery') });
  const renamed = await stateOf(id);
  expect(renamed.words?.sortName).toBe('hazel turnery');
  expect(renamed.words?.searchText).toContain('hazel turnery');
  expect(renamed.phone).toEqual(called.phone);
  expect(renamed.others).toEqual(before.others);
  expect(renamed.names).not.toEqual([]);
  expect(renamed.names.filter((key) => before.names.includes(key))).toEqual([]);
});
