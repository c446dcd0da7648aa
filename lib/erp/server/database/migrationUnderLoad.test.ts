import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startErp } from '../../../../test/setup/erpServer.ts';
import { startPostgres, type TestPostgres } from '../../../../test/setup/postgres.ts';
import { ACCOUNT, HOST } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import { MIGRATIONS } from './migrations.ts';
import { raiseWall } from './wall.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** The last migration of the server that is still running while the new one starts. */
const OLD = '0002_never_links_and_opportunities';

/** A database as that server left it. */
const oldDatabase = async (url: string): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerside-old-'));
  await cp(MIGRATIONS, folder, { recursive: true });
  const path = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: { tag: string }[] };
  const until = journal.entries.findIndex(({ tag }) => tag === OLD) + 1;
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, until) }));
  const pool = new pg.Pool({ connectionString: url });
  const db = drizzle(pool, { casing: 'snake_case' });
  await migrate(db, { migrationsFolder: folder });
  await raiseWall(db as never);
  await pool.end();
  await rm(folder, { recursive: true });
};

/** What that server says to the database, in its own words: they know nothing of the new columns and tables. */
const oldServer = (url: string) => {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  // The test's PostgreSQL ends while these are still closing.
  pool.on('error', () => undefined);
  const inTenant = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(
        "select set_config('app.tenant', 'default', true), set_config('role', 'ledgerside_tenant', true)",
      );
      const answer = await work(client);
      await client.query('commit');
      return answer;
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  };
  return {
    link: (record: string): Promise<string> =>
      inTenant(async (client) => {
        const { rows } = await client.query<{ id: string }>(
          `insert into links (id, tenant, rev, system, org, object, record, host, customer, created_by, created_at)
           values ($1, 'default', 1, 'salesforce', $2, 'Account', $3, $4, 'C1', 'ann', now())
           on conflict (tenant, system, org, object, record, customer) do update set rev = links.rev returning id, rev`,
          [uuidv7(), ACCOUNT.org, record, HOST],
        );
        return rows[0]?.id ?? '';
      }),
    part: (id: string): Promise<number | null> =>
      inTenant(async (client) => {
        const { rowCount } = await client.query(
          "delete from links where tenant = 'default' and id = $1 and rev = 1 returning id",
          [id],
        );
        return rowCount;
      }),
    read: (): Promise<number> =>
      inTenant(async (client) => {
        await client.query("select id, name, credit_limit from customers where tenant = 'default'");
        await client.query("select id, state from orders where tenant = 'default' and customer = 'C1'");
        const { rows } = await client.query(
          "select id, rev, record, customer from links where tenant = 'default'",
        );
        return rows.length;
      }),
    close: () => pool.end(),
  };
};

test('new servers migrate while an old one goes on working: nobody is refused, and the feed misses no link of either', async () => {
  const url = await postgres.database('migrating');
  await oldDatabase(url);
  const old = oldServer(url);
  // The old server's customers, without its commands.
  await postgres.script('migrating', [
    `insert into companies (tenant, name, currency, fiscal_year_start, time_zone) values ('default', 'Scoped', 'EUR', '01-01', 'UTC')`,
    `insert into customers (tenant, id, name, sort_name, search_text, currency, credit_hold, shares_parent_limit)
     values ('default', 'C1', 'Alder Works', 'alder works', 'alder works', 'EUR', false, false)`,
  ]);
  const before = await old.link('000000000000001AAA');

  let working = true;
  const made: string[] = [];
  const load = Promise.all(
    Array.from({ length: 2 }, async (_, client) => {
      for (let each = 0; working; each++) {
        const id = await old.link(`0${client}000000${1_000_000 + each}AAA`);
        await old.read();
        if (each % 2 === 0) expect(await old.part(id)).toBe(1);
        else made.push(id);
      }
    }),
  );
  const servers = await Promise.all([startErp({ DATABASE_URL: url }), startErp({ DATABASE_URL: url })]);
  try {
    const [one, two] = servers;
    if (one === undefined || two === undefined) throw new Error('No servers.');
    const token = await one.token();
    const start = await two.get('/api/crm/sync/changes?limit=1000', token);
    const { next, dirty } = start.body as { next: string; dirty: { id: string }[] };
    const news = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const record = { ...ACCOUNT, id: `0200000000000${10 + index}AAA` };
        const json = { record, host: HOST, customer: 'C1' };
        const { status, body } = await (index % 2 === 0 ? one : two).ask('PUT', '/api/crm/links', {
          token,
          json,
        });
        expect(status).toBe(201);
        return (body as { id: string }).id;
      }),
    );
    working = false;
    await load;
    const seen = new Set(dirty.map(({ id }) => id));
    for (let cursor = next, more = true; more; ) {
      const page = await one.get(`/api/crm/sync/changes?limit=1000&cursor=${cursor}`, token);
      const body = page.body as { next: string; more: boolean; dirty: { id: string }[] };
      for (const { id } of body.dirty) seen.add(id);
      cursor = body.next;
      more = body.more;
    }
    expect(made.length).toBeGreaterThan(5);
    for (const id of [before, ...made, ...news]) expect(seen).toContain(id);
    // A link of the old server is one that the sync can work with.
    const [{ link }] = (
      (
        await two.ask('POST', '/api/crm/sync/links', {
          token,
          json: { dirty: [{ kind: 'link', id: before }] },
        })
      ).body as { views: [{ link: object }] }
    ).views;
    expect(link).toMatchObject({ rev: 1, base: {}, erp: 'customer/C1', aliases: [], pending: null });
    await one.seed(scopedBooks);
  } finally {
    working = false;
    await load;
    await Promise.all(servers.map((server) => server.close()));
    await old.close();
  }
});
