// @vitest-environment node
import { describe, expect, test } from 'vitest';
import {
  accountKey,
  accounts,
  answered,
  field,
  foundOne,
  keyOf,
  patch,
  START,
  syncedOrg,
} from '../../../../test/fixtures/syncedSalesforce.ts';
import { idOf } from '../../../../test/world/salesforce/ids.ts';
import { FailureError } from '../../../failure.ts';
import type { ServerTime, TwinKey } from '../../../sync/ids.ts';
import { asValue } from '../../../sync/value.ts';
import { keptInMemory } from '../../descriptionStore.fixture.ts';
import { answerJson, anySignal, fixedSession, scriptedApi } from '../../scriptedApi.fixture.ts';
import type { CrmField } from '../../syncPort.ts';
import { salesforceSync } from './salesforceSync.ts';

const byName = (fields: readonly CrmField[], name: string) => fields.find((each) => each.name === name);

describe('the field list', () => {
  test('is as the org describes it to this user', async () => {
    const fields = await syncedOrg().crm.fields('Account', anySignal());
    expect(byName(fields, 'Name')).toEqual({
      name: 'Name',
      label: 'Account Name',
      type: 'text',
      readOnly: false,
      creatable: true,
      required: true,
      unique: false,
      maxLength: 255,
      options: null,
    });
    expect(byName(fields, 'Type')).toMatchObject({ type: 'picklist', required: false });
    expect(byName(fields, 'Type')?.options?.[1]).toEqual({ value: 'Customer', label: 'Customer' });
    expect(byName(fields, 'Customer_Number__c')).toMatchObject({ unique: true });
    expect(byName(fields, 'SystemModstamp')).toMatchObject({
      type: 'dateTime',
      readOnly: true,
      required: false,
    });
    expect(byName(fields, 'Credit_Limit__c')).toMatchObject({ type: 'amount', maxLength: null });
    expect(byName(fields, 'ParentId')).toMatchObject({ type: 'reference' });
    expect(byName(fields, 'OwnerId')).toMatchObject({ required: false });
    const quote = await syncedOrg().crm.fields('Quote', anySignal());
    expect(byName(quote, 'OpportunityId')).toMatchObject({ readOnly: true, creatable: true, required: true });
  });

  test('leaves out what this user may not see', async () => {
    const world = syncedOrg();
    world.org.bites.on('fieldHidden', {
      user: world.org.users[0]?.id ?? '',
      object: 'Account',
      field: 'Fax',
    });
    expect(byName(await world.crm.fields('Account', anySignal()), 'Fax')).toBeUndefined();
  });

  test('is not sent again while it is the same, and is new as soon as it is not', async () => {
    const world = syncedOrg({ Account: accounts(1) });
    const bodies: string[] = [];
    world.answering((body) => {
      bodies.push(body);
      return body;
    });
    const first = await world.crm.fields('Account', anySignal());
    expect(await world.crm.fields('Account', anySignal())).toEqual(first);
    expect([bodies.length, world.sent.length]).toEqual([1, 2]);
    world.org.bites.on('fieldDeleted', { object: 'Account', field: 'Fax' });
    expect(byName(await world.crm.fields('Account', anySignal()), 'Fax')).toBeUndefined();
    expect(bodies).toHaveLength(2);
  });

  test('as it was lately costs no call for an hour', async () => {
    const world = syncedOrg();
    const first = await world.crm.fields('Account', anySignal(), 'lately');
    expect(await world.crm.fields('Account', anySignal(), 'lately')).toEqual(first);
    expect(world.sent).toHaveLength(1);
    world.clock.browser += 60 * 60_000;
    await world.crm.fields('Account', anySignal(), 'lately');
    expect(world.sent).toHaveLength(2);
  });

  test('has the currency of an org with one, which is read beside amounts at no cost and never written', async () => {
    const currency = field('CurrencyIsoCode');
    const Opportunity = [
      {
        Id: idOf('Opportunity', 1),
        Name: 'Pumps',
        StageName: 'Prospecting',
        CloseDate: '2026-12-24',
        Amount: 12,
      },
    ];
    const world = syncedOrg({ Opportunity });
    expect(byName(await world.crm.fields('Opportunity', anySignal()), currency)).toMatchObject({
      type: 'picklist',
      readOnly: true,
      creatable: false,
      options: [{ value: 'EUR', label: 'EUR' }],
    });
    // Nothing there is an amount.
    expect(byName(await world.crm.fields('Contact', anySignal()), currency)).toBeUndefined();
    world.sent.length = 0;
    const opened = await world.open('Opportunity', [field('Amount'), currency]);
    expect(world.sent).toEqual([]);
    expect(opened.unseenFields()).toEqual([]);
    const { cells } = await foundOne(opened, keyOf(idOf('Opportunity', 1), 'Opportunity'));
    expect(cells[currency]?.seen).toEqual(asValue('EUR'));
    expect(cells[field('Amount')]?.seen).toEqual(asValue(1_200));
    const silent = syncedOrg({ Opportunity }, { currency: null });
    expect(byName(await silent.crm.fields('Opportunity', anySignal()), currency)).toBeUndefined();
    expect((await silent.open('Opportunity', [currency])).unseenFields()).toEqual([currency]);
  });

  test('shows, but never reads, what is no single value or may be masked', async () => {
    const described = (name: string, type: string) => ({
      name,
      label: name,
      type,
      length: 0,
      scale: 0,
      nillable: true,
      createable: true,
      updateable: true,
      filterable: true,
      defaultedOnCreate: false,
      unique: false,
      picklistValues: [
        { value: 'a', label: null, active: true },
        { value: 'b', label: 'B', active: false },
      ],
    });
    const now = { date: 'Fri, 20 Nov 2026 09:30:00 GMT' };
    const fields = ['encryptedstring', 'address', 'base64', 'multipicklist', 'invented'].map((type) =>
      described(`${type}__c`, type),
    );
    const api = scriptedApi({
      'GET /services/data/v67.0/sobjects/Thing__c/describe': answerJson(
        { name: 'Thing__c', keyPrefix: null, fields },
        200,
        now,
      ),
    });
    const crm = salesforceSync({
      instanceUrl: 'https://acme.my.salesforce.com',
      session: fixedSession(),
      keyFields: {},
      currency: null,
      descriptions: keptInMemory(),
      elapsed: () => 0,
      call: api.call,
    });
    const list = await crm.fields('Thing__c', anySignal());
    expect(list.map(({ type }) => type)).toEqual(['other', 'other', 'other', 'picklist', 'other']);
    expect(byName(list, 'multipicklist__c')?.options).toEqual([{ value: 'a', label: 'a' }]);
    const { unseenFields } = await crm.open(
      'Thing__c',
      ['encryptedstring__c', 'multipicklist__c'].map(field),
      anySignal(),
    );
    expect(unseenFields()).toEqual(['encryptedstring__c']);
  });
});

describe('opening', () => {
  const failure = async (
    over: Parameters<typeof syncedOrg>[1],
    bite: (world: ReturnType<typeof syncedOrg>) => void,
    object = 'Account',
  ) => {
    const world = syncedOrg({}, over);
    bite(world);
    const error: unknown = await world.open(object, []).catch((reason: unknown) => reason);
    return error instanceof FailureError ? error.failure.code : error;
  };
  const quiet = () => undefined;

  test('says why it could not', async () => {
    expect(await failure({ features: { quotes: false } }, quiet, 'Quote')).toBe('crm.notFound');
    expect(await failure({}, ({ org }) => org.bites.on('requestLimit', { requests: 0 }))).toBe(
      'crm.rateLimited',
    );
    expect(await failure({}, ({ org }) => org.bites.on('unavailable', { times: 1 }))).toBe('crm.unreachable');
    expect(await failure({}, ({ org }) => org.bites.on('versionRetired', { below: 68 }))).toBe('crm.invalid');
    expect(
      await failure({}, ({ clock }) => {
        clock.org += 3 * 3_600_000;
      }),
    ).toBe('crm.authExpired');
    expect(await failure({ isOnline: () => false }, quiet)).toBe('offline');
    expect(await failure({}, ({ answering }) => answering(() => '{"name":"Account"}'))).toBe('crm.badAnswer');
  });

  test('costs a description once in an hour, unless a field is asked for that it does not know', async () => {
    const world = syncedOrg({ Account: accounts(1) });
    const described = () => world.sent.filter((line) => line.endsWith('/describe')).length;
    const minutes = (count: number) => {
      world.clock.org += count * 60_000;
      world.clock.browser += count * 60_000;
    };
    const first = answered(await (await world.open()).deletesKnownFrom());
    minutes(59);
    const later = answered(await (await world.open()).deletesKnownFrom());
    expect([described(), later - first]).toEqual([1, 59 * 60_000]);
    await world.open('Account', [field('Gone__c')]);
    expect(described()).toBe(2);
    minutes(60);
    await world.open();
    expect(described()).toBe(3);
  });

  test('in a new worker asks for nothing but what changed, unless the clock was set back', async () => {
    const world = syncedOrg({ Account: accounts(1) });
    answered(await (await world.open()).feed.changes(null, null));
    const again = async () => {
      world.sent.length = 0;
      const opened = await world.anew().open('Account', [field('Name'), field('Type')], anySignal());
      answered(await opened.feed.changes(START as ServerTime, null));
      return world.sent;
    };
    expect(await again()).toEqual(['GET /queryAll']);
    world.clock.browser -= 60_000;
    expect(await again()).toEqual(['GET /sobjects/Account/describe', 'GET /queryAll']);
  });

  test('asks anew after an answer by which a field or the object is gone', async () => {
    const describes = async (outdating: (world: ReturnType<typeof syncedOrg>) => Promise<unknown>) => {
      const world = syncedOrg({ Account: accounts(1) });
      await outdating(world);
      world.sent.length = 0;
      await world.anew().open('Account', [field('Name')], anySignal());
      return world.sent.length;
    };
    const gone = { object: 'Account', field: 'Fax' };
    const open = (world: ReturnType<typeof syncedOrg>) =>
      world.open('Account', [field('Name'), field('Fax')]);
    expect(await describes(async (world) => (await open(world)).crm.read([accountKey(1)]))).toBe(0);
    const read = async (world: ReturnType<typeof syncedOrg>) => {
      const { crm } = await open(world);
      world.org.bites.on('fieldDeleted', gone);
      answered(await crm.read([accountKey(1)]));
    };
    expect(await describes(read)).toBe(1);
    const written = async (world: ReturnType<typeof syncedOrg>) => {
      const { crm } = await open(world);
      world.org.bites.on('fieldDeleted', gone);
      expect(answered(await crm.write([patch(accountKey(1), { Fax: '1' }, null)]))).toMatchObject([
        { kind: 'refused' },
      ]);
    };
    expect(await describes(written)).toBe(1);
    const made = async (world: ReturnType<typeof syncedOrg>) => {
      const { creator } = await open(world);
      world.org.bites.on('fieldDeleted', gone);
      const fields = { [field('Name')]: asValue('New'), [field('Fax')]: asValue('1') };
      const outcomes = await creator?.create([{ key: 'k' as TwinKey, fields }]);
      expect(outcomes).toMatchObject({ value: [{ kind: 'refused' }] });
    };
    expect(await describes(made)).toBe(1);
    const asked = async (world: ReturnType<typeof syncedOrg>) => {
      const { feed } = await open(world);
      world.org.bites.on('versionRetired', { below: 68 });
      expect(await feed.changes(null, null)).toEqual({ kind: 'notSent', reason: 'forbidden' });
      world.org.bites.off('versionRetired');
    };
    expect(await describes(asked)).toBe(1);
  });

  test('needs the clock of the org: an answer without one is refused, and a reading without one is lost', async () => {
    const world = syncedOrg({ Account: accounts(1) });
    const opened = await world.open();
    world.withoutDate();
    expect(await opened.crm.read([accountKey(1)])).toEqual({ kind: 'lost' });
    await expect(
      world.as(fixedSession(world.org.accessToken())).open('Contact', [], anySignal()),
    ).rejects.toMatchObject({
      failure: { code: 'crm.badAnswer' },
    });
  });

  test('takes a day of clock skew for what it is: nobody asks the browser', async () => {
    const world = syncedOrg({ Account: accounts(1) });
    world.clock.browser -= 86_400_000;
    const { readAt } = await foundOne(await world.open(), accountKey(1));
    expect(readAt).toBe(Date.parse('2026-11-20T09:30:00Z'));
  });
});
