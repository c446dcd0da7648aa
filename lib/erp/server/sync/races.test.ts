// Long because all races are run on one PostgreSQL, which takes longer to start than to lose one.
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { startPostgres, type TestPostgres } from '../../../../test/setup/postgres.ts';
import { ACCOUNT, HOST, SYNC_ON } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import {
  ANN,
  browser,
  cityPatch,
  connect,
  crmIdOf,
  landed,
  NOW,
  openShop,
  value,
} from '../../../../test/setup/syncing.ts';
import type { OpenDatabase } from '../database/database.ts';
import { openPostgres } from '../database/postgres.ts';
import { ledger } from '../database/schema/ledger.ts';
import { inTenant, readInTenant } from '../database/tenant.ts';
import { readBrake } from './brake.ts';
import { approveBrake, askBrake } from './brakes/questions.ts';
import { takeLease } from './leases.ts';
import { canonicalJson } from './ledger/canonical.ts';
import { verifyLedger } from './ledger/verify.ts';
import { repoint } from './repoint.ts';
import { CONFIG, saveSetting } from './settings.ts';
import { settled } from './transaction.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const times = <T>(count: number, each: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => each(index)));

describe('several servers on one PostgreSQL', () => {
  let servers: OpenDatabase[];
  let link: string;
  beforeAll(async () => {
    const url = await postgres.ownedDatabase('races');
    servers = [await openPostgres(url), await openPostgres(url)];
    ({ link } = await openShop(servers[0] as OpenDatabase));
  });
  afterAll(() => Promise.all(servers.map((server) => server.close())));
  const server = (index: number): OpenDatabase => servers[index % 2] as OpenDatabase;
  const verify = () => readInTenant(server(0), 'default', (from) => verifyLedger(from, 'default'));

  test('eight clients prepare one link: one wins, seven are told to plan again, and one city is written', async () => {
    for (let round = 0; round < 5; round++) {
      const view = await browser(server(0)).link(link);
      const rows = Array.from({ length: 8 }, (_, index) => cityPatch(view, `City ${round}.${index}`));
      const answers = await times(8, async (index) => {
        const own = browser(server(index), { ...ANN, user: `user-${index}` });
        const row = rows[index];
        return row === undefined ? [] : own.prepare([row]);
      });
      const kinds = answers.map(([answer]) => answer?.kind);
      expect(kinds.filter((kind) => kind === 'pending')).toHaveLength(1);
      expect(kinds.filter((kind) => kind === 'stale')).toHaveLength(7);
      const winner = kinds.indexOf('pending');
      const standing = await browser(server(1)).link(link);
      expect(standing).toMatchObject({
        pending: 'live',
        link: { rev: view.link.rev + 1, pending: { intentId: rows[winner]?.pending?.intentId } },
      });
      const { fields } = await browser(server(1)).record('customer/C1');
      expect(fields.city).toEqual(value(`City ${round}.${winner}`));
      const row = rows[winner];
      if (row === undefined) throw new Error('Nobody won.');
      const told = landed(row, standing.link.rev, `City ${round}.${winner}`);
      const owner = browser(server(0), { ...ANN, user: `user-${winner}` });
      // Its answer was lost, so it is sent four times at once.
      expect(await times(4, () => owner.commit([told]))).toEqual([['done'], ['done'], ['done'], ['done']]);
    }
    const told = await inTenant(server(0), 'default', (from) =>
      from.select().from(ledger).where(eq(ledger.link, link)),
    );
    const kinds = told.map(({ content }) => content.kind);
    expect(kinds.filter((kind) => kind === 'intended')).toHaveLength(10);
    expect(kinds.filter((kind) => kind === 'outcome')).toHaveLength(10);
    expect((await verify()).every(({ brokenAt }) => brokenAt === null)).toBe(true);
  });

  test('batches over the same links in opposite orders end, each link won once; one user’s chain has no gap', async () => {
    const ids = await times(12, (index) =>
      connect(server(index), { account: `0060000000000${10 + index}AAA`, customer: 'C2' }),
    );
    const views = await Promise.all(ids.map((id) => browser(server(0)).link(id)));
    const answers = await times(8, (index) => {
      const rows = views.map((view) => cityPatch(view, `Batch ${index}`, { crmOnly: true }));
      return browser(server(index)).prepare(index % 2 === 0 ? rows : rows.toReversed());
    });
    expect(answers.flat().filter(({ kind }) => kind === 'pending')).toHaveLength(12);
    expect(answers.flat().filter(({ kind }) => kind === 'stale')).toHaveLength(84);
    const chain = (await verify()).find(({ writer }) => writer === 'ann');
    expect(chain?.brokenAt).toBeNull();
  });

  test('an approval is drawn from by eight at once and covers what was approved; beyond it the hour counts, and stops', async () => {
    const { updates } = await readInTenant(server(0), 'default', (from) => readBrake(from, 'default'));
    const perHour = { ...SYNC_ON.brake.perHour, updates: updates + 1 };
    const brake = { ...SYNC_ON.brake, creates: 1, perHour };
    const config = { ...SYNC_ON, brake };
    const save = (version: number, content: object) =>
      settled(server(0), 'default', (transaction) => saveSetting(transaction, ANN, CONFIG, version, content));
    const saved = (await save(1, config)) ?? 0;
    const run = 'run-approved';
    const counts = { creates: 2, updates: 4, clears: [], deletes: 0, moved: [] };
    const asking = () =>
      settled(server(0), 'default', (transaction) =>
        askBrake(transaction, ANN, { run, counts, sample: [] }, NOW),
      );
    expect((await asking()).kind).toBe('ask');
    await settled(server(1), 'default', (transaction) =>
      approveBrake(transaction, { ...ANN, isAdmin: false }, run, NOW),
    );
    expect((await asking()).kind).toBe('go');
    const ids = await times(8, (index) =>
      connect(server(index), { account: `0090000000000${10 + index}AAA`, customer: 'C2' }),
    );
    const views = await Promise.all(ids.map((id) => browser(server(0)).link(id)));
    const answers = await Promise.allSettled(
      views.map((view, index) =>
        browser(server(index)).prepare([{ ...cityPatch(view, 'x', { crmOnly: true }), run }]),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'brake.engaged' });
    await save(saved, SYNC_ON);
  });

  test('a mapping that is saved while rows are prepared: whatever was prepared carries the version that held', async () => {
    const name = 'mapping/salesforce/Account/customer';
    const ids = await times(6, (index) =>
      connect(server(index), { account: `0070000000000${10 + index}AAA`, customer: 'C2' }),
    );
    const views = await Promise.all(ids.map((id) => browser(server(0)).link(id)));
    const saving = settled(server(1), 'default', async (transaction) => {
      const version = await saveSetting(transaction, ANN, name, 0, { rules: [] });
      await transaction.execute(sql`select pg_sleep(0.1)`);
      return version;
    });
    const answers = await times(6, async (index) => {
      const view = views[index];
      return view === undefined
        ? []
        : browser(server(index)).prepare([cityPatch(view, 'x', { crmOnly: true })]);
    });
    expect(await saving).toBe(1);
    const late = await times(6, async (index) => {
      const view = await browser(server(index)).link(ids[index] ?? '');
      return browser(server(index)).prepare([cityPatch(view, 'y', { crmOnly: true })]);
    });
    // Planned with version 0: before the save they went through, after it none does.
    const kinds = answers.flat().map(({ kind }) => kind);
    expect(kinds.every((kind) => kind === 'pending' || kind === 'stale')).toBe(true);
    expect(late.flat().map(({ kind }) => kind)).toEqual(Array.from({ length: 6 }, () => 'stale'));
  });

  test('two records that merge into one at once: the second is told that the survivor has a link', async () => {
    const ids = await times(2, (index) =>
      connect(server(index), {
        account: `00800000000000${1 + index}AAA`,
        customer: index === 0 ? 'C1' : 'C3',
      }),
    );
    const survivor = crmIdOf('008000000000009AAA');
    const answers = await times(2, (index) =>
      settled(server(index), 'default', (transaction) =>
        repoint(transaction, ANN, [{ link: ids[index] as never, rev: 1, survivor }]),
      ),
    );
    expect(answers.flat().sort()).toEqual(['done', 'taken']);
  });

  test('twenty browsers ask for one lease: one gets it, and gets it again', async () => {
    const question = (index: number) => ({
      crmUser: 'salesforce/acme/005',
      object: 'Account',
      browser: `browser-${index}`,
    });
    const ask = (index: number) =>
      settled(server(index), 'default', (transaction) => takeLease(transaction, 'default', question(index)));
    const answers = await times(20, ask);
    const holder = answers.findIndex(({ lease }) => lease === 'granted');
    expect(answers.filter(({ lease }) => lease === 'granted')).toHaveLength(1);
    expect((await ask(holder)).lease).toBe('granted');
    await inTenant(server(0), 'default', (transaction) =>
      transaction.execute(sql`update leases set until = clock_timestamp() - interval '1 second'`),
    );
    expect((await ask((holder + 1) % 20)).lease).toBe('granted');
  });
});

describe('two ERP APIs over HTTP on one PostgreSQL', () => {
  let erps: TestErp[];
  let token: string;
  beforeAll(async () => {
    const DATABASE_URL = await postgres.ownedDatabase('converting');
    erps = [await startErp({ DATABASE_URL }), await startErp({ DATABASE_URL })];
    await erp(0).seed(scopedBooks);
    token = await erp(0).token();
    const admin = await erp(0).token({ role: 'crm.admin' });
    await erp(0).ask('PUT', '/api/crm/config', {
      token: admin,
      json: SYNC_ON,
      headers: { 'If-Match': '"0"' },
    });
  });
  afterAll(() => Promise.all(erps.map((each) => each.close())));
  const erp = (index: number): TestErp => erps[index % 2] as TestErp;

  const convert = (
    index: number,
    {
      deal,
      key,
      ...more
    }: { deal: string; key: string; mergedIds?: string[]; customer?: string; price?: number },
  ) => {
    const { mergedIds = [], customer = 'C2', price = 1_000 } = more;
    const opportunity = { system: 'hubspot', org: '4711', object: 'deal', id: deal };
    const lines = [{ description: 'Pump', quantity: '1', unitPrice: price, taxRate: '0' }];
    return erp(index).ask('POST', '/api/crm/opportunities/convert', {
      token,
      json: { opportunity, mergedIds, customer, currency: 'EUR', lines },
      headers: { 'Idempotency-Key': key },
    });
  };
  const orderOf = (body: unknown) => (body as { order: { id: string } }).order.id;
  const orders = async (deal: string) => {
    const { rows } = await postgres.query(
      'converting',
      `select id, state from orders where opportunity = 'hubspot/4711/deal/${deal}'`,
    );
    return rows as { id: string; state: string }[];
  };

  test('fifty convert one opportunity: one order, and forty-nine are told of it', async () => {
    const answers = await times(50, (index) => convert(index, { deal: '1', key: `key-${index}` }));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    const id = orderOf(made[0]?.body);
    const told = answers.filter(({ status }) => status === 409);
    expect(told).toHaveLength(49);
    for (const { body } of told)
      expect(body).toMatchObject({
        code: 'opportunity.converted',
        title: 'Opportunity already converted',
        order: id,
      });
    expect(await orders('1')).toEqual([{ id, state: 'confirmed' }]);
    const { rows } = await postgres.query('converting', 'select count(*)::int as n from order_lines');
    expect(rows).toEqual([{ n: 2 }]);
  });

  test('one wish that is sent ten times at once is one order and ten times the same answer', async () => {
    const answers = await times(10, (index) => convert(index, { deal: '2', key: 'one-wish' }));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(new Set(answers.map(({ body }) => canonicalJson(body))).size).toBe(1);
    expect(await orders('2')).toHaveLength(1);
  });

  test('opportunities that were merged share one order, whichever of them is converted', async () => {
    const answers = await times(12, (index) =>
      index % 2 === 0
        ? convert(index, { deal: '3', key: `m-${index}` })
        : convert(index, { deal: '4', key: `m-${index}`, mergedIds: ['3'] }),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect([...(await orders('3')), ...(await orders('4'))]).toHaveLength(1);
  });

  test('two orders that both would be the last one within the limit: one is confirmed, the other waits', async () => {
    // C2 has a limit of 1,000.00 and owes nothing but what was ordered above.
    const answers = await times(2, (index) =>
      convert(index, { deal: `5${index}`, key: `l-${index}`, price: 60_000 }),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const reasons = answers.map(({ body }) => (body as { draftReason: { code: string } | null }).draftReason);
    expect(reasons.map((reason) => reason?.code ?? null).sort()).toEqual([null, 'overLimit'].sort());
    const states = [...(await orders('50')), ...(await orders('51'))].map(({ state }) => state);
    expect(states.sort()).toEqual(['confirmed', 'draft']);
  });

  test('ten people decide one question at once: one decision, and nine are told whose', async () => {
    const record = { ...ACCOUNT, id: '009000000000002AAA' };
    const { body } = await erp(0).ask('PUT', '/api/crm/links', {
      token,
      json: { record, host: HOST, customer: 'C1' },
    });
    const { id } = body as { id: string };
    const dirty = [{ kind: 'link', id }];
    const read = async () =>
      (
        (await erp(1).ask('POST', '/api/crm/sync/links', { token, json: { dirty } })).body as {
          views: [Parameters<typeof cityPatch>[0]];
        }
      ).views[0];
    const question = { key: 'delete', decision: null, kind: 'delete', deleted: 'crm' } as const;
    const row = { ...cityPatch(await read(), 'x'), pending: null, intended: [], open: [question] };
    await erp(0).ask('POST', '/api/crm/sync/prepare', { token, json: { rows: [row] } });
    const key = `salesforce/${record.org}/Account/${record.id}`;
    const { conflicts } = (await erp(0).get(`/api/crm/sync/conflicts?record=${key}`, token)).body as {
      conflicts: [{ seen: string; rev: number }];
    };
    const [{ seen, rev }] = conflicts;
    const people = await times(10, (index) => erp(0).token({ user: `decider-${index}` }));
    const answers = await times(10, (index) =>
      erp(index).ask('POST', '/api/crm/sync/resolve', {
        token: people[index] ?? '',
        json: {
          decisions: [{ link: id, key: 'delete', rev, seen, decision: index % 2 === 0 ? 'crm' : 'erp' }],
        },
        headers: { 'Idempotency-Key': `decide-${index}` },
      }),
    );
    const winner = answers.findIndex(({ status }) => status === 200);
    const decision = winner % 2 === 0 ? 'crm' : 'erp';
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const late = answers.filter(({ status }) => status === 409);
    expect(late).toHaveLength(9);
    for (const each of late)
      expect(each.body).toMatchObject({
        resolved: [{ kind: 'decided', decided: { decision, by: `decider-${winner}` } }],
      });
    expect(await read()).toMatchObject({ link: { rev: rev + 1, conflicts: [{ decision }] } });
    const { rows } = await postgres.query(
      'converting',
      `select writer from ledger where content ->> 'kind' = 'decided'`,
    );
    expect(rows).toEqual([{ writer: `decider-${winner}` }]);
  });

  test('a link is not parted while its intent stands, and says so', async () => {
    const record = { ...ACCOUNT, id: '009000000000001AAA' };
    const json = { record, host: HOST, customer: 'C1' };
    const { body } = await erp(0).ask('PUT', '/api/crm/links', { token, json });
    const { id } = body as { id: string };
    const [view] = (
      (
        await erp(1).ask('POST', '/api/crm/sync/links', {
          token,
          json: { dirty: [{ kind: 'link', id }] },
        })
      ).body as { views: Parameters<typeof cityPatch>[0][] }
    ).views;
    if (view === undefined) throw new Error('No link.');
    const row = cityPatch(view, 'Gotha');
    const prepared = await erp(0).ask('POST', '/api/crm/sync/prepare', { token, json: { rows: [row] } });
    expect(prepared.body).toMatchObject({ rows: [{ kind: 'pending', rev: 2 }] });
    const part = (rev: number) =>
      erp(1).ask('DELETE', `/api/crm/links/${id}`, { token, headers: { 'If-Match': `"${rev}"` } });
    const refused = await part(2);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'link.pending' });
    const told = await erp(1).ask('POST', '/api/crm/sync/commit', {
      token,
      json: { rows: [landed(row, 2, 'Gotha')] },
    });
    expect(told.body).toEqual({ rows: ['done'] });
    expect((await part(3)).status).toBe(204);
  });
});
