import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../../test/setup/emptyData.ts';
import { startPostgres, type TestPostgres } from '../../../../../test/setup/postgres.ts';
import { ACCOUNT, HOST } from '../../../../../test/setup/requests.ts';
import { ANN, connect, openShop, records, value } from '../../../../../test/setup/syncing.ts';
import type { FieldMapping } from '../../../api/fieldMapping.ts';
import { recordKey } from '../../../api/recordKey.ts';
import type { FeedObject } from '../../../api/sync/changes.ts';
import type { Look, Settle, Single, TwinPair } from '../../../api/sync/create.ts';
import type { PendingField } from '../../../api/sync/link.ts';
import type { OpenDatabase } from '../../database/database.ts';
import { openPostgres } from '../../database/postgres.ts';
import { contacts } from '../../database/schema/contacts.ts';
import { links } from '../../database/schema/links.ts';
import { opportunities } from '../../database/schema/opportunities.ts';
import { twins } from '../../database/schema/twins.ts';
import { inTenant, readInTenant } from '../../database/tenant.ts';
import type { Actor } from '../actor.ts';
import { readFeed } from '../feed.ts';
import { mappingName, saveSetting } from '../settings.ts';
import { settled } from '../transaction.ts';
import { look } from './look.ts';
import { settle } from './settle.ts';

const { id: _, ...place } = ACCOUNT;
const pairOf = (object: string, erpObject: TwinPair['erpObject']): TwinPair => ({
  ...place,
  object,
  erpObject,
  host: HOST,
});
const CONTACT = pairOf('Contact', 'contact');
const OPPORTUNITY = pairOf('Opportunity', 'opportunity');
const ORDER = pairOf('Order', 'order');
/** Sees what belongs to the south alone. */
const CEM: Actor = { tenant: 'default', user: 'cem', visibleTo: { scope: 'team', team: 'south' } };

let made = 500;
const newId = (prefix: string): string => `${prefix}${String(made++).padStart(12, '0')}AAA`;
const crm = (object: string, id: string): Single => ({
  side: 'crm',
  id: recordKey({ ...place, object, id }),
});

const named = (text: string): PendingField => ({
  rule: 'name',
  unit: 'field:name',
  fields: { crm: 'Name', erp: 'name' },
  crm: { kind: 'kept', stored: value(text) },
  erp: { kind: 'write', before: { kind: 'blank' }, after: { kind: 'value', value: text }, mark: null },
});

const rowOf = (of: Single, account: string | null): Omit<Settle, 'kind'> => ({
  key: `key-of-${of.id.replace(/\W/g, '-')}`,
  of,
  run: 'run-00000001',
  mapping: 0,
  identity: {},
  references: account === null ? {} : { customer: value(account) },
  candidates: [],
});
const making = (of: Single, account: string | null): Settle => ({
  ...rowOf(of, account),
  kind: 'make',
  draft: { fields: [named('Rosa Keil')] },
});

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const open: Record<string, () => Promise<OpenDatabase>> = {
  PGlite: openEmptyPglite,
  PostgreSQL: async () => openPostgres(await postgres.ownedDatabase('referring')),
};

describe.each(Object.keys(open))('whom a twin belongs to, on %s', (kind) => {
  let database: OpenDatabase;
  const reading = <T>(work: Parameters<typeof readInTenant<T>>[2]) => readInTenant(database, 'default', work);
  const standing = async (pair: TwinPair, row: Omit<Look, 'identity' | 'twinKey'>, actor = ANN) => {
    const [answer] = await reading((transaction) =>
      look({ transaction, actor, pair, records }, [{ ...row, identity: {}, twinKey: null }]),
    );
    return answer;
  };
  const settling = async (pair: TwinPair, row: Settle, actor = ANN) => {
    const [answer] = await settled(database, 'default', (to) => settle(to, actor, pair, [row], records));
    return answer;
  };
  const map = (pair: TwinPair, mapping: FieldMapping) =>
    settled(database, 'default', async (transaction) => {
      await saveSetting(transaction, ANN, mappingName(pair), 0, mapping);
    });
  /** Everything that the feed names behind a cursor, and where it ends. */
  const heard = async (cursor: string | null, objects: FeedObject[], actor = ANN) => {
    const dirty: string[] = [];
    let at = cursor;
    for (;;) {
      const from = at;
      const page = await reading((transaction) =>
        readFeed(transaction, actor, { cursor: from, objects, limit: 500 }),
      );
      dirty.push(...page.dirty.filter((each) => each.kind !== 'link').map(({ id }) => id));
      at = page.next;
      if (!page.more) return { dirty, next: page.next };
    }
  };

  beforeAll(async () => {
    const opened = await open[kind]?.();
    if (opened === undefined) throw new Error(`No database for ${kind}`);
    database = opened;
    await openShop(database);
    await map(CONTACT, { create: { toErp: true, toCrm: true }, rules: [] });
  });
  beforeEach(() =>
    inTenant(database, 'default', async (transaction) => {
      await transaction.delete(links).where(eq(links.object, 'Account'));
    }),
  );
  afterAll(() => database.close());

  test('a contact is made at the customer of its account; an opportunity names its deal besides', async () => {
    const account = newId('001');
    await connect(database, { account, customer: 'C2' });
    const contact = crm('Contact', newId('003'));
    expect(await settling(CONTACT, { ...making(contact, account), mapping: 1 })).toMatchObject({
      kind: 'linked',
      made: true,
    });
    const deal = crm('Opportunity', newId('006'));
    expect(await settling(OPPORTUNITY, making(deal, account))).toMatchObject({ kind: 'linked', made: true });
    const [person] = await reading((from) =>
      from
        .select()
        .from(contacts)
        .where(eq(contacts.customer, 'C2' as never)),
    );
    const [opportunity] = await reading((from) =>
      from.select().from(opportunities).where(eq(opportunities.deal, deal.id)),
    );
    expect(person).toMatchObject({ name: 'Rosa Keil' });
    expect(opportunity).toMatchObject({ customer: 'C2', name: 'Rosa Keil' });
  });

  test('an account that was merged away is found under its old id', async () => {
    const [account, old] = [newId('001'), newId('001')];
    const link = await connect(database, { account, customer: 'C2' });
    await inTenant(database, 'default', (transaction) =>
      transaction
        .update(links)
        .set({ aliases: [old] })
        .where(eq(links.id, link)),
    );
    const row = making(crm('Opportunity', newId('006')), old);
    expect(await standing(OPPORTUNITY, row)).toMatchObject({ kind: 'free' });
  });

  test('without a link of its account it waits, and is heard of once that is there', async () => {
    const account = newId('001');
    const of = crm('Opportunity', newId('006'));
    const row = making(of, account);
    const waiting = { kind: 'waiting', reason: { code: 'reference.notLinked' } };
    expect(await standing(OPPORTUNITY, row)).toMatchObject(waiting);
    // Also where the browser saw it otherwise.
    expect(await settling(OPPORTUNITY, row)).toMatchObject(waiting);
    expect(await settling(OPPORTUNITY, { ...rowOf(of, account), kind: 'wait' })).toMatchObject(waiting);
    const before = await heard(null, ['link', 'opportunity']);
    await connect(database, { account: newId('001'), customer: 'C4' });
    const others = await heard(before.next, ['link', 'opportunity']);
    expect(others.dirty).toEqual([]);
    await connect(database, { account, customer: 'C2' });
    expect((await heard(others.next, ['link', 'contact'])).dirty).toEqual([]);
    const after = await heard(others.next, ['link', 'opportunity']);
    expect(after.dirty).toEqual([of.id]);
    expect((await heard(after.next, ['link', 'opportunity'])).dirty).toEqual([]);
    // It waits no more: whoever still thinks so looks again.
    expect(await settling(OPPORTUNITY, { ...rowOf(of, account), kind: 'wait' })).toEqual({ kind: 'stale' });
    expect(await settling(OPPORTUNITY, row)).toMatchObject({ kind: 'linked', made: true });
    const [twin] = await reading((from) => from.select().from(twins).where(eq(twins.source, of.id)));
    expect(twin).toMatchObject({ waitsObject: null, waitsRecord: null });
  });

  test('a link that this caller does not see is none, in the same words, and nobody is told of it', async () => {
    const account = newId('001');
    const of = crm('Opportunity', newId('006'));
    const row = making(of, account);
    const none = await standing(OPPORTUNITY, row, CEM);
    await settling(OPPORTUNITY, { ...rowOf(of, account), kind: 'wait' }, CEM);
    const before = await heard(null, ['link', 'opportunity'], CEM);
    await connect(database, { account, customer: 'C1' });
    expect(none).toMatchObject({ kind: 'waiting' });
    expect(await standing(OPPORTUNITY, row, CEM)).toEqual(none);
    expect(await settling(OPPORTUNITY, row, CEM)).toEqual(none);
    expect((await heard(before.next, ['link', 'opportunity'], CEM)).dirty).toEqual([]);
    expect(await standing(OPPORTUNITY, row)).toMatchObject({ kind: 'free' });
  });

  test('without an account, or with one of several customers, nobody guesses', async () => {
    const of = crm('Opportunity', newId('006'));
    const waiting = (code: string) => ({ kind: 'waiting', reason: { code } });
    expect(await standing(OPPORTUNITY, making(of, null))).toMatchObject(waiting('reference.none'));
    expect(
      await standing(OPPORTUNITY, { ...making(of, null), references: { customer: { kind: 'blank' } } }),
    ).toMatchObject(waiting('reference.none'));
    const account = newId('001');
    await connect(database, { account, customer: 'C2' });
    await connect(database, { account, customer: 'C4' });
    expect(await standing(OPPORTUNITY, making(of, account))).toMatchObject(waiting('reference.several'));
  });

  test('of an account with several customers is the customer’s with whom a person links the deal itself, and is heard of then', async () => {
    const deal = newId('006');
    const of = crm('Opportunity', deal);
    const account = newId('001');
    await connect(database, { account, customer: 'C2' });
    await connect(database, { account, customer: 'C4' });
    await settling(OPPORTUNITY, { ...rowOf(of, account), kind: 'wait' });
    const before = await heard(null, ['link', 'opportunity']);
    const link = await connect(database, { account: deal, customer: 'C4' });
    await inTenant(database, 'default', (transaction) =>
      transaction.update(links).set({ object: 'Opportunity' }).where(eq(links.id, link)),
    );
    expect((await heard(before.next, ['link', 'opportunity'])).dirty).toContain(of.id);
    expect(await standing(OPPORTUNITY, making(of, account))).toMatchObject({ kind: 'free' });
  });

  test('an opportunity that names the deal already is linked, not made again; a hidden one is somebody else’s to name', async () => {
    const account = newId('001');
    await connect(database, { account, customer: 'C2' });
    const of = crm('Opportunity', newId('006'));
    await inTenant(database, 'default', (transaction) =>
      transaction
        .insert(opportunities)
        .values({ tenant: 'default', id: `OP-${made}`, customer: 'C2' as never, name: 'Pumps', deal: of.id }),
    );
    expect(await standing(OPPORTUNITY, making(of, account))).toMatchObject({
      kind: 'free',
      candidates: [{ id: `opportunity/OP-${made}`, certain: true, linked: false }],
    });
    expect(await standing(OPPORTUNITY, making(of, account), CEM)).toEqual({ kind: 'asked' });
  });

  test('an order is given the account that was linked with its customer first; one linked later wakes it', async () => {
    const of: Single = { side: 'erp', id: 'order/O1' };
    const before = await heard(null, ['link', 'order']);
    expect(before.dirty).toEqual([of.id]);
    expect(await standing(ORDER, { of })).toEqual({ kind: 'leftAlone' });
    const [first, second] = [newId('001'), newId('001')];
    await connect(database, { account: first, customer: 'C1' });
    expect((await heard(before.next, ['link', 'order'])).dirty).toEqual([of.id]);
    await connect(database, { account: second, customer: 'C1' });
    const claim: Settle = { ...rowOf(of, null), kind: 'claim', draft: { fields: [] }, visibleMs: 0 };
    expect(await settling(ORDER, claim)).toMatchObject({ kind: 'claimed', given: { AccountId: first } });
  });

  test('a customer that is linked with a record of another kind alone has no account: its contact waits', async () => {
    const link = await connect(database, { account: newId('006'), customer: 'C1' });
    await inTenant(database, 'default', (transaction) =>
      transaction.update(links).set({ object: 'Lead' }).where(eq(links.id, link)),
    );
    const contact = { of: { side: 'erp' as const, id: 'contact/P1' } };
    expect(await standing(CONTACT, contact)).toMatchObject({
      kind: 'waiting',
      reason: { code: 'reference.notLinked' },
    });
    expect(await settling(CONTACT, { ...rowOf(contact.of, null), kind: 'wait', mapping: 1 })).toMatchObject({
      kind: 'waiting',
    });
    await inTenant(database, 'default', (transaction) => transaction.delete(links).where(eq(links.id, link)));
  });

  test('a rule of the company’s own goes before the link', async () => {
    const rule: FieldMapping['rules'][number] = {
      key: 'customer',
      crmField: 'Customer__c',
      erpField: 'customer',
      flow: { direction: 'toErp', firstTime: 'source' },
      steps: [],
      blanks: 'keep',
      group: null,
      askAbove: null,
    };
    await map(OPPORTUNITY, { create: { toErp: true, toCrm: false }, rules: [rule] });
    expect(await standing(OPPORTUNITY, making(crm('Opportunity', newId('006')), null))).toMatchObject({
      kind: 'free',
    });
  });
});
