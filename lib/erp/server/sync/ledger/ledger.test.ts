import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../../test/setup/emptyData.ts';
import { startPostgres, type TestPostgres } from '../../../../../test/setup/postgres.ts';
import type { OpenDatabase } from '../../database/database.ts';
import { openPostgres } from '../../database/postgres.ts';
import { inTenant, readInTenant } from '../../database/tenant.ts';
import { appendLedger } from './append.ts';
import { canonicalJson } from './canonical.ts';
import { verifyLedger } from './verify.ts';

describe('canonical JSON', () => {
  test.each([
    [{ b: 1, a: [2, { d: null, c: true }] }, '{"a":[2,{"c":true,"d":null}],"b":1}'],
    [{ '€': 1, '\r': 2, '1': 3, '\u0080': 4, ö: 5 }, '{"\\r":2,"1":3,"\u0080":4,"ö":5,"€":1}'],
    [[1e21, 0.000001, 1e-7, -0, 4.5], '[1e+21,0.000001,1e-7,0,4.5]'],
    ['\u20ac$\u000f\nA\'B"\\', '"€$\\u000f\\nA\'B\\"\\\\"'],
    [{ a: undefined, b: 1 }, '{"b":1}'],
  ])('%j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test.each([[Number.NaN], [() => 1], [10n], [undefined]])('%s is not JSON', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const open: Record<string, () => Promise<OpenDatabase>> = {
  PGlite: openEmptyPglite,
  PostgreSQL: async () => openPostgres(await postgres.database('ledger')),
};

describe.each(Object.keys(open))('the ledger on %s', (kind) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    const opened = await open[kind]?.();
    if (opened === undefined) throw new Error(`No database for ${kind}`);
    database = opened;
    for (const user of ['ann', 'bob']) for (let each = 0; each < 3; each++) await write(user, each);
  });
  afterAll(() => database.close());

  const write = (user: string, version: number) =>
    inTenant(database, 'default', (transaction) =>
      appendLedger(transaction, { tenant: 'default', user }, [
        { run: null, link: null, content: { kind: 'setting', name: 'config', version } },
        { run: 'run-00000001', link: null, content: { kind: 'answered', key: 'größe' } },
      ]),
    );
  const verify = () => readInTenant(database, 'default', (from) => verifyLedger(from, 'default'));
  /** As somebody with every right in the database, who lifts the guard first. */
  const tamper = async (statement: string) => {
    await database.db.execute(sql`alter table ledger disable trigger user`);
    await database.db.execute(sql.raw(statement));
    await database.db.execute(sql`alter table ledger enable trigger user`);
  };

  test('is one chain per writer, and holds', async () => {
    expect(await verify()).toEqual([
      { writer: 'ann', entries: 6, brokenAt: null },
      { writer: 'bob', entries: 6, brokenAt: null },
    ]);
  });

  test.each(["update ledger set run = 'x'", 'delete from ledger', 'truncate ledger'])(
    'refuses: %s',
    async (statement) => {
      const asOwner = database.db.execute(sql.raw(statement));
      await expect(asOwner).rejects.toMatchObject({
        cause: { message: expect.stringContaining('append-only') },
      });
      expect((await verify()).map(({ entries }) => entries)).toEqual([6, 6]);
    },
  );

  test('a changed entry, one that is missing, one that was slipped in and an end that was cut off are noticed', async () => {
    const brokenAt = async () => (await verify()).map((chain) => chain.brokenAt);
    await tamper(
      `update ledger set content = jsonb_set(content, '{version}', '9') where writer = 'ann' and seq = 3`,
    );
    expect(await brokenAt()).toEqual([3, null]);
    await tamper(
      `update ledger set content = jsonb_set(content, '{version}', '1') where writer = 'ann' and seq = 3`,
    );
    expect(await brokenAt()).toEqual([null, null]);
    await tamper(`update ledger set seq = 99 where writer = 'bob' and seq = 2`);
    expect(await brokenAt()).toEqual([null, 2]);
    await tamper(`update ledger set seq = 2 where writer = 'bob' and seq = 99`);
    await tamper(`delete from ledger where writer = 'bob' and seq = 6`);
    expect(await brokenAt()).toEqual([null, 6]);
    await tamper(
      `insert into ledger select tenant, writer, 7, at, run, link, content, previous, hash from ledger where writer = 'ann' and seq = 6`,
    );
    expect(await brokenAt()).toEqual([7, 6]);
  });
});
