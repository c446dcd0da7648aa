import { setImmediate } from 'node:timers/promises';
import { eq, is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { goldenBooks, startErp } from '../../../../test/setup/erpServer.ts';
import { startPostgres, type TestPostgres } from '../../../../test/setup/postgres.ts';
import { ACCOUNT, HOST } from '../../../../test/setup/requests.ts';
import { customerId } from '../../api/primitives.ts';
import { datasets } from '../../sources/embedded/datasets/datasets.ts';
import { sources } from '../../sources/registry.ts';
import { createToken, findToken } from '../access/tokens.ts';
import { perform } from '../admin/operation.ts';
import { linkStore } from '../links/store.ts';
import { openStorage } from '../storage.ts';
import { DatabaseError, type OpenDatabase } from './database.ts';
import journal from './migrations/meta/_journal.json' with { type: 'json' };
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';
import { customers } from './schema/customers.ts';
import { links } from './schema/links.ts';
import { schema } from './schema/schema.ts';
import { tokens } from './schema/tokens.ts';
import { inTenant, readInTenant } from './tenant.ts';

const now = new Date('2026-11-20T10:00:00Z');
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** What the database itself said. */
const failure = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  }
  return 'it worked';
};

const open: Record<string, () => Promise<OpenDatabase>> = {
  'PGlite, whose only role is a superuser': () => openPglite(null),
  'PostgreSQL as a superuser': async () => openPostgres(await postgres.database('walls_super')),
  'PostgreSQL as the plain owner of its tables': async () =>
    openPostgres(await postgres.ownedDatabase('walls_plain')),
};

describe.each(Object.keys(open))('the wall between tenants on %s', (kind) => {
  let database: OpenDatabase;
  const seed = (tenant: string, books: unknown) =>
    perform(database, { do: 'seed', tenant, asOf: null, books }, now);
  beforeAll(async () => {
    const opened = await open[kind]?.();
    if (opened === undefined) throw new Error(`No database for ${kind}`);
    database = opened;
    for (const tenant of ['one', 'two']) await seed(tenant, await goldenBooks());
  });
  afterAll(() => database.close());

  test('a query that forgets the tenant sees only its own rows', async () => {
    const rows = await readInTenant(database, 'one', (read) => read.select().from(customers));
    expect(rows).toHaveLength(12);
    expect(new Set(rows.map(({ tenant }) => tenant))).toEqual(new Set(['one']));
  });

  test('a transaction without a tenant sees nothing at all, in any table', async () => {
    for (const table of Object.values(schema)) {
      const rows = await readInTenant(database, '', (read) => read.select().from(table));
      expect(rows).toEqual([]);
    }
  });

  test('nobody writes into another tenant, or takes a row over', async () => {
    const id = '0198f000-0000-7000-8000-000000000001';
    const { id: record, ...place } = ACCOUNT;
    const row = {
      ...place,
      id,
      record,
      tenant: 'two',
      rev: 1,
      host: HOST,
      customer: 'G01' as (typeof links.$inferInsert)['customer'],
      createdBy: 'ann',
      createdAt: now,
    };
    expect(await failure(inTenant(database, 'one', (write) => write.insert(links).values(row)))).toContain(
      'row-level security',
    );
    await inTenant(database, 'two', (write) => write.insert(links).values(row));
    const changed = await inTenant(database, 'one', (write) =>
      write.update(links).set({ host: 'evil.example' }).where(eq(links.id, id)).returning(),
    );
    const removed = await inTenant(database, 'one', (write) =>
      write.delete(links).where(eq(links.id, id)).returning(),
    );
    expect([changed, removed]).toEqual([[], []]);
  });

  test('a presented token finds its own row and no other', async () => {
    const request = { tenant: 'two', user: 'ann', team: null, role: 'crm.read', scope: 'all' } as const;
    const { token } = await createToken(database, { ...request, days: 1 }, now);
    await createToken(database, { ...request, user: 'bob', days: 1 }, now);
    expect(await findToken(database, token)).toMatchObject({ user: 'ann', tenant: 'two' });
    expect(await findToken(database, `lst_${'x'.repeat(43)}`)).toBeNull();
  });

  test('what is stored of a token lets nobody in: no row of any table holds it, in any writing', async () => {
    const request = {
      tenant: 'one',
      team: null,
      role: 'crm.sync',
      scope: 'all',
      user: 'eve',
      days: 1,
    } as const;
    const { token } = await createToken(database, request, now);
    const secret = token.replace('lst_', '');
    const bytes = Buffer.from(secret, 'base64url');
    const writings = [secret, bytes.toString('hex'), bytes.toString('base64')];
    for (const table of Object.values(schema)) {
      const rows = await readInTenant(database, 'one', (read) => read.select().from(table));
      const stored = JSON.stringify(rows);
      expect(writings.filter((writing) => stored.includes(writing))).toEqual([]);
    }
    const [row] = await readInTenant(database, 'one', (read) =>
      read.select().from(tokens).where(eq(tokens.user, 'eve')),
    );
    expect(row?.hash).toHaveLength(43);
    for (const value of Object.values(row ?? {})) expect(await findToken(database, String(value))).toBeNull();
  });

  test('a reader cannot write', async () => {
    const writing = readInTenant(database, 'one', (read) =>
      read.delete(customers).where(eq(customers.tenant, 'one')),
    );
    expect(await failure(writing)).toContain('read-only');
  });

  test('every table has its tenant, and a forced wall', async () => {
    const walled = await database.db.execute(
      sql`select relname from pg_class where relrowsecurity and relforcerowsecurity`,
    );
    const names = (walled as { rows: { relname: string }[] }).rows.map(({ relname }) => relname);
    const tables = Object.values(schema).filter((table) => is(table, PgTable));
    expect(names.sort()).toEqual(tables.map((table) => getTableConfig(table).name).sort());
    for (const table of tables) {
      const { columns, policies } = getTableConfig(table);
      expect(columns.find(({ name }) => name === 'tenant')?.notNull).toBe(true);
      expect(policies).toHaveLength(1);
    }
  });

  test('books that fail half way change nothing', async () => {
    const books = (await goldenBooks()) as { customers: { id: string }[]; payments: object[] };
    // Passes every check of the books and fails in the database: text that PostgreSQL cannot store.
    const unstorable = structuredClone(books);
    Object.assign(unstorable.payments.at(-1) ?? {}, { reference: 'a\u0000b' });
    await expect(seed('one', unstorable)).rejects.toThrow();
    const rows = await readInTenant(database, 'one', (read) => read.select().from(customers));
    expect(rows).toHaveLength(12);
  });
});

test('servers that start at once on one empty PostgreSQL take turns at the migrations', async () => {
  const url = await postgres.ownedDatabase('together');
  const opened = await Promise.all(Array.from({ length: 4 }, () => openPostgres(url)));
  const made = await postgres.query(
    'together',
    'select count(*)::int as n from drizzle.__drizzle_migrations',
  );
  expect(made.rows).toEqual([{ n: journal.entries.length }]);
  await Promise.all(opened.map((database) => database.close()));
});

test('twenty connections that link the same at once make one link', async () => {
  const url = await postgres.database('racing');
  const [one, two] = await Promise.all([openPostgres(url), openPostgres(url)]);
  const request = { record: ACCOUNT, host: HOST, customer: customerId.parse('G01') };
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      linkStore(index % 2 === 0 ? one : two, 'default').put(request, 'ann', now),
    ),
  );
  await Promise.all([one.close(), two.close()]);
  expect(made.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(made.map(({ link }) => link.id)).size).toBe(1);
});

test('a customer is read in two statements, and the others on its limit in one more, however many documents there are', async () => {
  const database = await openPostgres(await postgres.database('counting'));
  await perform(database, { do: 'seed', tenant: 'few', asOf: null, books: await goldenBooks() }, now);
  const standard = datasets.standard.make({ seed: 5, asOf: '2026-11-20' });
  await perform(database, { do: 'seed', tenant: 'many', asOf: null, books: standard }, now);
  const source = sources.embedded({ database, now: () => now, pages: null });
  const queries = vi.spyOn(pg.Client.prototype, 'query');
  const counts = new Set<number>();
  for (const [tenant, ids] of [
    ['few', ['G01', 'G07']],
    ['many', standard.customers.map(({ id }) => id)],
  ] as const) {
    for (const id of ids) {
      queries.mockClear();
      await source.customer(tenant, customerId.parse(id), { visibleTo: { scope: 'all' } }, null, null);
      // The end is said after the answer.
      await setImmediate();
      counts.add(queries.mock.calls.length);
    }
  }
  queries.mockRestore();
  await database.close();
  // Opening, statements, end; and the ledgers of all who share the limit.
  expect([...counts].sort()).toEqual([4, 5]);
});

describe('a database that cannot be used', () => {
  const refused = async (url: string): Promise<DatabaseError> => {
    try {
      const database = await openPostgres(url);
      await database.close();
    } catch (error) {
      if (error instanceof DatabaseError) return error;
      throw error;
    }
    throw new Error('It could be used.');
  };

  test('nobody listens: said in one sentence, without the password', async () => {
    const { message, code } = await refused('postgres://ann:hushhush@127.0.0.1:1/books');
    expect(code).toBe('database.unreachable');
    expect(message).toBe(
      'The database at 127.0.0.1:1/books cannot be used (ECONNREFUSED). Check DATABASE_URL and that PostgreSQL is running.',
    );
  });

  test('the wrong password', async () => {
    const url = new URL(await postgres.database('locked'));
    url.password = 'hushhush';
    const { message } = await refused(url.href);
    expect(message).toContain('(28P01)');
    expect(message).not.toContain('hushhush');
  });

  test('an address that is none', async () => {
    expect((await refused('books')).code).toBe('database.refused');
  });
});

test('while PostgreSQL is away the server says so and stays up', async () => {
  const own = await startPostgres();
  try {
    const erp = await startErp({ DATABASE_URL: await own.database('away') });
    try {
      await erp.seed(await goldenBooks());
      const token = await erp.token();
      expect((await erp.get('/ready')).body).toEqual({ status: 'ready', database: 'postgres' });
      await own.stop();
      const ready = await erp.get('/ready');
      expect(ready.status).toBe(503);
      expect(ready.body).toMatchObject({ code: 'database.unavailable' });
      expect(ready.headers.get('retry-after')).toBe('5');
      const customer = await erp.get('/api/crm/customers/G01', token);
      expect(customer.status).toBe(503);
      expect((await erp.get('/health')).status).toBe(200);
    } finally {
      await erp.close();
    }
  } finally {
    await own.stop();
  }
});

test('storage is opened by what the configuration names', async () => {
  const log = pino({ level: 'silent' });
  const storage = await openStorage(
    { kind: 'postgres', url: await postgres.database('opened') },
    () => now,
    log,
  );
  expect(storage.database.kind).toBe('postgres');
  await storage.close();
});
