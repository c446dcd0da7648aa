import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../test/setup/emptyData.ts';
import { ACCOUNT, HOST } from '../../../../test/setup/requests.ts';
import { ANN, NOW, openShop, records } from '../../../../test/setup/syncing.ts';
import { linkId } from '../../api/primitives.ts';
import { recordKey } from '../../api/recordKey.ts';
import type { Single } from '../../api/sync/create.ts';
import type { Dirty } from '../../api/sync/link.ts';
import type { OpenDatabase, TenantTransaction } from '../database/database.ts';
import { readInTenant } from '../database/tenant.ts';
import { linksOf, wasParted } from './create/ends.ts';
import { look } from './create/look.ts';
import { countFailedRows } from './failedRows.ts';
import { readFeed } from './feed.ts';
import { readSyncLinks } from './readLinks.ts';
import { readRecordStatus } from './recordStatus.ts';
import { mappingName, saveSetting } from './settings.ts';
import { settled } from './transaction.ts';
import { setAsideUnrecovered } from './unrecovered.ts';

const MANY = 3_000;
const MERGED = 3;
const ASKED = 20;
/** Of a table: what is asked about, the links of it, and a handful around them. */
const MOST = 10 * ASKED;

const accountOf = (n: number): string => `007${String(n).padStart(12, '0')}AAA`;
const { id: _, ...place } = ACCOUNT;
const keyOf = (n: number): string => recordKey({ ...place, id: accountOf(n) });
const uuidOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const PAIR = { ...place, erpObject: 'customer', host: HOST } as const;

/** What is kept of six fields: the rows of so many links take some room, as theirs do. */
const BASE = JSON.stringify(
  Object.fromEntries(
    Array.from({ length: 6 }, (_, index) => {
      const value = { kind: 'value', value: `What both sides have agreed on, ${index}` };
      return [`Field${index}=field${index}`, { crm: value, erp: value, mapping: 1 }];
    }),
  ),
);

/** Whatever is asked about some of many links has the database look at those, however many others there are. */
describe('among many links', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openEmptyPglite();
    await openShop(database);
    await settled(database, 'default', async (transaction) => {
      const creating = { create: { toErp: true, toCrm: false }, rules: [] };
      await saveSetting(transaction, ANN, mappingName(PAIR), 0, creating);
    });
    const { system, org, object } = ACCOUNT;
    const linked = (first: number, more: string) => sql`
      insert into links (id, tenant, rev, system, org, object, record, host, customer, created_by, created_at, base, erp_object, erp_record, aliases)
      select ('00000000-0000-4000-8000-' || lpad((n + ${first}::int)::text, 12, '0'))::uuid, 'default', 1, ${system}, ${org}, ${object},
        '007' || lpad((n + ${first}::int)::text, 12, '0') || 'AAA', ${HOST}, 'X' || n, 'ann', now(), ${BASE}::jsonb, ${sql.raw(more)}
      from generate_series(1, ${MANY}) as n`;
    await database.db.execute(
      linked(0, `'customer', null, case when n <= ${MERGED} then array['00Q' || n] else '{}' end`),
    );
    await database.db.execute(linked(MANY, `'contact', 'P' || n, '{}'`));
    await database.db.execute(sql`
      insert into twins (tenant, key, system, org, object, host, erp_object, side, source, run, record)
      select 'default', 'key-' || n, ${system}, ${org}, ${object}, ${HOST}, 'customer', 'crm', 'made-' || n, 'run', 'customer/T' || n
      from generate_series(1, ${MANY}) as n`);
    const ended = (first: number, erpObject: string) => sql`
      insert into ended_links (id, tenant, rev, link, ended_by, ended_at)
      select ('00000000-0000-4000-9000-' || lpad((n + ${first}::int)::text, 12, '0'))::uuid, 'default', 2,
        jsonb_build_object('system', ${system}::text, 'org', ${org}::text, 'object', ${object}::text, 'record', '00E' || n,
          'erpObject', ${erpObject}::text, 'customer', 'E' || n, 'erpRecord', case when ${erpObject}::text = 'contact' then 'EP' || n end,
          'aliases', case when n <= ${MERGED} then jsonb_build_array('00F' || n) else '[]'::jsonb end), 'ann', now()
      from generate_series(1, ${MANY}) as n`;
    await database.db.execute(ended(0, 'customer'));
    await database.db.execute(ended(MANY, 'contact'));
    await database.db.execute(sql`
      insert into runs (tenant, id, "user", trigger, state, started_at) values ('default', 'run-many', 'ann', 'manual', 'finished', clock_timestamp())`);
    await database.db.execute(sql`
      insert into run_rows (tenant, run, link, outcome)
      select 'default', 'run-many', ${`${system}/${org}/${object}/`}::text || case when n = 1 then ${accountOf(5)}::text else 'R' || n end, case when n <= ${MERGED} then 'failed' else 'updated' end
      from generate_series(1, ${MANY}) as n`);
    await database.db.execute(sql`analyze`);
  });
  afterAll(() => database.close());

  const rowsSeen = async (from: TenantTransaction): Promise<ReadonlyMap<string, number>> => {
    const { rows } = (await from.execute(
      sql`select relname as name, seq_tup_read + coalesce(idx_tup_fetch, 0) as rows from pg_stat_xact_user_tables`,
    )) as unknown as { rows: { name: string; rows: string }[] };
    return new Map(rows.map(({ name, rows }) => [name, Number(rows)]));
  };

  /** What is answered, and of which tables the database looked at how many rows for it, where they are too many. */
  const seen = <T>(work: (from: TenantTransaction) => Promise<T>) =>
    readInTenant(database, 'default', async (from) => {
      const before = await rowsSeen(from);
      const answer = await work(from);
      const after = await rowsSeen(from);
      const counts = [...after].map(([name, rows]) => ({ name, rows: rows - (before.get(name) ?? 0) }));
      return { answer, tooMany: counts.filter(({ rows }) => rows > MOST) };
    });

  test('what looks at all of them is counted', async () => {
    const { tooMany } = await seen((from) => from.execute(sql`select count(host) from links`));
    expect(tooMany).toEqual([{ name: 'links', rows: 2 * MANY + 1 }]);
  });

  const some = <T>(each: (n: number) => T): T[] =>
    Array.from({ length: ASKED }, (_, index) => each(1 + index * 29));
  test.each<[string, (n: number) => Dirty]>([
    ['CRM records', (n) => ({ kind: 'crm', id: keyOf(n) })],
    ['customers', (n) => ({ kind: 'erp', id: `customer/X${n}` })],
    ['other ERP records', (n) => ({ kind: 'erp', id: `contact/P${n}` })],
    ['links', (n) => ({ kind: 'link', id: linkId.parse(uuidOf(n)) })],
  ])('those of %s are found', async (_, dirtyOf) => {
    const { answer, tooMany } = await seen((from) => readSyncLinks(from, ANN, some(dirtyOf)));
    expect(answer).toHaveLength(ASKED);
    expect(tooMany).toEqual([]);
  });

  test('all kinds in one question, a merged record among them', async () => {
    const { answer, tooMany } = await seen((from) =>
      readSyncLinks(from, ANN, [
        { kind: 'crm', id: recordKey({ ...place, id: '00Q2' }) },
        { kind: 'crm', id: keyOf(9) },
        { kind: 'crm', id: recordKey({ ...place, object: 'Contact', id: accountOf(10) }) },
        { kind: 'erp', id: 'customer/X5' },
        { kind: 'erp', id: 'contact/P5' },
        { kind: 'link', id: linkId.parse(uuidOf(7)) },
      ]),
    );
    expect(answer.map(({ link }) => link.id).sort()).toEqual([2, 5, 7, 9, MANY + 5].map(uuidOf));
    expect(tooMany).toEqual([]);
  });

  test('whether a record has a link, or is somebody’s twin', async () => {
    const { answer, tooMany } = await seen((from) =>
      look({ transaction: from, actor: ANN, pair: PAIR, records }, [
        {
          of: { side: 'crm', id: recordKey({ ...place, id: '007NEW' }) },
          identity: {},
          references: {},
          twinKey: null,
        },
      ]),
    );
    expect(answer).toEqual([{ kind: 'free', candidates: [], wanted: false }]);
    expect(tooMany).toEqual([]);
    const own = await seen((from) =>
      linksOf(from, 'default', { ...PAIR, erpObject: 'contact' }, { side: 'erp', id: 'contact/P8' }),
    );
    expect(own.answer).toMatchObject([{ id: uuidOf(MANY + 8) }]);
    expect(own.tooMany).toEqual([]);
  });

  test.each([
    ['a CRM record', { side: 'crm', id: recordKey({ ...place, id: '00E77' }) }, 'customer', true],
    [
      'one that was merged into it',
      { side: 'crm', id: recordKey({ ...place, id: '00F2' }) },
      'customer',
      true,
    ],
    [
      'a CRM record that never was',
      { side: 'crm', id: recordKey({ ...place, id: '00F9' }) },
      'customer',
      false,
    ],
    ['a customer', { side: 'erp', id: 'customer/E9' }, 'customer', true],
    ['a contact', { side: 'erp', id: 'contact/EP9' }, 'contact', true],
    ['a customer by a contact’s number', { side: 'erp', id: 'customer/EP9' }, 'customer', false],
  ] as const)('whether %s was parted from its twin', async (_, of, erpObject, expected) => {
    const { answer, tooMany } = await seen((from) =>
      wasParted(from, 'default', { ...PAIR, erpObject }, of as Single),
    );
    expect(answer).toBe(expected);
    expect(tooMany).toEqual([]);
  });

  test('how many of all that was synced fail as things stand', async () => {
    const { answer, tooMany } = await seen((from) => countFailedRows(from, ANN));
    // One of them has been linked since.
    expect(answer).toBe(MERGED - 1);
    expect(tooMany).toEqual([]);
  });

  test('what is known about one record', async () => {
    const { answer, tooMany } = await seen((from) =>
      readRecordStatus(from, ANN, keyOf(4), { records, now: NOW }),
    );
    expect(answer.links).toHaveLength(1);
    expect(tooMany).toEqual([]);
  });

  test('that nothing has changed, and that nobody has left an intent behind', async () => {
    const objects = ['link', 'customer'] as const;
    const ask = { cursor: null, objects, limit: 10_000 };
    const { next } = await readInTenant(database, 'default', (from) => readFeed(from, ANN, ask));
    const { answer, tooMany } = await seen((from) => readFeed(from, ANN, { ...ask, cursor: next }));
    expect(answer.dirty).toEqual([]);
    expect(tooMany).toEqual([]);
    const left = await seen((from) => setAsideUnrecovered(from, ANN, 'run'));
    expect(left.tooMany).toEqual([]);
  });
});
