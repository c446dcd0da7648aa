import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../../test/setup/emptyData.ts';
import { startPostgres, type TestPostgres } from '../../../../../test/setup/postgres.ts';
import { ANN, browser, openShop, records, value } from '../../../../../test/setup/syncing.ts';
import { type ErpObject, erpField, erpObject } from '../../../api/erpFields.ts';
import { FINANCE_FIELDS } from '../../../api/fieldMapping.ts';
import type { Stored, Written } from '../../../api/sync/values.ts';
import type { OpenDatabase } from '../../../server/database/database.ts';
import { openPostgres } from '../../../server/database/postgres.ts';
import { customerKeys } from '../../../server/database/schema/customerKeys.ts';
import { inTenant } from '../../../server/database/tenant.ts';
import { settled } from '../../../server/sync/transaction.ts';
import type { BookField } from './fields/field.ts';
import { bookObjects } from './records.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const open: Record<string, () => Promise<OpenDatabase>> = {
  PGlite: openEmptyPglite,
  PostgreSQL: async () => openPostgres(await postgres.ownedDatabase('records')),
};

const DEAL = 'hubspot/4711/deal/900';
const written = (content: string | number | boolean): Written => ({ kind: 'value', value: content });
/** What the field accepts, by its own type. */
const sample = ({ type, options, maxLength, name }: BookField): Written => {
  if (options !== null) return written(options.at(-1)?.value ?? '');
  if (name === 'currency') return written('USD');
  if (name === 'country') return written('SE');
  if (name === 'customer') return written('C1');
  const byType: Partial<Record<BookField['type'], Written>> = {
    number: written(40),
    amount: written(123_456),
    date: written('2026-12-24'),
    boolean: written(true),
  };
  return byType[type] ?? written(`${name} anew`.slice(0, maxLength ?? undefined));
};

describe.each(Object.keys(open))('ERP records on %s', (kind) => {
  let database: OpenDatabase;
  const made = {} as Record<ErpObject, string>;
  beforeAll(async () => {
    const opened = await open[kind]?.();
    if (opened === undefined) throw new Error(`No database for ${kind}`);
    database = opened;
    await openShop(database);
    Object.assign(made, {
      customer: 'customer/C2',
      contact: 'contact/P1',
      quote: 'quote/Q1',
      order: 'order/O1',
    });
    const answer = await create('opportunity', 'deal 900', {
      name: written('Pumps'),
      customer: written('C1'),
      deal: written(DEAL),
    });
    if (answer.kind !== 'created') throw new Error(`Not made: ${answer.kind}`);
    made.opportunity = answer.id;
  });
  afterAll(() => database.close());

  const create = (object: ErpObject, key: string, fields: Record<string, Written>, actor = ANN) =>
    settled(database, 'default', (transaction) => records.create(transaction, actor, object, key, fields));
  const write = (id: string, patch: Record<string, Written>) =>
    inTenant(database, 'default', (transaction) => records.write(transaction, 'default', id, patch));
  const read = async (id: string) => (await browser(database).record(id)).fields;

  describe.each(erpObject.options)('%s', (object) => {
    const registry = bookObjects[object].fields;

    test('has a registry of distinct, labelled fields, which is what the contract answers', () => {
      expect(new Set(registry.map(({ name }) => name)).size).toBe(registry.length);
      expect(new Set(registry.map(({ label }) => label)).size).toBe(registry.length);
      const told = records.fields(object);
      expect(told.map((field) => erpField.strict().parse(field))).toEqual(told);
      for (const field of told) {
        expect(field.type === 'amount').toBe(field.amountIn !== null);
        expect(field.type === 'picklist').toBe(field.options !== null);
        if (FINANCE_FIELDS.includes(field.name)) expect(field.financeOwned).toBe(true);
        if (field.financeOwned) expect([field.readOnly, field.creatable]).toEqual([true, false]);
        if (!field.readOnly) expect(field.creatable).toBe(true);
      }
    });

    test('is read with exactly the fields of the registry', async () => {
      expect(Object.keys(await read(made[object]))).toEqual(registry.map(({ name }) => name));
    });

    test.each(registry)('$name: written where it may be, refused with a reason where not', async (field) => {
      const patch: Record<string, Written> = { [field.name]: sample(field) };
      // An amount stands in its currency.
      if (field.name === 'amount') patch.currency = written('USD');
      const before = await read(made[object]);
      const answer = await write(made[object], patch);
      if (!field.readOnly) {
        expect(answer).toEqual({ kind: 'written', stored: patch });
        expect(await read(made[object])).toMatchObject(patch);
        const nonsense = await write(made[object], { [field.name]: written(Number.MAX_VALUE) });
        expect(nonsense).toMatchObject({
          kind: 'refused',
          fields: [field.name],
          reason: { message: field.wants },
        });
        const cleared = await write(made[object], { [field.name]: { kind: 'cleared' } });
        if (field.required) expect(cleared).toMatchObject({ reason: { code: 'erp.valueRefused' } });
        return;
      }
      const code =
        bookObjects[object].write === null
          ? 'erp.objectReadOnly'
          : field.financeOwned
            ? 'erp.fieldOwnedByFinance'
            : 'erp.fieldReadOnly';
      expect(answer).toMatchObject({ kind: 'refused', reason: { code } });
      expect(await read(made[object])).toEqual(before);
    });

    test('is held with the version that it is read with; what is not there is not held', async () => {
      const { version } = await browser(database).record(made[object]);
      const held = await inTenant(database, 'default', (transaction) =>
        records.lock(transaction, 'default', [made[object], `${object}/nobody`]),
      );
      expect([...held]).toEqual([[made[object], version]]);
    });

    test('a field that nobody knows is refused by name', async () => {
      const answer = await write(made[object], { shoeSize: written(44) });
      const code = bookObjects[object].write === null ? 'erp.objectReadOnly' : 'erp.fieldUnknown';
      expect(answer).toMatchObject({ kind: 'refused', reason: { code } });
    });

    test('one that is not there cannot be written', async () => {
      const answer = await write(`${object}/nobody`, { name: written('x') });
      const code = bookObjects[object].write === null ? 'erp.objectReadOnly' : 'erp.recordGone';
      expect(answer).toMatchObject({ kind: 'refused', reason: { code } });
    });
  });

  describe.each(['customer', 'contact', 'opportunity'] as const)('a new %s', (object) => {
    const all = () =>
      Object.fromEntries(
        bookObjects[object].fields
          .filter(({ creatable }) => creatable)
          .map((field): [string, Written] => [field.name, sample(field)]),
      );

    test('is made once per key, with every field that may be given, and read back whole', async () => {
      const fields = all();
      if (object === 'opportunity') fields.deal = written('hubspot/4711/deal/901');
      const first = await create(object, 'twin 1', fields);
      if (first.kind !== 'created') throw new Error(`Not made: ${JSON.stringify(first)}`);
      expect(first.stored).toMatchObject(fields);
      expect(await read(first.id)).toEqual(first.stored);
      expect(await create(object, 'twin 1', fields)).toEqual({ kind: 'exists', id: first.id });
    });

    test('lacks nothing that no record is without', async () => {
      for (const { name, required, creatable } of bookObjects[object].fields) {
        if (!required || !creatable) continue;
        const { [name]: _, ...rest } = all();
        const answer = await create(object, `without ${name}`, rest);
        expect(answer).toMatchObject({
          kind: 'refused',
          fields: [name],
          reason: { code: 'erp.fieldMissing' },
        });
      }
      const finance = await create(object, 'with a limit', { ...all(), creditLimit: written(5) });
      expect(finance.kind).toBe('refused');
    });
  });

  test('a new customer is found by its keys and its words, in the company’s currency, by who made it', async () => {
    const answer = await create('customer', 'account 17', {
      name: written('Larch Joinery'),
      website: written('https://www.larch.example'),
    });
    if (answer.kind !== 'created') throw new Error('Not made.');
    expect(answer.stored).toMatchObject({
      currency: value('EUR'),
      creditLimit: { kind: 'blank' },
      creditHold: { kind: 'value', value: false },
    });
    const own = browser(database, { ...ANN, visibleTo: { scope: 'own', user: 'ann' } });
    expect((await own.record(answer.id)).fields.name).toEqual(value('Larch Joinery'));
    const found = await inTenant(database, 'default', (transaction) =>
      transaction.select().from(customerKeys),
    );
    expect(found.some(({ customer }) => `customer/${customer}` === answer.id)).toBe(true);
  });

  test('nothing is put under a customer that is not there, or out of sight', async () => {
    const fields = { name: written('Elsa Wirth'), customer: written('C9') };
    const refused = { kind: 'refused', fields: ['customer'], reason: { code: 'erp.customerUnknown' } };
    expect(await create('contact', 'nobody', fields)).toMatchObject(refused);
    const cem = { ...ANN, user: 'cem', visibleTo: { scope: 'own' as const, user: 'cem' } };
    const hidden = { ...fields, customer: written('C1') };
    expect(await create('contact', 'hidden', hidden, cem)).toMatchObject(refused);
    expect(await create('opportunity', 'hidden', hidden, cem)).toMatchObject(refused);
  });

  test('an amount without a currency is refused, new or not; two opportunities never share a deal', async () => {
    const fields = { name: written('Valves'), customer: written('C1') };
    const amount = { amount: written(5_000) };
    expect(await create('opportunity', 'no currency', { ...fields, ...amount })).toMatchObject({
      kind: 'refused',
      reason: { code: 'erp.currencyMissing' },
    });
    const bare = await create('opportunity', 'bare', fields);
    if (bare.kind !== 'created') throw new Error('Not made.');
    expect(bare.stored.status).toEqual(value('open'));
    expect(await write(bare.id, amount)).toMatchObject({ reason: { code: 'erp.currencyMissing' } });
    const twin = await create('opportunity', 'another key', { ...fields, deal: written(DEAL) });
    expect(twin).toMatchObject({ kind: 'refused', fields: ['deal'], reason: { code: 'erp.duplicate' } });
  });

  test('quotes and orders are the ERP’s to make and to archive; their amounts are those of their lines', async () => {
    expect(await create('order', 'x', {})).toMatchObject({ reason: { code: 'erp.objectReadOnly' } });
    const archived = await inTenant(database, 'default', (transaction) =>
      records.archive(transaction, ANN, 'quote/Q1'),
    );
    expect(archived).toMatchObject({ reason: { code: 'erp.objectReadOnly' } });
    const amounts: Record<string, Stored> = { net: value(10_000), tax: value(1_900), total: value(11_900) };
    expect(await read('quote/Q1')).toMatchObject({ ...amounts, number: value('Q1'), status: value('sent') });
    expect(await read('order/O1')).toMatchObject({
      ...amounts,
      uninvoiced: value(5_950),
      quote: value('Q1'),
      status: value('confirmed'),
    });
  });

  test('without books there is nothing to be a customer of', async () => {
    const answer = await inTenant(database, 'empty', (transaction) =>
      records.create(transaction, { ...ANN, tenant: 'empty' }, 'customer', 'k', { name: written('x') }),
    );
    expect(answer).toMatchObject({ reason: { code: 'erp.noBooks' } });
  });
});

test('eight servers make the record of one key: one makes it, seven find it', async () => {
  const database = await openPostgres(await postgres.ownedDatabase('twins'));
  try {
    await openShop(database);
    const fields = { name: written('Oak & Ash'), website: written('https://oak.example') };
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        settled(database, 'default', (transaction) =>
          records.create(transaction, { ...ANN, user: `user-${index}` }, 'customer', 'one key', fields),
        ),
      ),
    );
    expect(answers.filter((answer) => answer.kind === 'created')).toHaveLength(1);
    expect(answers.filter((answer) => answer.kind === 'exists')).toHaveLength(7);
    expect(new Set(answers.map((answer) => ('id' in answer ? answer.id : ''))).size).toBe(1);
  } finally {
    await database.close();
  }
});
