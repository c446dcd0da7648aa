import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goldenBooks } from '../../../../test/setup/erpServer.ts';
import { startPostgres, type TestPostgres } from '../../../../test/setup/postgres.ts';
import { perform } from '../admin/operation.ts';
import type { TenantTransaction } from './database.ts';
import { jsonRows } from './jsonRows.ts';
import { pipelinedRead, pipelinedReadOne } from './pipelinedRead.ts';
import { openPostgres } from './postgres.ts';
import { customers } from './schema/customers.ts';

const one = { tenant: 'one', token: '' };
const namesOf = (read: TenantTransaction) => read.select({ id: customers.id }).from(customers);

const NAMES = { name: 'names', fields: { found: jsonRows(customers, [], sql`true`) } };

let postgres: TestPostgres;
let pool: pg.Pool;
beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.database('pipelined');
  const database = await openPostgres(url);
  await perform(database, { do: 'seed', tenant: 'one', asOf: null, books: await goldenBooks() }, new Date());
  await database.close();
  // One connection: whoever comes next gets the one that somebody else had before.
  pool = new pg.Pool({ connectionString: url, max: 1, pipeline: true });
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

test('questions of one moment are answered in their order, and the connection serves the next reader', async () => {
  const read = pipelinedRead(pool, 'ledgerside_tenant');
  const [here, elsewhere] = await Promise.all([
    read(one, (transaction) => Promise.all([namesOf(transaction), namesOf(transaction)])),
    read({ tenant: 'two', token: '' }, namesOf),
  ]);
  expect(here.map((rows) => rows.length)).toEqual([12, 12]);
  expect(elsewhere).toEqual([]);
});

test('where the tenant cannot be named nothing is read, not even by the questions sent along', async () => {
  const seen: unknown[] = [];
  const read = pipelinedRead(pool, 'a_role_that_is_not_there');
  const reading = read(one, async (transaction) => {
    seen.push(await namesOf(transaction));
  });
  await expect(reading).rejects.toThrow('a_role_that_is_not_there');
  expect(seen).toEqual([]);
  await expect(pipelinedRead(pool, 'ledgerside_tenant')(one, namesOf)).resolves.toHaveLength(12);
});

test('work that goes on after its transaction ended reads nothing of whoever has the connection now', async () => {
  const read = pipelinedRead(pool, 'ledgerside_tenant');
  let kept: TenantTransaction | undefined;
  const failed = read(one, async (transaction) => {
    kept = transaction;
    throw new Error('half way');
  });
  await expect(failed).rejects.toThrow('half way');
  const late = read({ tenant: 'two', token: '' }, async () => {
    if (kept === undefined) throw new Error('There was no transaction.');
    return namesOf(kept);
  });
  await expect(late).rejects.toThrow();
});

test('one statement is a transaction of its own, and the connection serves the next reader', async () => {
  const ask = pipelinedReadOne(pool, 'ledgerside_tenant');
  const [here, elsewhere] = await Promise.all([
    ask(one, NAMES, {}),
    ask({ tenant: 'two', token: '' }, NAMES, {}),
  ]);
  expect(here.found).toHaveLength(12);
  expect(elsewhere.found).toEqual([]);
});

test('one statement of a tenant that cannot be named reads nothing, and the connection is of use afterwards', async () => {
  const asked = pipelinedReadOne(pool, 'a_role_that_is_not_there')(one, NAMES, {});
  await expect(asked).rejects.toThrow('a_role_that_is_not_there');
  expect((await pipelinedReadOne(pool, 'ledgerside_tenant')(one, NAMES, {})).found).toHaveLength(12);
});
