// Long because each step of the protocol stands beside every reason to refuse it.
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../test/setup/emptyData.ts';
import { startPostgres, type TestPostgres } from '../../../../test/setup/postgres.ts';
import { ACCOUNT } from '../../../../test/setup/requests.ts';
import {
  ANN,
  BOB,
  browser,
  cityPatch,
  connect,
  crmIdOf,
  landed,
  openShop,
  value,
} from '../../../../test/setup/syncing.ts';
import type { LinkKind } from '../../api/sync/link.ts';
import type { Prepared } from '../../api/sync/prepare.ts';
import type { RowOutcome } from '../../api/sync/run.ts';
import type { OpenDatabase } from '../database/database.ts';
import { openPostgres } from '../database/postgres.ts';
import { customers } from '../database/schema/customers.ts';
import { endedLinks } from '../database/schema/endedLinks.ts';
import { intents } from '../database/schema/intents.ts';
import { ledger } from '../database/schema/ledger.ts';
import { links } from '../database/schema/links.ts';
import { runRows } from '../database/schema/runs.ts';
import { inTenant, readInTenant } from '../database/tenant.ts';
import { linkStore } from '../links/store.ts';
import { deadLettersOf } from './deadLetters.ts';
import { verifyLedger } from './ledger/verify.ts';
import { readSyncLinks } from './readLinks.ts';
import { repoint } from './repoint.ts';
import { reportRun } from './runs.ts';
import { saveSetting } from './settings.ts';
import { setAsideUnrecovered } from './unrecovered.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const open: Record<string, () => Promise<OpenDatabase>> = {
  PGlite: openEmptyPglite,
  PostgreSQL: async () => openPostgres(await postgres.ownedDatabase('protocol')),
};

const revOf = (answer: Prepared | undefined): number => {
  if (answer?.kind !== 'pending') throw new Error(`Not pending but ${answer?.kind}.`);
  return answer.rev;
};

describe.each(Object.keys(open))('the protocol on %s', (kind) => {
  let database: OpenDatabase;
  let ann: ReturnType<typeof browser>;
  let bob: ReturnType<typeof browser>;
  let link: string;
  let account = 0;
  beforeAll(async () => {
    const opened = await open[kind]?.();
    if (opened === undefined) throw new Error(`No database for ${kind}`);
    database = opened;
    ann = browser(database);
    bob = browser(database, BOB);
    await openShop(database);
  });
  beforeEach(async () => {
    account += 1;
    link = await connect(database, { account: `00100000000${2000 + account}AAA` });
  });
  afterAll(() => database.close());

  const in_ = <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant(database, 'default', work);
  const entriesOf = (id: string) =>
    readInTenant(database, 'default', async (from) => {
      const rows = await from.select().from(ledger).where(eq(ledger.link, id)).orderBy(ledger.at, ledger.seq);
      return rows.map(({ content }) => content);
    });
  const expire = () =>
    in_((transaction) =>
      transaction
        .update(links)
        .set({ pendingUntil: sql`clock_timestamp() - interval '1 second'` })
        .where(eq(links.id, link)),
    );

  test('prepare writes the ERP, remembers the intent and tells both in the ledger; commit makes what was read back the base', async () => {
    const row = cityPatch(await ann.link(link), 'Lübeck');
    const [prepared] = await ann.prepare([row]);
    expect(prepared).toMatchObject({ kind: 'pending', rev: 2, fields: [{ erp: { kind: 'written' } }] });
    expect((await ann.record('customer/C1')).fields.city).toEqual(value('Lübeck'));
    const standing = await ann.link(link);
    expect(standing).toMatchObject({ pending: 'live', link: { rev: 2, base: {} } });

    const told = landed(row, revOf(prepared), 'LÜBECK');
    expect(await ann.commit([told])).toEqual(['done']);
    expect(await ann.link(link)).toMatchObject({
      pending: 'none',
      link: { rev: 3, base: { city: { crm: value('LÜBECK') } } },
    });
    const entries = await entriesOf(link);
    expect(
      entries.map((each) => [
        each.kind,
        'side' in each ? each.side : null,
        'outcome' in each ? each.outcome : null,
      ]),
    ).toEqual([
      ['linked', null, null],
      ['intended', 'crm', null],
      ['intended', 'erp', null],
      ['outcome', 'erp', 'confirmed'],
      ['outcome', 'crm', 'confirmed'],
    ]);
    const chains = await readInTenant(database, 'default', (from) => verifyLedger(from, 'default'));
    expect(chains.map(({ brokenAt }) => brokenAt)).toEqual(chains.map(() => null));
  });

  test('a patch for the ERP alone is done at once, base and all', async () => {
    const row = cityPatch(await ann.link(link), 'Plön');
    const [field] = row.pending?.fields ?? [];
    if (row.pending === null || field === undefined) throw new Error('No field.');
    const erpOnly = { ...field, crm: { kind: 'kept' as const, stored: value('Plön') } };
    const pending = { ...row.pending, fields: [erpOnly] };
    expect(await ann.prepare([{ ...row, pending }])).toEqual([{ kind: 'done' }]);
    expect(await ann.link(link)).toMatchObject({
      pending: 'none',
      link: { rev: 2, base: { city: { crm: value('Plön'), erp: value('Plön') } } },
    });
  });

  test('an older rev, another mapping, a link of nobody and the same link twice are planned again', async () => {
    const row = cityPatch(await ann.link(link), 'Husum');
    const none = '0198f000-0000-7000-8000-000000000009' as typeof row.link;
    expect(await ann.prepare([{ ...row, rev: 7 }])).toEqual([{ kind: 'stale' }]);
    expect(await ann.prepare([{ ...row, mapping: 4 }])).toEqual([{ kind: 'stale' }]);
    expect(await ann.prepare([{ ...row, link: none }])).toEqual([{ kind: 'stale' }]);
    const twice = await ann.prepare([row, cityPatch(await ann.link(link), 'Kappeln')]);
    expect(twice.map((each) => each.kind)).toEqual(['pending', 'stale']);
    expect((await ann.record('customer/C1')).fields.city).toEqual(value('Husum'));
  });

  test('a mapping that was saved in the meantime makes a plan old', async () => {
    const name = 'mapping/salesforce/Account/customer';
    const row = cityPatch(await ann.link(link), 'Husum');
    await in_((transaction) => saveSetting(transaction, ANN, name, 0, { rules: [] }));
    expect(await ann.prepare([row])).toEqual([{ kind: 'stale' }]);
    const [prepared] = await ann.prepare([{ ...row, mapping: 1 }]);
    await in_((transaction) => saveSetting(transaction, ANN, name, 1, { rules: [] }));
    await ann.commit([landed(row, revOf(prepared), 'Husum')]);
    const [stored] = await in_((from) => from.select().from(links).where(eq(links.id, link)));
    // By the mapping that planned it, not by the one that holds since.
    expect(stored?.base.city?.mapping).toBe(1);
    await in_((transaction) => transaction.execute(sql`delete from settings where name = ${name}`));
  });

  test('an ERP row that changed since it was read stops the plan: If-Match', async () => {
    const view = await ann.link(link);
    const { version } = await ann.record('customer/C1');
    await in_((transaction) =>
      transaction
        .update(customers)
        .set({ phone: '+49 431 1' })
        .where(eq(customers.id, 'C1' as never)),
    );
    const row = cityPatch(view, 'Preetz', { erpVersion: version });
    expect(await ann.prepare([row])).toEqual([{ kind: 'stale' }]);
    const { version: fresh } = await ann.record('customer/C1');
    expect(fresh).not.toBe(version);
    const again = cityPatch(view, 'Preetz', { erpVersion: fresh });
    expect((await ann.prepare([again]))[0]?.kind).toBe('pending');
  });

  test("the ERP's own rules refuse a row, finance's fields above all, and nothing of it is stored", async () => {
    const view = await ann.link(link);
    const row = cityPatch(view, 'Eutin');
    const [field] = row.pending?.fields ?? [];
    if (row.pending === null || field === undefined) throw new Error('No field.');
    const limit = { ...field, rule: 'limit', fields: { crm: 'Limit__c', erp: 'creditLimit' } };
    const pending = { ...row.pending, fields: [field, limit] };
    const before = (await ann.record('customer/C1')).fields.city;
    expect(await ann.prepare([{ ...row, pending }])).toMatchObject([
      { kind: 'refused', fields: ['creditLimit'], reason: { code: 'erp.fieldOwnedByFinance' } },
    ]);
    expect((await ann.record('customer/C1')).fields.city).toEqual(before);
    expect(await ann.link(link)).toEqual(view);
    const kinds = (await entriesOf(link)).map((entry) => entry.kind);
    expect(kinds).toEqual(['linked']);
  });

  test('a commit that is sent again is answered as it was; one of another intent or rev is not heard', async () => {
    const row = cityPatch(await ann.link(link), 'Bonn');
    const [prepared] = await ann.prepare([row]);
    const told = landed(row, revOf(prepared), 'Bonn');
    expect(await ann.commit([{ ...told, rev: 9 }])).toEqual(['stale']);
    expect(await ann.commit([{ ...told, intentId: 'intent-of-nobody' }])).toEqual(['stale']);
    expect(await ann.commit([told, told])).toEqual(['done', 'done']);
    expect(await ann.commit([told])).toEqual(['done']);
    expect((await ann.link(link)).link.rev).toBe(3);
    expect((await entriesOf(link)).filter(({ kind }) => kind === 'outcome')).toHaveLength(2);
  });

  test('a commit of another run than the one that recovered the intent is planned again, whatever it knew', async () => {
    const row = cityPatch(await ann.link(link), 'Stade');
    const [prepared] = await ann.prepare([row]);
    const told = landed(row, revOf(prepared), 'Stade');
    await expire();
    expect(await bob.commit([{ ...told, run: 'run-of-bob-1' }])).toEqual(['done']);
    expect(await ann.commit([told])).toEqual(['stale']);
    expect(await bob.commit([{ ...told, run: 'run-of-bob-1' }])).toEqual(['done']);
    // Committed before it was kept by whom: the run that prepared it.
    await in_((transaction) =>
      transaction.update(intents).set({ committedRun: null }).where(eq(intents.id, told.intentId)),
    );
    expect(await ann.commit([told])).toEqual(['done']);
  });

  test('a commit after its run was told of as finished puts the row of that run right', async () => {
    const row = cityPatch(await ann.link(link), 'Celle');
    const [prepared] = await ann.prepare([row]);
    const report = (id: string, rows: RowOutcome[]) =>
      in_((transaction) =>
        reportRun(transaction, ANN, id, { trigger: 'schedule', state: 'finished', rows, complete: true }),
      );
    await report(row.run, [{ link: row.link, outcome: 'unchanged', reason: null }]);
    // The ERP's half was confirmed at once; as if it had not been.
    await in_((transaction) =>
      transaction.update(runRows).set({ outcome: 'unchanged' }).where(eq(runRows.run, row.run)),
    );
    await ann.commit([landed(row, revOf(prepared), 'Celle')]);
    const rowsOf = async (id: string) =>
      (await in_((from) => from.select().from(runRows).where(eq(runRows.run, id)))).map((each) => [
        each.link,
        each.outcome,
      ]);
    expect(await rowsOf(row.run)).toEqual([[link, 'updated']]);
    // What had failed has failed; a run that does not know the record is told of it.
    const next = cityPatch(await ann.link(link), 'Verden');
    const [again] = await ann.prepare([next]);
    await report(next.run, [{ link: next.link, outcome: 'failed', reason: 'A validation rule.' }]);
    await ann.commit([landed(next, revOf(again), 'Verden')]);
    expect(await rowsOf(next.run)).toEqual([[link, 'failed']]);
    const last = cityPatch(await ann.link(link), 'Stade');
    const [third] = await ann.prepare([last]);
    await report(last.run, []);
    await ann.commit([landed(last, revOf(third), 'Stade')]);
    expect(await rowsOf(last.run)).toEqual([[link, 'updated']]);
  });

  test('an intent that nobody recovers for a day is set aside with its reason, until somebody does', async () => {
    const row = cityPatch(await ann.link(link), 'Uelzen');
    const [prepared] = await ann.prepare([row]);
    const tryIt = () => in_((transaction) => setAsideUnrecovered(transaction, BOB, 'run-of-bob-2'));
    const letters = () => in_((from) => deadLettersOf(from, ANN, [link]));
    await expire();
    await tryIt();
    expect(await letters()).toEqual([]);
    await in_((transaction) =>
      transaction
        .update(links)
        .set({ pendingUntil: sql`clock_timestamp() - interval '25 hours'` })
        .where(eq(links.id, link)),
    );
    await tryIt();
    await tryIt();
    expect(await letters()).toMatchObject([
      {
        code: 'intent.unrecovered',
        attempts: 2,
        reason: expect.stringMatching(/^What ann was writing on \d{4}-\d\d-\d\d was never confirmed/),
      },
    ]);
    expect(await bob.commit([landed(row, revOf(prepared), 'Uelzen')])).toEqual(['done']);
    expect(await letters()).toEqual([]);
  });

  test('an intent is prepared once: the same request again finds it known', async () => {
    const row = cityPatch(await ann.link(link), 'Ulm');
    const [prepared] = await ann.prepare([row]);
    await ann.commit([landed(row, revOf(prepared), 'Ulm')]);
    const again = { ...row, rev: (await ann.link(link)).link.rev };
    expect(await ann.prepare([again])).toEqual([{ kind: 'stale' }]);
  });

  test('a live intent is its owner’s alone; once it has expired by the database’s clock, anybody recovers it', async () => {
    const row = cityPatch(await ann.link(link), 'Trier');
    const [prepared] = await ann.prepare([row]);
    const told = landed(row, revOf(prepared), 'Trier');
    expect((await bob.link(link)).pending).toBe('live');
    expect(await bob.commit([told])).toEqual(['stale']);
    expect(await bob.prepare([cityPatch(await bob.link(link), 'Mainz')])).toEqual([{ kind: 'stale' }]);
    await expire();
    expect((await bob.link(link)).pending).toBe('expired');
    expect(await bob.commit([told])).toEqual(['done']);
    expect(await ann.commit([told])).toEqual(['done']);
    expect((await ann.link(link)).pending).toBe('none');
  });

  test('nothing is parted while an intent stands, not even by an import', async () => {
    const row = cityPatch(await ann.link(link), 'Jena');
    const [prepared] = await ann.prepare([row]);
    const store = linkStore(database, 'default');
    expect(await store.remove(link, 2, 'ann')).toBe('pending');
    await in_((transaction) => transaction.delete(links).where(eq(links.id, link)));
    expect((await ann.link(link)).pending).toBe('live');
    await ann.commit([landed(row, revOf(prepared), 'Jena')]);
    expect(await store.remove(link, 3, 'ann')).toBe('removed');
    expect(await ann.links([{ kind: 'link', id: row.link }])).toEqual([]);
    const [ended] = await in_((from) => from.select().from(endedLinks).where(eq(endedLinks.id, link)));
    expect(ended).toMatchObject({ endedBy: 'ann', rev: 4 });
  });

  test('questions are kept, put away and told in the ledger; overwritten values pile up until somebody looks', async () => {
    const settledRow = { ...cityPatch(await ann.link(link), 'x'), pending: null, intended: [] };
    const lost = (text: string) => ({
      key: 'overwritten:crm:city',
      decision: null,
      kind: 'overwritten' as const,
      rule: 'city',
      side: 'crm' as const,
      values: [value(text)],
    });
    const question = {
      key: 'delete',
      decision: null,
      kind: 'delete' as const,
      deleted: 'crm' as const,
    };
    await ann.prepare([{ ...settledRow, open: [lost('one'), question] }]);
    await ann.prepare([{ ...settledRow, rev: 2, open: [lost('two')], close: ['delete'] }]);
    const { link: now } = await ann.link(link);
    expect(now.conflicts).toEqual([{ ...lost('one'), values: [value('one'), value('two')] }]);
    expect((await entriesOf(link)).map((each) => each.kind)).toEqual([
      'linked',
      'asked',
      'asked',
      'answered',
      'asked',
    ]);
  });

  test('a loser of a policy is in the ledger with its value', async () => {
    const row = { ...cityPatch(await ann.link(link), 'x'), pending: null, intended: [] };
    const loser = {
      rule: 'city',
      side: 'crm' as const,
      value: value('Bremen'),
      reason: 'erpWins' as const,
    };
    await ann.prepare([{ ...row, losers: [loser] }]);
    expect(await entriesOf(link)).toContainEqual({ kind: 'loser', mapping: 0, ...loser });
  });

  test('both records gone: the link ends, and its id is never used again', async () => {
    const row = { ...cityPatch(await ann.link(link), 'x'), pending: null, intended: [], end: true };
    expect(await ann.prepare([row])).toEqual([{ kind: 'done' }]);
    expect(await ann.links([{ kind: 'link', id: row.link }])).toEqual([]);
    expect(await ann.prepare([{ ...row, end: false }])).toEqual([{ kind: 'stale' }]);
  });

  test('a deleted CRM record archives its ERP twin in the same transaction, unless documents hang on it', async () => {
    const archiving = async (customer: string) => {
      const id = await connect(database, { account: `00200000000${1000 + account}AAA`, customer });
      const row = cityPatch(await ann.link(id), 'x');
      if (row.pending === null) throw new Error('No intent.');
      return { ...row, intended: [], pending: { ...row.pending, fields: [], archive: 'erp' as const } };
    };
    // C1 has a confirmed order.
    expect(await ann.prepare([await archiving('C1')])).toMatchObject([
      { kind: 'refused', fields: [], reason: { code: 'erp.openDocuments' } },
    ]);
    expect(await ann.prepare([await archiving('C4')])).toEqual([{ kind: 'done' }]);
    const [reading] = await ann.readings(['customer/C4']);
    expect(reading).toMatchObject({ kind: 'deleted', fields: { name: value('Dogwood House') } });
  });

  test('the twin in the CRM was archived: the link ends with the commit', async () => {
    const row = cityPatch(await ann.link(link), 'x');
    if (row.pending === null) throw new Error('No intent.');
    const pending = { ...row.pending, fields: [], archive: 'crm' as const };
    const [prepared] = await ann.prepare([{ ...row, intended: [], pending }]);
    const told = { ...landed(row, revOf(prepared), 'x'), base: {}, outcomes: [], end: true };
    expect(await ann.commit([told])).toEqual(['done']);
    expect(await ann.links([{ kind: 'link', id: row.link }])).toEqual([]);
    expect((await entriesOf(link)).map((each) => each.kind)).toContain('archived');
    expect(await ann.commit([told])).toEqual(['done']);
  });

  describe('a merge in the CRM', () => {
    const point = (id: string, rev: number, survivor: string) =>
      in_((transaction) =>
        repoint(transaction, ANN, [{ link: id as never, rev, survivor: crmIdOf(survivor) }]),
      );

    test('takes the link along and keeps the old id as an alias', async () => {
      const before = (await ann.link(link)).link.crm;
      const survivor = `00300000000${1000 + account}AAA`;
      expect(await point(link, 1, survivor)).toEqual(['done']);
      const { link: now } = await ann.link(link);
      expect(now).toMatchObject({ rev: 2, crm: crmIdOf(survivor), aliases: [before] });
      const [found] = await ann.links([{ kind: 'crm', id: before }]);
      expect(found?.link.id).toBe(link);
    });

    test('asks where the survivor has a link of its own', async () => {
      const survivor = `00300000000${1000 + account}AAA`;
      await connect(database, { account: survivor, customer: 'C2' });
      expect(await point(link, 1, survivor)).toEqual(['taken']);
      const { link: now } = await ann.link(link);
      expect(now).toMatchObject({
        rev: 2,
        conflicts: [{ kind: 'survivorLinked', survivor: crmIdOf(survivor) }],
      });
    });

    test('waits for an intent, and never leaves its org', async () => {
      await ann.prepare([cityPatch(await ann.link(link), 'Gera')]);
      expect(await point(link, 2, '003000000000999AAA')).toEqual(['stale']);
      const other = await connect(database, { account: `00400000000${1000 + account}AAA` });
      const foreign = { link: other as never, rev: 1, survivor: 'hubspot/4711/company/12' };
      expect(await in_((transaction) => repoint(transaction, ANN, [foreign]))).toEqual(['stale']);
    });
  });

  test('links are found by either record, each once', async () => {
    const { link: own } = await ann.link(link);
    const views = await ann.links([
      { kind: 'crm', id: own.crm },
      { kind: 'link', id: own.id },
    ]);
    expect(views.map((view) => view.link.id)).toEqual([link]);
    const ofCustomer = await ann.links([{ kind: 'erp', id: 'customer/C1' }]);
    expect(ofCustomer.map((view) => view.link.id)).toContain(link);
  });

  test('a run asks for links of its own org and objects only', async () => {
    const { link: own } = await ann.link(link);
    const of = { system: 'salesforce', org: ACCOUNT.org, object: 'Account', erpObject: 'customer' } as const;
    const found = async (kind: Partial<LinkKind>) =>
      inTenant(
        database,
        'default',
        async (from) =>
          (await readSyncLinks(from, ANN, [{ kind: 'link', id: own.id }], { ...of, ...kind })).length,
      );
    expect(await found({})).toBe(1);
    for (const other of [
      { org: 'other' },
      { object: 'Contact' },
      { erpObject: 'contact' },
      { system: 'hubspot' },
    ] as const)
      expect(await found(other)).toBe(0);
  });

  test('somebody with less sight neither sees, prepares nor commits the link of a customer that is not theirs', async () => {
    const cem = browser(database, {
      tenant: 'default',
      user: 'cem',
      visibleTo: { scope: 'team', team: 'south' },
    });
    expect(await cem.links([{ kind: 'erp', id: 'customer/C1' }])).toEqual([]);
    const row = cityPatch(await ann.link(link), 'Gotha');
    expect(await cem.prepare([row])).toEqual([{ kind: 'stale' }]);
    const [prepared] = await ann.prepare([row]);
    expect(await cem.commit([landed(row, revOf(prepared), 'Gotha')])).toEqual(['stale']);
    expect(await cem.readings(['customer/C1', 'contact/P1'])).toEqual([
      { kind: 'absent' },
      { kind: 'absent' },
    ]);
  });

  test('an intent row goes with every prepared intent', async () => {
    const standing = await in_((from) => from.select().from(links).where(sql`${links.pending} is not null`));
    const known = await in_((from) => from.select().from(intents).where(sql`${intents.committedAt} is null`));
    expect(known.map(({ id }) => id).sort()).toEqual(
      standing.map(({ pending }) => pending?.intentId ?? '').sort(),
    );
  });
});
