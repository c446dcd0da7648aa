// @vitest-environment node
import { describe, expect, test } from 'vitest';
import {
  accountKey,
  accounts,
  answered,
  field,
  keyOf,
  type SyncedOrg,
  syncedOrg,
} from '../../../../test/fixtures/syncedSalesforce.ts';
import { idOf } from '../../../../test/world/salesforce/ids.ts';
import type { Creator, NewRecord } from '../../../sync/create/creator.ts';
import type { CrmId, TwinKey } from '../../../sync/ids.ts';
import { asValue, type Scalar } from '../../../sync/value.ts';

const key = (text: string): TwinKey => text as TwinKey;
const record = (text: string, fields: Readonly<Record<string, Scalar>>): NewRecord => ({
  key: key(text),
  fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, asValue(value)])),
});
const order = (text: string, more: Readonly<Record<string, Scalar>> = {}) =>
  record(text, { EffectiveDate: '2026-11-20', AccountId: idOf('Account', 1), ...more });
const numbers = (n: number) => Array.from({ length: n }, (_, place) => place + 1);
const kinds = (outcomes: readonly ({ readonly kind: string } | undefined)[]) =>
  Array.from(outcomes, (outcome) => outcome?.kind ?? 'unknown');

const world = async (
  object = 'Order',
  over: Parameters<typeof syncedOrg>[1] = {},
): Promise<SyncedOrg & { readonly creator: Creator<CrmId> }> => {
  const synced = syncedOrg({ Account: accounts(3) }, over);
  const { creator } = await synced.open(object, []);
  if (creator === null) throw new Error('There is no creator.');
  synced.sent.length = 0;
  return { ...synced, creator };
};

describe('creating', () => {
  test.each([
    [0, 0],
    [1, 1],
    [199, 1],
    [200, 1],
    [201, 2],
  ])('%i records takes %i calls, and says what became of each', async (n, calls) => {
    const { creator, org, sent } = await world();
    const rows = numbers(n).map((each) =>
      order(`order-${each}`, { PoNumber: ` ${each} `, Erp_Total__c: 1_050 }),
    );
    const outcomes = answered(await creator.create(rows));
    expect(kinds(outcomes)).toEqual(numbers(n).map(() => 'created'));
    expect(sent).toHaveLength(calls);
    expect(org.records('Order').map(({ Erp_Total__c }) => Erp_Total__c)).toEqual(numbers(n).map(() => 10.5));
    const [first] = outcomes;
    if (first?.kind === 'created')
      expect(first.stored).toMatchObject({ PoNumber: asValue('1'), Erp_Total__c: asValue(1_050) });
  });

  test('the same key twice makes one record, and the second answer names it', async () => {
    const { creator, org } = await world();
    expect(creator.capabilities.unique).toBe(true);
    const [first] = answered(await creator.create([order('one')]));
    org.update(org.records('Order')[0]?.Id as string, { PoNumber: 'typed by a person' });
    const [second] = answered(await creator.create([order('one', { PoNumber: 'ours' })]));
    expect(first?.kind).toBe('created');
    expect(second).toMatchObject({
      kind: 'exists',
      id: first?.kind === 'created' ? first.id : null,
      reason: { code: 'DUPLICATE_VALUE' },
    });
    expect(org.records('Order').map(({ PoNumber }) => PoNumber)).toEqual(['typed by a person']);
  });

  test('is looked for by its key, whatever is in it, as often as there are records', async () => {
    const synced = await world('Quote', { keyFields: { Quote: field('Erp_Number__c') } });
    expect(synced.creator.capabilities.unique).toBe(false);
    const odd = "O'Brien \\ 100%_\n";
    const deal = synced.org.create('Opportunity', {
      Name: 'D',
      StageName: 'Prospecting',
      CloseDate: '2026-12-01',
    });
    const quote = (text: string) => record(text, { Name: 'Q', OpportunityId: deal });
    answered(await synced.creator.create([quote(odd.trim()), quote('twice'), quote('twice')]));
    const found = answered(await synced.creator.withKey(['none', odd.trim(), 'twice', 'none'].map(key)));
    expect(found.map((ids) => ids.length)).toEqual([0, 1, 2, 0]);
    expect(found[1]).toEqual([keyOf(idOf('Quote', 1), 'Quote')]);
  });

  test('looks for 500 keys in as few calls as addresses are long', async () => {
    const { creator, sent } = await world();
    const found = answered(await creator.withKey(numbers(500).map((n) => key(`${n}`.padStart(64, 'f')))));
    expect(found).toHaveLength(500);
    expect(sent.length).toBeLessThanOrEqual(4);
    expect(answered(await creator.withKey([]))).toEqual([]);
  });

  test('a duplicate rule names the record that it resembles, if it is one', async () => {
    const { creator, org } = await world('Account');
    org.bites.on('duplicateRule', { object: 'Account', field: 'Name' });
    const create = async () => answered(await creator.create([record('k', { Name: 'Account 2' })]))[0];
    expect(await create()).toMatchObject({
      kind: 'exists',
      id: accountKey(2),
      reason: { code: 'DUPLICATES_DETECTED', message: 'Use one of these records?' },
    });
    org.update(idOf('Account', 3), { Name: 'Account 2' });
    expect(await create()).toMatchObject({ kind: 'exists', id: null });
  });

  test('refuses with the fields and the words of the org, and goes on with the rest', async () => {
    const { creator, org } = await world();
    org.bites.on('validationRule', {
      object: 'Order',
      field: 'Erp_Total__c',
      above: 5,
      message: 'Too much.',
    });
    const rows = [
      order('a'),
      record('b', { PoNumber: 'x' }),
      order('c', { Erp_Total__c: 900 }),
      order('d', { Status: 'Lost' }),
    ];
    expect(answered(await creator.create(rows))).toMatchObject([
      { kind: 'created' },
      { kind: 'refused', fields: ['PoNumber'], reason: { code: 'REQUIRED_FIELD_MISSING' } },
      {
        kind: 'refused',
        fields: ['Erp_Total__c'],
        reason: { code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Too much.' },
      },
      { kind: 'refused', fields: ['Status'], reason: { code: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' } },
    ]);
    expect(org.records('Order')).toHaveLength(1);
  });

  test('goes on without the one record that the org cannot read', async () => {
    const { creator, org } = await world();
    const rows = numbers(50).map((n) => order(`${n}`, n === 9 ? { Erp_Total__c: 'much' } : {}));
    const outcomes = answered(await creator.create(rows));
    expect(outcomes[8]).toMatchObject({ kind: 'refused', reason: { code: 'JSON_PARSER_ERROR' } });
    expect(org.records('Order')).toHaveLength(49);
    org.bites.on('fieldDeleted', { object: 'Order', field: 'PoNumber' });
    const [gone, kept] = answered(await creator.create([order('x', { PoNumber: '1' }), order('y')]));
    expect([gone, kept]).toMatchObject([{ kind: 'refused', fields: ['PoNumber'] }, { kind: 'created' }]);
  });

  test('an answer that is lost is no "no": the record is found by its key', async () => {
    const { creator, org } = await world();
    org.bites.on('connectionDrops', { times: 1, when: 'after' });
    expect(await creator.create([order('one')])).toEqual({ kind: 'lost' });
    expect(answered(await creator.withKey([key('one')]))[0]).toHaveLength(1);
    expect(kinds(answered(await creator.create([order('one')])))).toEqual(['exists']);
  });

  test('a request that lands late is refused where the record has been made meanwhile', async () => {
    const { creator, org } = await world();
    org.bites.on('landsLate', { times: 1 });
    expect(await creator.create([order('one')])).toEqual({ kind: 'lost' });
    expect(answered(await creator.withKey([key('one')]))).toEqual([[]]);
    expect(kinds(answered(await creator.create([order('one')])))).toEqual(['created']);
    await org.landLate();
    expect(org.records('Order')).toHaveLength(1);
  });

  test('a reset in the middle leaves one part unknown and the rest unmade', async () => {
    const { creator, dropAfter } = await world();
    dropAfter(1);
    const outcomes = answered(await creator.create(numbers(401).map((n) => order(`${n}`))));
    expect(kinds(outcomes).filter((kind) => kind === 'created')).toHaveLength(200);
    // Of the last one it is certain, but there is no word for that: its key is looked for, and it is made then.
    expect(kinds(outcomes).filter((kind) => kind === 'unknown')).toHaveLength(201);
  });

  test('somebody’s lock is no refusal: the key is looked for later, and the record made then', async () => {
    const { creator, answering } = await world();
    answering((body) => body.replace(/DUPLICATE_VALUE/, 'UNABLE_TO_LOCK_ROW'));
    expect(kinds(answered(await creator.create([order('one'), order('one')])))).toEqual([
      'created',
      'unknown',
    ]);
  });

  test('says why nothing was sent', async () => {
    const { creator, org } = await world();
    org.bites.on('requestLimit', { requests: 1 });
    const limited = { kind: 'notSent', reason: 'rateLimited' };
    expect(await creator.create([order('one')])).toEqual(limited);
    expect(await creator.withKey([key('one')])).toEqual(limited);
  });

  test('a list of keys that is not whole is no list', async () => {
    const { creator, org } = await world('Quote', { keyFields: { Quote: field('Erp_Number__c') } });
    const deal = org.create('Opportunity', { Name: 'D', StageName: 'Prospecting', CloseDate: '2026-12-01' });
    for (const _ of numbers(3)) org.create('Quote', { Name: 'Q', OpportunityId: deal, Erp_Number__c: 'k' });
    org.bites.on('queryPages', { rows: 2 });
    expect(await creator.withKey([key('k')])).toEqual({ kind: 'lost' });
  });

  test('an amount needs its currency where the org has several', async () => {
    const { creator, org } = await world('Order', { features: { multiCurrency: true } });
    const rows = [
      order('a', { Erp_Total__c: 900 }),
      order('b', { Erp_Total__c: 900, CurrencyIsoCode: 'JPY' }),
    ];
    expect(answered(await creator.create(rows))).toMatchObject([
      { kind: 'refused', fields: ['Erp_Total__c'], reason: { code: 'CURRENCY_UNKNOWN' } },
      { kind: 'created', stored: { Erp_Total__c: asValue(900) } },
    ]);
    expect(org.records('Order').map(({ Erp_Total__c }) => Erp_Total__c)).toEqual([900]);
  });

  test.each([
    ['that nobody named', {}],
    ['that is not there', { Order: field('Nowhere__c') }],
    ['that cannot be written', { Order: field('OrderNumber') }],
    ['that cannot be searched', { Order: field('Description') }],
  ])('is not offered with a key field %s', async (_, keyFields) => {
    const { open } = syncedOrg({}, { keyFields });
    expect((await open('Order', [])).creator).toBeNull();
  });
});
