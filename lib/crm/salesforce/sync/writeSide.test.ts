// @vitest-environment node
// Long because all that can become of one row stands side by side here: what is missing would be seen.
import { describe, expect, test } from 'vitest';
import {
  accountKey,
  accounts,
  answered,
  field,
  foundOne,
  keyOf,
  patch,
  type SyncedOrg,
  syncedOrg,
} from '../../../../test/fixtures/syncedSalesforce.ts';
import { idOf } from '../../../../test/world/salesforce/ids.ts';
import { FailureError } from '../../../failure.ts';
import { budgetedCall } from '../../../http/budget/budgetedCall.ts';
import { callBudget } from '../../../http/budget/callBudget.ts';
import type { Version } from '../../../sync/ids.ts';
import type { WriteOutcome } from '../../../sync/ports.ts';
import { asValue, BLANK } from '../../../sync/value.ts';

const READ = '2026-11-20T09:30:00.000Z' as Version;
const numbers = (n: number) => Array.from({ length: n }, (_, place) => place + 1);
const phone = (world: SyncedOrg, n: number) => world.org.record(idOf('Account', n))?.Phone;
const phones = (world: SyncedOrg, n: number) => numbers(n).map((each) => phone(world, each));
const kinds = (outcomes: readonly (WriteOutcome<unknown> | undefined)[]) =>
  Array.from(outcomes, (outcome) => outcome?.kind ?? 'unknown');
const user = ({ org }: SyncedOrg) => org.users[0]?.id ?? '';

/** An org whose accounts were read a while ago, and the way to write a phone number into the first `n` of them. */
const world = async (n: number, over: Parameters<typeof syncedOrg>[1] = {}) => {
  const synced = syncedOrg({ Account: accounts(n) }, over);
  const opened = await synced.open();
  synced.clock.org += 60_000;
  synced.sent.length = 0;
  const call = (count: number, expected: Version | null = READ) =>
    opened.crm.write(numbers(count).map((each) => patch(accountKey(each), { Phone: '7' }, expected)));
  return { ...synced, opened, call };
};

describe('a write that names the version it replaces', () => {
  test.each([
    [0, 0],
    [1, 1],
    [23, 1],
    [24, 1],
    [25, 2],
    [49, 3],
    [200, 9],
    [1_000, 42],
  ])('of %i records takes %i calls, what was stored included', async (n, calls) => {
    const on = await world(n);
    const outcomes = answered(await on.call(n));
    expect(outcomes).toEqual(
      numbers(n).map((each) => ({ kind: 'written', id: accountKey(each), stored: { Phone: asValue('7') } })),
    );
    expect(on.sent).toHaveLength(calls);
    expect(phones(on, n).every((each) => each === '7')).toBe(true);
  });

  test('is refused where somebody has edited since, and only there', async () => {
    const on = await world(3);
    on.org.update(idOf('Account', 2), { Phone: '9' });
    expect(kinds(answered(await on.call(3)))).toEqual(['written', 'stale', 'written']);
    expect(phones(on, 3)).toEqual(['7', '9', '7']);
  });

  test('cannot see an edit of the second that it read: so such a reading says that it is too fresh', async () => {
    const synced = syncedOrg({ Account: accounts(1) });
    const opened = await synced.open();
    const read = await foundOne(opened, accountKey(1));
    expect(opened.crm.capabilities).toEqual({ locking: 'wholeSecondLock', history: false, stampMs: 1_000 });
    expect(Math.floor(read.readAt / 1_000)).toBeLessThanOrEqual(Math.floor(read.modifiedAt / 1_000));
    synced.org.update(idOf('Account', 1), { Phone: '9' });
    const [outcome] = answered(await opened.crm.write([patch(accountKey(1), { Phone: '7' }, read.version)]));
    expect(outcome?.kind).toBe('written');
  });

  test('leaves other objects that carry no ETag as safe as accounts', async () => {
    const synced = syncedOrg({ Contact: [{ Id: idOf('Contact', 1), LastName: 'Holm' }] });
    const { crm } = await synced.open('Contact', [field('LastName')]);
    synced.clock.org += 60_000;
    synced.org.update(idOf('Contact', 1), { LastName: 'Somebody' });
    const key = keyOf(idOf('Contact', 1), 'Contact');
    expect(answered(await crm.write([patch(key, { LastName: 'Else' }, READ)]))).toEqual([{ kind: 'stale' }]);
  });

  test('archives on the same condition', async () => {
    const on = await world(3);
    on.org.update(idOf('Account', 2), { Phone: '9' });
    on.org.remove(idOf('Account', 3));
    const archive = (n: number) => ({
      id: accountKey(n),
      change: { kind: 'archive' as const },
      expected: READ,
    });
    const outcomes = answered(await on.opened.crm.write([1, 2, 3].map(archive)));
    expect(outcomes).toEqual([
      { kind: 'written', id: accountKey(1), stored: null },
      { kind: 'stale' },
      { kind: 'gone' },
    ]);
    expect(on.org.record(idOf('Account', 2))?.IsDeleted).toBe(false);
  });
});

describe('a write without a condition', () => {
  test.each([
    [0, 0],
    [1, 1],
    [199, 1],
    [200, 1],
    [201, 2],
    [1_000, 5],
  ])('of %i records takes %i calls', async (n, calls) => {
    const on = await world(n);
    const outcomes = answered(await on.call(n, null));
    expect(kinds(outcomes)).toEqual(numbers(n).map(() => 'written'));
    expect(outcomes.every((outcome) => outcome.kind === 'written' && outcome.stored !== null)).toBe(true);
    expect(on.sent).toHaveLength(calls);
  });

  test('has every row’s outcome, in order, also of those that carry no id', async () => {
    const on = await world(4);
    on.org.remove(idOf('Account', 2));
    const rows = [
      patch(accountKey(1), { Phone: '7' }, null),
      patch(accountKey(2), { Phone: '7' }, null),
      patch(accountKey(3), { Name: null }, null),
      patch(accountKey(4), { Phone: '7' }, null),
    ];
    expect(kinds(answered(await on.opened.crm.write(rows)))).toEqual([
      'written',
      'gone',
      'refused',
      'written',
    ]);
  });

  test('goes on without the one row that the org cannot read', async () => {
    const on = await world(200);
    const rows = numbers(200).map((n) =>
      patch(accountKey(n), n === 77 ? { NumberOfEmployees: 'many' } : { Phone: '7' }, null),
    );
    const outcomes = answered(await on.opened.crm.write(rows));
    expect(kinds(outcomes).filter((kind) => kind === 'written')).toHaveLength(199);
    expect(outcomes[76]).toMatchObject({
      kind: 'refused',
      fields: ['NumberOfEmployees'],
      reason: { code: 'JSON_PARSER_ERROR' },
    });
    expect(on.sent.length).toBeLessThan(20);
  });

  test('finds by its name the field that is gone, in one more call', async () => {
    const on = await world(200);
    on.org.bites.on('fieldDeleted', { object: 'Account', field: 'Fax' });
    const rows = numbers(200).map((n) => patch(accountKey(n), n % 2 ? { Fax: '1' } : { Phone: '7' }, null));
    const outcomes = answered(await on.opened.crm.write(rows));
    expect(kinds(outcomes)).toEqual(numbers(200).map((n) => (n % 2 ? 'refused' : 'written')));
    expect(outcomes[0]).toMatchObject({ fields: ['Fax'], reason: { code: 'INVALID_FIELD' } });
    expect(on.sent).toHaveLength(2);
  });
});

describe.each([
  ['with a condition', READ],
  ['without one', null],
])('a refused row, %s', (_, expected) => {
  const refused = async (
    bite: (on: Awaited<ReturnType<typeof world>>) => void,
    fields: Parameters<typeof patch>[1],
  ) => {
    const on = await world(3);
    bite(on);
    const rows = [patch(accountKey(1), fields, expected), patch(accountKey(2), { Phone: '7' }, expected)];
    const [first, second] = answered(await on.opened.crm.write(rows));
    expect(second?.kind).toBe('written');
    return first;
  };
  const quiet = () => undefined;

  test.each<
    [string, (on: Awaited<ReturnType<typeof world>>) => void, Parameters<typeof patch>[1], string[], string]
  >([
    [
      'a validation rule',
      ({ org }) =>
        org.bites.on('validationRule', {
          object: 'Account',
          field: 'Credit_Limit__c',
          above: 1_000,
          message: 'Ask finance first.',
        }),
      { Credit_Limit__c: 200_000, Phone: '7' },
      ['Credit_Limit__c'],
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    ],
    ['a required field', quiet, { Name: null, Phone: '7' }, ['Name'], 'REQUIRED_FIELD_MISSING'],
    ['a text too long', quiet, { Phone: '7'.repeat(41) }, ['Phone'], 'STRING_TOO_LONG'],
    [
      'a picklist value that is gone',
      ({ org }) =>
        org.bites.on('picklistNarrowed', { object: 'Account', field: 'Type', without: 'Customer' }),
      { Type: 'Customer', Phone: '7' },
      ['Type'],
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    ],
    [
      'a field that is gone',
      ({ org }) => org.bites.on('fieldDeleted', { object: 'Account', field: 'Type' }),
      { Type: 'Customer', Phone: '7' },
      ['Type'],
      'INVALID_FIELD',
    ],
    [
      'a record to be read only',
      (on) => on.org.bites.on('recordReadOnly', { user: user(on), id: idOf('Account', 1) }),
      { Phone: '7', Type: 'Customer' },
      ['Phone', 'Type'],
      'INSUFFICIENT_ACCESS_OR_READONLY',
    ],
    ['a number taken', quiet, { Customer_Number__c: 'C-9' }, ['Customer_Number__c'], 'DUPLICATE_VALUE'],
    [
      'a parent that is not there',
      quiet,
      { ParentId: idOf('Account', 99), Phone: '7' },
      ['ParentId'],
      'INVALID_CROSS_REFERENCE_KEY',
    ],
  ])('%s', async (_title, bite, fields, names, code) => {
    const outcome = await refused((on) => {
      on.org.create('Account', { Name: 'Other', Customer_Number__c: 'C-9' });
      bite(on);
    }, fields);
    expect(outcome).toMatchObject({ kind: 'refused', fields: names, reason: { code } });
    expect(outcome?.kind === 'refused' && outcome.reason.message.length).toBeGreaterThan(5);
  });

  test('by somebody’s lock is worth another try', async () => {
    const lock = ({ org }: SyncedOrg) => org.bites.on('rowLock', { times: 1, matching: idOf('Account', 1) });
    expect(await refused(lock, { Phone: '7' })).toEqual({ kind: 'stale' });
  });

  test('that is deleted, merged away or hidden is gone', async () => {
    const fields = { Phone: '7' };
    const survivor = idOf('Account', 3);
    expect(await refused(({ org }) => org.remove(idOf('Account', 1)), fields)).toEqual({ kind: 'gone' });
    expect(await refused(({ org }) => org.merge(survivor, idOf('Account', 1)), fields)).toEqual({
      kind: 'gone',
    });
    const hide = (on: SyncedOrg) =>
      on.org.bites.on('recordHidden', { user: user(on), id: idOf('Account', 1) });
    expect(await refused(hide, fields)).toEqual({ kind: 'gone' });
  });

  test('of another org or object is nobody’s here', async () => {
    const on = await world(1);
    const key = keyOf(idOf('Contact', 1));
    expect(answered(await on.opened.crm.write([patch(key, { Phone: '7' }, expected)]))).toEqual([
      { kind: 'gone' },
    ]);
    expect(on.sent).toEqual([]);
  });
});

describe('what was stored', () => {
  test('is what the org made of it: trimmed, rounded, cleared', async () => {
    const on = await world(1);
    const fields = { Name: ' Harbour ', AnnualRevenue: 100_050, Phone: null };
    expect(answered(await on.opened.crm.write([patch(accountKey(1), fields, READ)]))).toEqual([
      {
        kind: 'written',
        id: accountKey(1),
        stored: { Name: asValue('Harbour'), AnnualRevenue: asValue(100_100), Phone: BLANK },
      },
    ]);
    expect(on.org.record(idOf('Account', 1))?.AnnualRevenue).toBe(1_001);
  });

  test('is not said where somebody may have typed over it at once', async () => {
    const on = await world(1);
    on.org.bites.off('valuesRewritten');
    const [outcome] = answered(await on.opened.crm.write([patch(accountKey(1), { Type: 'Customer' }, READ)]));
    expect(outcome).toMatchObject({ stored: { Type: asValue('Customer') } });
    on.answering((body) => body.replaceAll('"Type":"Partner"', '"Type":"Reseller"'));
    on.clock.org += 60_000;
    const version = (await foundOne(on.opened, accountKey(1))).version;
    expect(answered(await on.opened.crm.write([patch(accountKey(1), { Type: 'Partner' }, version)]))).toEqual(
      [{ kind: 'written', id: accountKey(1), stored: null }],
    );
  });

  test('of an amount is in the record’s currency, which a write may change with it', async () => {
    const Opportunity = [
      {
        Id: idOf('Opportunity', 1),
        Name: 'Deal',
        StageName: 'Prospecting',
        CloseDate: '2026-12-20',
        CurrencyIsoCode: 'JPY',
      },
    ];
    const synced = syncedOrg({ Opportunity }, { features: { multiCurrency: true } });
    const { crm } = await synced.open('Opportunity', ['Amount', 'CurrencyIsoCode'].map(field));
    const key = keyOf(idOf('Opportunity', 1), 'Opportunity');
    const stored = async (fields: Parameters<typeof patch>[1]) =>
      answered(await crm.write([patch(key, fields, null)]))[0];
    expect(await stored({ Amount: 1_200 })).toMatchObject({
      kind: 'refused',
      reason: { code: 'CURRENCY_UNKNOWN' },
    });
    await crm.read([key]);
    expect(await stored({ Amount: 1_200 })).toMatchObject({ stored: { Amount: asValue(1_200) } });
    expect(synced.org.record(idOf('Opportunity', 1))?.Amount).toBe(1_200);
    expect(await stored({ Amount: 1_200, CurrencyIsoCode: 'EUR' })).toMatchObject({
      stored: { Amount: asValue(1_200) },
    });
    expect(synced.org.record(idOf('Opportunity', 1))?.Amount).toBe(12);
  });
});

describe('bad days', () => {
  test('a timeout after the org has written is no answer, and no "no" either', async () => {
    const on = await world(2);
    on.org.bites.on('connectionDrops', { times: 1, when: 'after' });
    expect(await on.call(2)).toEqual({ kind: 'lost' });
    expect(phones(on, 2)).toEqual(['7', '7']);
  });

  test('a request that nobody heard of lands late, on the condition it was sent with', async () => {
    const on = await world(2);
    on.org.bites.on('landsLate', { times: 1 });
    expect(await on.call(2)).toEqual({ kind: 'lost' });
    expect(phones(on, 2)).toEqual(['1', '1']);
    on.org.update(idOf('Account', 1), { Phone: '9' });
    await on.org.landLate();
    expect(phones(on, 2)).toEqual(['9', '7']);
  });

  test('a reset in the middle leaves one part unknown, and what was not sent unsent', async () => {
    const on = await world(72);
    on.dropAfter(1);
    const outcomes = answered(await on.call(72));
    expect(outcomes).toHaveLength(72);
    expect(kinds(outcomes)).toEqual([
      ...Array.from({ length: 24 }, () => 'written'),
      ...Array.from({ length: 24 }, () => 'unknown'),
      ...Array.from({ length: 24 }, () => 'stale'),
    ]);
  });

  test('a session that ends in the middle is renewed once', async () => {
    const renewed: string[] = [];
    const on = await world(48, {
      session: (org) => ({
        accessToken: async () => renewed.at(-1) ?? 'ended',
        renew: async () => {
          renewed.push(org.accessToken());
          return renewed.at(-1) ?? '';
        },
      }),
    });
    expect(renewed).toHaveLength(1);
    on.org.bites.on('sessionExpires', { afterRequests: 1 });
    expect(kinds(answered(await on.call(48)))).toEqual(numbers(48).map(() => 'written'));
    expect(renewed).toHaveLength(2);
  });

  test('a session that cannot be renewed stops cleanly: nothing more is sent', async () => {
    const on = await world(48, {
      session: (org) => {
        const token = org.accessToken();
        return {
          accessToken: async () => token,
          renew: () => Promise.reject(new FailureError({ code: 'crm.authExpired' })),
        };
      },
    });
    on.org.bites.on('sessionExpires', { afterRequests: 1 });
    expect(kinds(answered(await on.call(48)))).toEqual(
      numbers(48).map((n) => (n <= 24 ? 'written' : 'stale')),
    );
    expect(await on.call(1)).toEqual({ kind: 'notSent', reason: 'authExpired' });
  });

  test('a renewal that finds no server does not make a write of it', async () => {
    const on = await world(1, {
      session: (org) => {
        const token = org.accessToken();
        return {
          accessToken: async () => token,
          renew: () => Promise.reject(new FailureError({ code: 'crm.server', status: 503 })),
        };
      },
    });
    on.clock.org += 3 * 3_600_000;
    expect(await on.call(1)).toEqual({ kind: 'notSent', reason: 'offline' });
  });

  test('no more calls today: what was not sent says so, what was is known', async () => {
    const on = await world(48);
    on.org.bites.on('requestLimit', { requests: 2 });
    expect(kinds(answered(await on.call(48)))).toEqual(
      numbers(48).map((n) => (n <= 24 ? 'written' : 'stale')),
    );
    expect(await on.call(1)).toEqual({ kind: 'notSent', reason: 'rateLimited' });
  });

  test('a page of HTML and a 5xx say nothing of what was done', async () => {
    const on = await world(1);
    on.org.bites.on('unavailable', { times: 1 });
    expect(await on.call(1)).toEqual({ kind: 'lost' });
    on.answering(() => '<html>Welcome</html>');
    expect(await on.call(1)).toEqual({ kind: 'lost' });
  });

  test('an answer with a row too few is no answer about any', async () => {
    const on = await world(2);
    on.answering((body) => body.replace(/\{"id"[^}]*\},/, ''));
    expect(await on.call(2, null)).toEqual({ kind: 'lost' });
  });

  test('an answer about another record leaves this one unknown', async () => {
    const on = await world(2);
    on.answering((body) => body.replace(idOf('Account', 1), idOf('Account', 3)));
    expect(kinds(answered(await on.call(2, null)))).toEqual(['unknown', 'written']);
  });

  test('a subrequest without an answer leaves that row unknown', async () => {
    const on = await world(2);
    on.answering((body) => body.replace('"referenceId":"r0"', '"referenceId":"elsewhere"'));
    expect(kinds(answered(await on.call(2)))).toEqual(['unknown', 'written']);
  });

  test('without a network, or after it was called off, nothing is sent', async () => {
    let online = true;
    const on = await world(1, { isOnline: () => online });
    online = false;
    expect(await on.call(1)).toEqual({ kind: 'notSent', reason: 'offline' });
    expect(on.sent).toEqual([]);
  });

  test('whoever sleeps between two parts sends no second one', async () => {
    const on = await world(72);
    on.slow(25_000);
    expect(kinds(answered(await on.call(72)))).toEqual(
      numbers(72).map((n) => (n <= 24 ? 'written' : 'stale')),
    );
    expect(on.opened.sendsWithinMs).toBe(20_000);
  });

  test('whoever waits for the budget that long sends nothing', async () => {
    const on = await world(1, {
      budgeted: (call) => async (request) => {
        if (request.url.endsWith('/composite')) on.clock.browser += 25_000;
        return call(request);
      },
    });
    expect(await on.call(1)).toEqual({ kind: 'notSent', reason: 'offline' });
    expect(on.sent).toEqual([]);
  });

  test('a budget that is used up is told as such, and nothing is sent', async () => {
    let paused = false;
    const on = await world(1, {
      budgeted: (call) => (request) =>
        paused ? Promise.reject(new FailureError({ code: 'crm.rateLimited' })) : call(request),
    });
    paused = true;
    expect(await on.call(1)).toEqual({ kind: 'notSent', reason: 'rateLimited' });
    expect(on.sent).toEqual([]);
  });

  test('the org’s own "no more today" is told to the budget, which then asks no more', async () => {
    const clock = { now: () => 0, elapsed: () => 0, wait: async () => undefined };
    const store = { read: async () => null, write: async () => undefined };
    const onStoreFailure = (error: unknown) => {
      throw error;
    };
    const budget = callBudget({ system: 'salesforce', org: 'acme', store, clock, onStoreFailure });
    const on = await world(1, {
      budgeted: (call) => budgetedCall({ call, budget, use: 'sync', clock }),
    });
    on.org.bites.on('requestLimit', { requests: 1 });
    const limited = { kind: 'notSent', reason: 'rateLimited' };
    expect([await on.call(1), await on.call(1)]).toEqual([limited, limited]);
    expect(on.sent).toHaveLength(1);
    expect((await budget.state()).paused).toMatchObject({ why: 'daily' });
  });

  test('a composite that the org does not take at all ends with each row, never in a loop', async () => {
    const on = await world(3);
    on.org.bites.on('compositeLimit', { subrequests: 0, lists: 0 });
    expect(kinds(answered(await on.call(3)))).toEqual(['refused', 'refused', 'refused']);
    on.org.bites.reset();
    on.org.bites.on('versionRetired', { below: 68 });
    expect(await on.call(3)).toEqual({ kind: 'notSent', reason: 'forbidden' });
  });
});
