// Long because the same books are walked on two databases and raced on one: apart, each half would have to set them up again.
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../../test/setup/emptyData.ts';
import { startPostgres, type TestPostgres } from '../../../../../test/setup/postgres.ts';
import { ACCOUNT, HOST, SYNC_ON } from '../../../../../test/setup/requests.ts';
import { ANN, connect, crmIdOf, openShop, records, value } from '../../../../../test/setup/syncing.ts';
import type { ChangesPage, FeedObject } from '../../../api/sync/changes.ts';
import type { Found, Look, Settle, Single, TwinPair } from '../../../api/sync/create.ts';
import type { PendingField } from '../../../api/sync/link.ts';
import type { OpenDatabase, TenantTransaction } from '../../database/database.ts';
import { openPostgres } from '../../database/postgres.ts';
import { customers } from '../../database/schema/customers.ts';
import { ledger } from '../../database/schema/ledger.ts';
import { links } from '../../database/schema/links.ts';
import { neverLinks } from '../../database/schema/neverLinks.ts';
import { twins } from '../../database/schema/twins.ts';
import { inTenant, readInTenant } from '../../database/tenant.ts';
import { linkStore } from '../../links/store.ts';
import type { Actor } from '../actor.ts';
import { readFeed } from '../feed.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { CONFIG, mappingName, saveSetting } from '../settings.ts';
import { settled } from '../transaction.ts';
import { holdEnds } from './ends.ts';
import { look } from './look.ts';
import { answerNoneOfThem, listTwins } from './people.ts';
import { doubtsOf, record, release, suspect } from './record.ts';
import { settle } from './settle.ts';

const { id: _, ...place } = ACCOUNT;
const PAIR: TwinPair = { ...place, erpObject: 'customer', host: HOST };
const CEM: Actor = {
  tenant: 'default',
  user: 'cem',
  visibleTo: { scope: 'team', team: 'south' },
};

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** Both sides' records are given twins. */
const openMaking = async (database: OpenDatabase): Promise<void> => {
  await openShop(database);
  await settled(database, 'default', async (transaction) => {
    await saveSetting(transaction, ANN, CONFIG, 1, { ...SYNC_ON, customersToCrm: true });
    await saveSetting(transaction, ANN, mappingName(PAIR), 0, {
      create: { toErp: true, toCrm: true },
      rules: [],
    });
  });
};

const browserOf = (database: OpenDatabase, actor: Actor = ANN) => {
  const reading = <T>(work: (from: TenantTransaction) => Promise<T>) =>
    readInTenant(database, actor.tenant, work);
  const writing = <T>(work: (to: TenantTransaction) => Promise<T>) => settled(database, actor.tenant, work);
  return {
    look: async (row: Look) =>
      (await reading((transaction) => look({ transaction, actor, pair: PAIR, records }, [row])))[0],
    settle: async (row: Settle) =>
      (await writing((transaction) => settle(transaction, actor, PAIR, [row], records)))[0],
    record: async (row: Found) =>
      (await writing((transaction) => record(transaction, actor, [row], records)))[0],
    release: (key: string, attempt: number, ask: string[] | null) =>
      writing((transaction) => release(transaction, actor, [{ key, attempt, ask }])),
    doubts: () => reading((from) => doubtsOf(from, actor, PAIR)),
    suspect: (key: string, ids: string[]) =>
      writing((transaction) => suspect(transaction, actor.tenant, key, ids)),
    told: () => reading((from) => listTwins(from, actor)),
    noneOfThem: (of: Single) => writing((transaction) => answerNoneOfThem(transaction, actor, of)),
  };
};

let made = 100;
/** An account that nobody has seen yet. */
const newAccount = () => {
  const id = `001${String(made++).padStart(12, '0')}AAA`;
  return { id, of: { side: 'crm' as const, id: crmIdOf(id) }, key: `key-of-account-${id}` };
};

const newEnds = ({ of, key }: ReturnType<typeof newAccount>) => ({ of, key });

const field = (name: string, text: string): PendingField => ({
  rule: name,
  unit: `field:${name}`,
  fields: { crm: `crm_${name}`, erp: name },
  crm: { kind: 'kept', stored: value(`crm ${text}`) },
  erp: { kind: 'write', before: { kind: 'blank' }, after: { kind: 'value', value: text }, mark: null },
});

const making = (
  { of, key }: ReturnType<typeof newAccount>,
  name: string,
  more: { email?: string; candidates?: string[]; run?: string } = {},
): Extract<Settle, { kind: 'make' }> => {
  const { email, candidates = [], run = 'run-00000001' } = more;
  const fields = [field('name', name), ...(email === undefined ? [] : [field('email', email)])];
  const identity = Object.fromEntries(
    fields.map((each) => [each.fields.erp, each.erp.kind === 'write' ? each.erp.after : null]),
  ) as Settle['identity'];
  return { kind: 'make', key, of, run, mapping: 1, identity, candidates, draft: { fields } };
};

const claiming = (customer: string, run = 'run-00000001'): Extract<Settle, { kind: 'claim' }> => ({
  kind: 'claim',
  key: `key-of-customer-${customer}`,
  of: { side: 'erp', id: `customer/${customer}` },
  run,
  mapping: 1,
  identity: {},
  candidates: [],
  draft: {
    fields: [
      {
        ...field('name', 'x'),
        crm: { kind: 'write', before: { kind: 'blank' }, after: { kind: 'value', value: 'x' }, mark: null },
        erp: { kind: 'kept', stored: value('x') },
      },
    ],
  },
  visibleMs: 0,
});

const found = (row: Settle, id: string, more: Partial<Found> = {}): Found => ({
  key: row.key,
  attempt: 1,
  run: row.run,
  id,
  base: {},
  outcomes: [],
  others: [],
  ...more,
});

const runOut = (database: OpenDatabase) =>
  inTenant(database, 'default', (transaction) =>
    transaction.update(twins).set({ until: sql`clock_timestamp() - interval '1 second'` }),
  );

const open: Record<string, () => Promise<OpenDatabase>> = {
  PGlite: openEmptyPglite,
  PostgreSQL: async () => openPostgres(await postgres.ownedDatabase('twins')),
};

describe.each(Object.keys(open))('a record without a link, on %s', (kind) => {
  let database: OpenDatabase;
  let ann: ReturnType<typeof browserOf>;
  beforeAll(async () => {
    const opened = await open[kind]?.();
    if (opened === undefined) throw new Error(`No database for ${kind}`);
    database = opened;
    await openMaking(database);
    ann = browserOf(database);
  });
  afterAll(() => database.close());

  test('its customer, link, base and ledger are made in one transaction, once, however often it is asked', async () => {
    const account = newAccount();
    const row = making(account, 'Elm Foundry');
    expect(await ann.look({ of: row.of, identity: row.identity, twinKey: null })).toEqual({
      kind: 'free',
      candidates: [],
      wanted: false,
    });
    const first = await ann.settle(row);
    expect(first).toMatchObject({ kind: 'linked', made: true });
    expect(await ann.settle(row)).toEqual(first);
    expect(await ann.settle({ ...row, run: 'run-00000002' })).toMatchObject({ kind: 'linked', made: false });
    const rows = await readInTenant(database, 'default', async (from) => ({
      customers: await from.select().from(customers).where(eq(customers.name, 'Elm Foundry')),
      links: await from.select().from(links).where(eq(links.record, account.id)),
      entries: (await from.select().from(ledger)).filter(({ content }) =>
        JSON.stringify(content).includes(row.key),
      ),
    }));
    expect(rows.customers).toHaveLength(1);
    expect(rows.links).toMatchObject([
      { base: { name: { crm: value('crm Elm Foundry'), erp: value('Elm Foundry'), mapping: 1 } } },
    ]);
    expect(rows.entries.map(({ content }) => content.kind)).toEqual(['intended', 'outcome']);
    expect(await readInTenant(database, 'default', (from) => verifyLedger(from, 'default'))).toMatchObject(
      {},
    );
  });

  test('what the ERP refuses is told with its reason, and nothing is left of it', async () => {
    const row = making(newAccount(), '');
    expect(await ann.settle(row)).toMatchObject({ kind: 'refused', reason: { code: expect.any(String) } });
    expect(await ann.look({ of: row.of, identity: {}, twinKey: null })).toMatchObject({ kind: 'free' });
  });

  test('a certain match is linked, not made again; whoever has the link already is a candidate no more', async () => {
    const row = making(newAccount(), 'Birch', { candidates: ['customer/C2'] });
    const identity = { ...row.identity, website: value('https://birch.example/about') };
    const standing = await ann.look({ of: row.of, identity, twinKey: null });
    expect(standing).toMatchObject({
      kind: 'free',
      candidates: [{ id: 'customer/C2', certain: true, linked: false }],
    });
    // Made on an older look, it is stale.
    expect(await ann.settle({ ...row, identity, candidates: [] })).toEqual({ kind: 'stale' });
    const { draft: __, ...common } = row;
    expect(await ann.settle({ ...common, identity, kind: 'link', twin: 'customer/C2' })).toMatchObject({
      kind: 'linked',
      made: false,
    });
    const other = newAccount();
    expect(await ann.look({ of: other.of, identity, twinKey: null })).toMatchObject({
      candidates: [{ id: 'customer/C2', certain: true, linked: true }],
    });
    const second = { ...common, ...newEnds(other), identity, candidates: ['customer/C2'] };
    expect(await ann.settle({ ...second, kind: 'link', twin: 'customer/C2' })).toEqual({ kind: 'stale' });
  });

  test('a name that looks alike is asked about; a person says that it is none of them, and it is made', async () => {
    const account = newAccount();
    const row = making(account, 'Dogwood House', { candidates: ['customer/C4'] });
    const asked = { of: row.of, identity: row.identity, twinKey: null };
    expect(await ann.look(asked)).toMatchObject({ candidates: [{ id: 'customer/C4', certain: false }] });
    const { draft: __, ...common } = row;
    expect(await ann.settle({ ...common, kind: 'ask' })).toEqual({ kind: 'asked' });
    expect(await ann.look(asked)).toEqual({ kind: 'asked' });
    expect((await ann.told()).questions).toContainEqual({
      of: row.of,
      candidates: ['customer/C4'],
      run: row.run,
    });
    await ann.noneOfThem(row.of);
    expect(await ann.look(asked)).toMatchObject({ kind: 'free', wanted: true });
    expect(await ann.settle(row)).toMatchObject({ kind: 'linked', made: true });
    expect((await ann.told()).questions.map(({ of }) => of.id)).not.toContain(row.of.id);
  });

  test('a match that the caller may not see is neither told nor doubled', async () => {
    const row = making(newAccount(), 'Alder Works');
    const identity = { ...row.identity, website: value('https://alder.example') };
    expect(await browserOf(database, CEM).look({ of: row.of, identity, twinKey: null })).toEqual({
      kind: 'asked',
    });
  });

  test('what was parted once, or bears the key of another twin, is left alone', async () => {
    const account = newAccount();
    const link = await connect(database, { account: account.id, customer: 'C3' });
    await linkStore(database, 'default').remove(link, 1, 'ann');
    const asked = { of: account.of, identity: {}, twinKey: null };
    expect(await ann.look(asked)).toEqual({ kind: 'leftAlone' });
    const claim = claiming('C3');
    expect(await ann.look({ of: claim.of, identity: {}, twinKey: null })).toEqual({ kind: 'leftAlone' });
    const other = making(newAccount(), 'Fir Tools');
    await ann.settle(other);
    expect(await ann.look({ of: newAccount().of, identity: {}, twinKey: other.key })).toEqual({
      kind: 'leftAlone',
    });
  });

  test('a twin is made in the CRM under a claim: nobody else is at it meanwhile, and whoever comes after looks first', async () => {
    const maker = making(newAccount(), 'Gorse Mill');
    const linked = await ann.settle(maker);
    if (linked?.kind !== 'linked') throw new Error('Not made.');
    await inTenant(database, 'default', (transaction) =>
      transaction.delete(links).where(eq(links.id, linked.link)),
    );
    const [customer] = await readInTenant(database, 'default', (from) =>
      from.select({ id: customers.id }).from(customers).where(eq(customers.name, 'Gorse Mill')),
    );
    await inTenant(database, 'default', (transaction) =>
      transaction.delete(twins).where(eq(twins.key, maker.key)),
    );
    const claim = claiming(customer?.id ?? '');
    expect(await ann.settle(claim)).toEqual({ kind: 'claimed', attempt: 1, holdMs: 90_000, given: {} });
    expect(await ann.settle({ ...claim, run: 'run-00000002' })).toEqual({ kind: 'live' });
    expect(await ann.doubts()).toEqual([]);
    await runOut(database);
    expect(await ann.doubts()).toEqual([{ key: claim.key, side: 'crm', known: [] }]);
    expect(await ann.settle(claim)).toMatchObject({ kind: 'claimed', attempt: 2 });
    const [one, two, late] = [newAccount().of.id, newAccount().of.id, newAccount().of.id];
    const recorded = await ann.record(found(claim, one, { attempt: 2, others: [two] }));
    expect(recorded).toMatchObject({ kind: 'twin' });
    expect(await ann.record(found(claim, one, { attempt: 2 }))).toEqual(recorded);
    expect(await ann.record(found(claim, late, { attempt: 2 }))).toMatchObject({ kind: 'extra' });
    expect((await ann.doubts()).find(({ key }) => key === claim.key)?.known.toSorted()).toEqual(
      [one, two, late].sort(),
    );
    const { suspects } = await ann.told();
    expect(suspects.map(({ id, twin }) => [id, twin]).sort()).toEqual(
      [
        [two, one],
        [late, one],
      ].sort(),
    );
    expect(await ann.record(found({ ...claim, key: 'key-of-nobody-at-all' }, one))).toEqual({
      kind: 'stale',
    });
  });

  test('whoever begins hears of every customer that is to have a twin, and later of those whose claim has run out', async () => {
    const read = async (objects: FeedObject[]) => {
      const ids: string[] = [];
      let cursor: string | null = null;
      for (;;) {
        const page: ChangesPage = await readInTenant(database, 'default', (from) =>
          readFeed(from, ANN, { cursor, objects, limit: 2 }),
        );
        for (const change of page.dirty) if (change.kind === 'erp') ids.push(change.id);
        cursor = page.next;
        if (!page.more) return { ids, cursor };
      }
    };
    const { ids, cursor } = await read(['link', 'customer']);
    expect(ids).toEqual(expect.arrayContaining(['customer/C1', 'customer/C2', 'customer/C3', 'customer/C4']));
    expect((await read(['link', 'contact'])).ids).toEqual([]);
    const later = () =>
      readInTenant(database, 'default', (from) =>
        readFeed(from, ANN, { cursor, objects: ['customer'], limit: 500 }),
      );
    const row = making(newAccount(), 'Kelp Works');
    const link = await ann.settle(row);
    if (link?.kind !== 'linked') throw new Error('Not made.');
    await inTenant(database, 'default', async (transaction) => {
      await transaction.delete(links).where(eq(links.id, link.link));
      await transaction.delete(twins).where(eq(twins.key, row.key));
    });
    const [customer] = await readInTenant(database, 'default', (from) =>
      from.select({ id: customers.id }).from(customers).where(eq(customers.name, 'Kelp Works')),
    );
    const claim = claiming(customer?.id ?? '');
    await ann.settle(claim);
    const before = (await later()).next;
    await runOut(database);
    const page = await readInTenant(database, 'default', (from) =>
      readFeed(from, ANN, { cursor: before, objects: ['customer'], limit: 500 }),
    );
    expect(page.dirty).toContainEqual({ kind: 'erp', id: claim.of.id, deleted: false });
    await ann.release(claim.key, 1, null);
  });

  test('a customer of which the CRM has a record already is asked about; another second is made of none', async () => {
    const [there, other, never] = [newAccount(), newAccount(), newAccount()];
    const of = { side: 'erp' as const, id: 'customer/C4' };
    const like = { name: 'Dogwood House Ltd', domain: 'https://dogwood.example' };
    const crm = [
      { id: there.of.id, known: like },
      {
        id: other.of.id,
        known: { name: 'Dogwood Bakery', domain: 'bakery.example', city: 'Lima', country: 'PE' },
      },
      { id: never.of.id, known: like },
    ];
    await inTenant(database, 'default', (transaction) =>
      transaction.insert(neverLinks).values({
        ...place,
        tenant: 'default',
        record: never.id,
        customer: 'C4' as never,
        id: '0198f000-0000-7000-8000-00000000abcd',
        createdBy: 'ann',
        createdAt: new Date(),
      }),
    );
    const seen = { of, identity: {}, twinKey: null };
    expect(await ann.look(seen)).toMatchObject({ kind: 'free', candidates: [] });
    expect(await ann.look({ ...seen, found: crm })).toMatchObject({
      kind: 'free',
      candidates: [{ id: there.of.id, certain: false, linked: false }],
    });
    const claim = claiming('C4');
    expect(await ann.settle({ ...claim, found: crm })).toEqual({ kind: 'stale' });
    const { draft: _draft, visibleMs: _ms, ...row } = claim;
    const ask: Settle = { ...row, kind: 'ask', found: crm, candidates: [there.of.id] };
    expect(await ann.settle(ask)).toEqual({ kind: 'asked' });
    expect((await ann.told()).questions).toContainEqual({ of, candidates: [there.of.id], run: row.run });
    expect(await ann.look({ ...seen, found: crm })).toEqual({ kind: 'asked' });
    await ann.noneOfThem(of);
    expect(await ann.look({ ...seen, found: crm })).toMatchObject({ kind: 'free', wanted: true });
    await inTenant(database, 'default', (transaction) =>
      transaction.delete(twins).where(eq(twins.key, claim.key)),
    );
  });

  test('a contact is recognised by its address at its customer; its twin is made where its customer has one', async () => {
    const pair: TwinPair = { ...PAIR, object: 'Contact', erpObject: 'contact' };
    await settled(database, 'default', (transaction) =>
      saveSetting(transaction, ANN, mappingName(pair), 0, {
        create: { toErp: true, toCrm: true },
        rules: [],
      }),
    );
    const asks = async (row: Look) => {
      const [standing] = await readInTenant(database, 'default', (transaction) =>
        look({ transaction, actor: ANN, pair, records }, [row]),
      );
      return standing;
    };
    const of = { side: 'crm' as const, id: newAccount().of.id.replace('/Account/', '/Contact/') };
    const like = (identity: Look['identity']) => asks({ of, identity, twinKey: null });
    const customer = value('C1');
    const known = { id: 'contact/P1', linked: false };
    expect(await like({ customer, email: value('ROSA@alder.example') })).toMatchObject({
      candidates: [{ ...known, certain: true }],
    });
    expect(await like({ customer, name: value('Rosa Keil') })).toMatchObject({
      candidates: [{ ...known, certain: false }],
    });
    expect(await like({ email: value('rosa@alder.example') })).toMatchObject({ kind: 'waiting' });
    const contact = { of: { side: 'erp' as const, id: 'contact/P1' }, identity: {}, twinKey: null };
    const standing = await asks(contact);
    const crm = ['ROSA@alder.example', 'uwe@alder.example'].map((email, index) => ({
      id: `${of.id.slice(0, -6)}${index}00AAA`,
      known: { email },
    }));
    expect(await asks({ ...contact, found: crm })).toMatchObject({ candidates: [{ id: crm[0]?.id }] });
    await inTenant(database, 'default', (transaction) =>
      transaction.delete(links).where(eq(links.customer, 'C1' as never)),
    );
    expect([standing?.kind, (await asks(contact))?.kind]).toEqual(['free', 'leftAlone']);
    expect(await asks({ ...contact, of: { side: 'erp', id: 'contact/NOBODY' } })).toEqual({
      kind: 'leftAlone',
    });
    // A record of another pair is nobody here.
    expect(await asks({ ...contact, of: newAccount().of })).toEqual({ kind: 'leftAlone' });
  });

  test('a record that somebody has linked with another one meanwhile is not taken away again: a person is asked', async () => {
    const row = making(newAccount(), 'Larch Works');
    const link = await ann.settle(row);
    if (link?.kind !== 'linked') throw new Error('Not made.');
    await inTenant(database, 'default', async (transaction) => {
      await transaction.delete(links).where(eq(links.id, link.link));
      await transaction.delete(twins).where(eq(twins.key, row.key));
    });
    const [customer] = await readInTenant(database, 'default', (from) =>
      from.select({ id: customers.id }).from(customers).where(eq(customers.name, 'Larch Works')),
    );
    const claim = claiming(customer?.id ?? '');
    await ann.settle(claim);
    const taken = newAccount();
    await connect(database, { account: taken.id, customer: 'C4' });
    expect(await ann.record(found(claim, taken.of.id))).toEqual({ kind: 'taken' });
    expect(await ann.settle(claim)).toEqual({ kind: 'asked' });
    await ann.suspect(claim.key, []);
    await expect(ann.noneOfThem(newAccount().of)).rejects.toThrow('Link not found');
    expect(await browserOf(database, CEM).told()).toEqual({ questions: [], suspects: [] });
  });

  test('a claim under which nothing was made is given back; a duplicate of the CRM’s own is asked about', async () => {
    const row = making(newAccount(), 'Hazel Works');
    const link = await ann.settle(row);
    if (link?.kind !== 'linked') throw new Error('Not made.');
    await inTenant(database, 'default', async (transaction) => {
      await transaction.delete(links).where(eq(links.id, link.link));
      await transaction.delete(twins).where(eq(twins.key, row.key));
    });
    const [customer] = await readInTenant(database, 'default', (from) =>
      from.select({ id: customers.id }).from(customers).where(eq(customers.name, 'Hazel Works')),
    );
    const claim = claiming(customer?.id ?? '');
    await ann.settle(claim);
    await ann.release(claim.key, 1, null);
    expect(await ann.settle(claim)).toMatchObject({ kind: 'claimed', attempt: 1 });
    const there = newAccount();
    await ann.release(claim.key, 1, [there.of.id]);
    expect(await ann.settle(claim)).toEqual({ kind: 'asked' });
    // Somebody links it by hand with that very one: a late record finds its place taken.
    await ann.noneOfThem(claim.of);
    expect(await ann.look({ of: claim.of, identity: {}, twinKey: null })).toMatchObject({ wanted: true });
    await connect(database, { account: there.id, customer: customer?.id ?? '' });
    expect(await ann.record(found(claim, newAccount().of.id))).toMatchObject({ kind: 'extra' });
  });
});

describe('several servers on one PostgreSQL', () => {
  let servers: OpenDatabase[];
  beforeAll(async () => {
    const url = await postgres.ownedDatabase('twin_races');
    servers = [await openPostgres(url), await openPostgres(url)];
    await openMaking(servers[0] as OpenDatabase);
  });
  afterAll(() => Promise.all(servers.map((server) => server.close())));
  const server = (index: number): OpenDatabase => servers[index % 2] as OpenDatabase;
  const browsers = (index: number) => browserOf(server(index), { ...ANN, user: `user-${index}` });
  const times = <T>(count: number, each: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_each, index) => each(index)));
  const linksOfRecord = (record: string) =>
    readInTenant(server(0), 'default', (from) => from.select().from(links).where(eq(links.record, record)));

  test('twelve browsers make one record’s twin: one customer, one link, and all are told of it', async () => {
    for (let round = 0; round < 4; round++) {
      const account = newAccount();
      const name = `Iris ${round} Works`;
      const answers = await times(12, (index) =>
        browsers(index).settle(making(account, name, { run: `run-of-user-${index}` })),
      );
      const linked = answers.flatMap((answer) => (answer?.kind === 'linked' ? [answer] : []));
      expect(linked).toHaveLength(12);
      expect(new Set(linked.map(({ link }) => link)).size).toBe(1);
      expect(linked.filter((each) => each.made)).toHaveLength(1);
      expect(await linksOfRecord(account.id)).toHaveLength(1);
      const there = await readInTenant(server(1), 'default', (from) =>
        from.select().from(customers).where(eq(customers.name, name)),
      );
      expect(there).toHaveLength(1);
    }
  });

  test('twelve browsers claim one making: one has it', async () => {
    const answers = await times(12, (index) =>
      browsers(index).settle(claiming('C2', `run-of-user-${index}`)),
    );
    expect(answers.filter((answer) => answer?.kind === 'claimed')).toHaveLength(1);
    expect(answers.filter((answer) => answer?.kind === 'live')).toHaveLength(11);
  });

  test('eight accounts are linked with one customer at once: one is', async () => {
    const identity = { website: value('https://dogwood.example') };
    const answers = await times(8, (index) => {
      const { of, key } = newAccount();
      const row: Settle = {
        kind: 'link',
        key,
        of,
        run: `run-of-user-${index}`,
        mapping: 1,
        identity,
        candidates: ['customer/C4'],
        twin: 'customer/C4',
      };
      return browsers(index).settle(row);
    });
    expect(answers.filter((answer) => answer?.kind === 'linked')).toHaveLength(1);
    expect(answers.filter((answer) => answer?.kind === 'stale')).toHaveLength(7);
  });

  test('somebody links by hand what is being made a twin: it has never both', async () => {
    for (let round = 0; round < 6; round++) {
      const account = newAccount();
      const name = `Juniper ${round} Yard`;
      const [answer] = await Promise.all([
        browsers(0).settle(making(account, name)),
        connect(server(1), { account: account.id, customer: 'C3' }),
      ]);
      const there = await linksOfRecord(account.id);
      const twin = await readInTenant(server(0), 'default', (from) =>
        from.select().from(customers).where(eq(customers.name, name)),
      );
      // The person may come after the twin, knowingly; the twin never after the person.
      if (answer?.kind === 'linked' && answer.made) expect(twin).toHaveLength(1);
      else {
        expect(there).toHaveLength(1);
        expect(twin).toHaveLength(0);
      }
    }
  });

  test('whoever links a record by hand waits for the twin that is being made of it', async () => {
    const account = newAccount();
    const order: string[] = [];
    let linking: Promise<unknown> = Promise.resolve();
    await inTenant(server(0), 'default', async (transaction) => {
      await holdEnds(transaction, 'default', [account.of.id]);
      linking = connect(server(1), { account: account.id, customer: 'C3' }).then(() => order.push('linked'));
      await transaction.execute(sql`select pg_sleep(0.3)`);
      order.push('made');
    });
    await linking;
    expect(order).toEqual(['made', 'linked']);
  });

  test('eight browsers record what was made: one record is the twin, the others are told to a person', async () => {
    const claim = claiming('C1');
    await inTenant(server(0), 'default', (transaction) =>
      transaction.delete(links).where(eq(links.customer, 'C1' as never)),
    );
    await browsers(0).settle(claim);
    const ids = Array.from({ length: 8 }, () => newAccount().of.id);
    const answers = await times(8, (index) => browsers(index).record(found(claim, ids[index] ?? '')));
    expect(answers.filter((answer) => answer?.kind === 'twin')).toHaveLength(1);
    expect(answers.filter((answer) => answer?.kind === 'extra')).toHaveLength(7);
    const { suspects } = await browsers(0).told();
    expect(suspects.filter(({ of }) => of.id === claim.of.id)).toHaveLength(7);
  });
});
