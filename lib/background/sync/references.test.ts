// @vitest-environment node
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SalesforceWorld, salesforceWorld } from '../../../test/setup/salesforceSync.ts';
import { scopedBooks } from '../../../test/setup/scopedBooks.ts';
import { DEFAULT_CONFIG } from '../../erp/api/config.ts';
import { DEFAULT_MAPPINGS } from '../../mapping/defaults/registry.ts';
import { forgetDatabases } from '../fakes/databases.ts';

let world: SalesforceWorld;
beforeAll(async () => {
  world = await salesforceWorld();
  // A contact's and an account's twin are a company's to switch on; the rest is as it comes.
  await world.map('Account', 'customer', { ...standard('Account'), create: { toErp: true, toCrm: false } });
  await world.map('Contact', 'contact', { ...standard('Contact'), create: { toErp: true, toCrm: false } });
  await world.map('Opportunity', 'opportunity', standard('Opportunity'));
  await world.map('Order', 'order', standard('Order'));
}, 120_000);
beforeEach(forgetDatabases);
afterAll(() => world.close());

const standard = (object: string) => {
  const found = DEFAULT_MAPPINGS.find((each) => each.object === object);
  if (found === undefined) throw new Error(`No default for ${object}.`);
  const { enabled: _, ...mapping } = found.mapping;
  // As far as it fits an org of one currency, without fields that a company has made for it.
  const rules = mapping.rules.filter(
    ({ crmField, group }) => !(object === 'Order' && group === 'amount') && !crmField.startsWith('Erp_'),
  );
  return { ...mapping, rules };
};

const key = (object: string, id: string) => `salesforce/acme.my.salesforce.com/${object}/${id}`;
/** The one ERP record of a CRM record, with its fields; null = it has none. */
const twinOf = async (object: string, id: string) => {
  const views = (await world.twinsOf(key(object, id))) as { link: { erp: string } }[];
  expect(views.length).toBeLessThanOrEqual(1);
  const erp = views[0]?.link.erp;
  if (erp === undefined) return null;
  const token = await world.erp.token('ann');
  const { body } = await world.erp.ask('POST', 'sync/records', token, { ids: [erp] });
  const [record] = (body as { records: { fields: Record<string, { value?: unknown }> }[] }).records;
  const values = Object.entries(record?.fields ?? {}).map(([name, { value }]) => [name, value]);
  return { erp, ...Object.fromEntries(values) } as Record<string, unknown> & { erp: string };
};

const sync = async () => {
  await world.erp.outlive();
  world.pass(60_000);
  const worker = world.worker();
  await worker.start('manual');
  await worker.idle();
  return (await worker.status()).last;
};
const everything = () =>
  structuredClone(
    ['Account', 'Contact', 'Opportunity', 'Order'].map((name) => world.org.records(name as 'Account')),
  );

test('an account becomes a customer, and who and what hangs on it is made at that customer; each once', async () => {
  const account = world.org.create('Account', { Name: 'Elm Foundry', BillingCity: 'Kiel' });
  const contact = world.org.create('Contact', {
    AccountId: account,
    FirstName: 'Rosa',
    LastName: 'Keil',
    Email: 'rosa@elm.example',
  });
  const deal = world.org.create('Opportunity', {
    AccountId: account,
    Name: 'Twelve pumps',
    StageName: 'Prospecting',
    CloseDate: '2026-12-24',
    Amount: 1200.5,
  });
  expect(await sync()).toMatchObject({ failure: null });
  const customer = await twinOf('Account', account);
  const id = customer?.erp.replace('customer/', '');
  expect(customer).toMatchObject({ name: 'Elm Foundry', city: 'Kiel' });
  const person = await twinOf('Contact', contact);
  expect(person).toMatchObject({ customer: id, name: 'Rosa Keil', email: 'rosa@elm.example' });
  const opportunity = await twinOf('Opportunity', deal);
  expect(opportunity).toMatchObject({
    customer: id,
    deal: key('Opportunity', deal),
    name: 'Twelve pumps',
    amount: 120_050,
    currency: 'EUR',
  });
  await sync();
  const before = everything();
  const [links] = await world.runs();
  expect(links).toMatchObject({ counts: { created: 0, updated: 0, failed: 0 } });
  await sync();
  expect(everything()).toEqual(before);
  expect([await twinOf('Contact', contact), await twinOf('Opportunity', deal)]).toEqual([
    person,
    opportunity,
  ]);
}, 60_000);

test('an amount that would move by more than the company lets pass is asked about before it is written', async () => {
  const deal = world.org.records('Opportunity').find(({ Name }) => Name === 'Twelve pumps');
  const id = String(deal?.Id);
  const amountMoved = { amount: 100_000, currency: 'EUR' };
  await world.configure({ brake: { ...DEFAULT_CONFIG.brake, amountMoved } });
  world.org.update(id, { Amount: 2200.5 });
  expect(await sync()).toMatchObject({ counts: { updated: 1 } });
  world.org.update(id, { Amount: 900 });
  const worker = world.worker();
  await world.erp.outlive();
  world.pass(60_000);
  await worker.start('manual');
  await worker.idle();
  expect(await worker.status()).toMatchObject({
    brake: {
      object: 'Opportunity',
      counts: { updates: 1 },
      reasons: [{ facts: { about: 'amountMoved', allowed: amountMoved } }],
    },
  });
  expect(await twinOf('Opportunity', id)).toMatchObject({ amount: 220_050 });
  await world.configure({});
  expect(await sync()).toMatchObject({ failure: null });
  expect(await twinOf('Opportunity', id)).toMatchObject({ amount: 90_000 });
}, 60_000);

test('without a linked account it waits and says so; linked later, it is made with the next run', async () => {
  await world.map('Account', 'customer', standard('Account'));
  const account = world.org.create('Account', { Name: 'Sallow Yard' });
  const deal = world.org.create('Opportunity', {
    AccountId: account,
    Name: 'Nine pumps',
    StageName: 'Prospecting',
    CloseDate: '2026-12-24',
  });
  expect(await sync()).toMatchObject({ failure: null });
  expect(await twinOf('Opportunity', deal)).toBeNull();
  expect((await world.runs())[0]).toMatchObject({ counts: { created: 0, failed: 0 } });
  // Nobody looks at it again before that.
  await sync();
  await sync();
  await world.linkAccount(account, 'C2');
  expect(await sync()).toMatchObject({ failure: null });
  expect(await twinOf('Opportunity', deal)).toMatchObject({ customer: 'C2', name: 'Nine pumps' });
}, 60_000);

test('an order of the ERP is made at the account of its customer as soon as that is linked, once', async () => {
  expect(world.org.records('Order')).toEqual([]);
  const account = world.org.create('Account', { Name: 'Alder Works' });
  await world.linkAccount(account, 'C1');
  expect(await sync()).toMatchObject({ failure: null });
  const made = [
    expect.objectContaining({ AccountId: account, OrderReferenceNumber: 'O1', EffectiveDate: '2026-10-10' }),
  ];
  expect(world.org.records('Order')).toEqual(made);
  await sync();
  const before = everything();
  await sync();
  expect(everything()).toEqual(before);
}, 60_000);

test('an order is kept at the opportunity that the ERP names, and another one of this org takes its place', async () => {
  const [account] = world.org.records('Account').filter(({ Name }) => Name === 'Alder Works');
  const deals = ['Two pumps', 'Six pumps'].map((Name) =>
    world.org.create('Opportunity', {
      AccountId: account?.Id ?? '',
      Name,
      StageName: 'Prospecting',
      CloseDate: '2026-12-24',
    }),
  );
  // Deals have no records of their own in these books: what is put in place of the books would take them away again.
  await world.map('Opportunity', 'opportunity', { ...standard('Opportunity'), rules: [], create: NONE });
  const ofDeal = async (opportunity: string | null) => {
    const orders = scopedBooks.orders.map((order) => ({ ...order, opportunity }));
    await world.erp.seed({ ...scopedBooks, orders });
    expect(await sync()).toMatchObject({ failure: null, counts: { failed: 0 } });
    const before = everything();
    await sync();
    expect(everything()).toEqual(before);
    return world.org.records('Order').map(({ OpportunityId }) => OpportunityId);
  };
  const [one = '', other = ''] = deals;
  expect(await ofDeal(key('Opportunity', one))).toEqual([one]);
  expect(await ofDeal(key('Opportunity', other))).toEqual([other]);
  // Of an order that came from elsewhere, what people have said in this CRM stays.
  expect(await ofDeal('hubspot/4711/deal/900')).toEqual([other]);
}, 60_000);

const NONE = { toErp: false, toCrm: false };
