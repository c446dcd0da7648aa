// @vitest-environment node
// Long because all that a reading can say of one record stands side by side here.
import { describe, expect, test } from 'vitest';
import {
  accountKey,
  accounts,
  answered,
  at,
  field,
  foundOne,
  keyOf,
  syncedOrg,
} from '../../../../test/fixtures/syncedSalesforce.ts';
import { idOf } from '../../../../test/world/salesforce/ids.ts';
import { asValue, BLANK } from '../../../sync/value.ts';
import { fixedSession } from '../../scriptedApi.fixture.ts';

const user = (world: ReturnType<typeof syncedOrg>) => world.org.users[0]?.id ?? '';
const composites = (world: ReturnType<typeof syncedOrg>) =>
  world.sent.filter((line) => line === 'POST /composite').length;

describe('reading', () => {
  test('tells who edited a record last, and when, in the same call; the name is asked for apart', async () => {
    const world = syncedOrg({ Account: [{ Id: idOf('Account', 1), Name: 'Harbour Foods' }] });
    world.clock.org += 5_000;
    world.org.update(idOf('Account', 1), { Name: 'Harbour Food' });
    const found = await foundOne(await world.open(), accountKey(1));
    expect(found.changed).toEqual({ at: at('2026-11-20T09:30:05Z'), by: user(world) });
    expect(composites(world)).toBe(1);
    const { signal } = new AbortController();
    expect([...(await world.crm.userNames([user(world), idOf('User', 9)], signal))]).toEqual([
      [user(world), world.org.users[0]?.name],
    ]);
  });

  test('tells a record as it stands, by the clock of the org', async () => {
    const world = syncedOrg({
      Account: [
        {
          Id: idOf('Account', 1),
          Name: 'Harbour Foods',
          Credit_Limit__c: 1_000.1,
          NumberOfEmployees: 40,
          Type: 'Customer',
          ParentId: idOf('Account', 2),
        },
        { Id: idOf('Account', 2), Name: 'Parent' },
      ],
    });
    world.clock.browser += 86_400_000;
    world.clock.org += 5_000;
    const found = await foundOne(await world.open(), accountKey(1));
    expect(found).toMatchObject({
      id: accountKey(1),
      modifiedAt: at('2026-11-20T09:30:00Z'),
      readAt: at('2026-11-20T09:30:05Z'),
      openDocuments: false,
    });
    expect(Object.fromEntries(Object.entries(found.cells).map(([name, { seen }]) => [name, seen]))).toEqual({
      Name: asValue('Harbour Foods'),
      Phone: BLANK,
      AnnualRevenue: BLANK,
      Credit_Limit__c: asValue(100_010),
      NumberOfEmployees: asValue(40),
      Type: asValue('Customer'),
      ParentId: asValue(idOf('Account', 2)),
    });
    expect(found.cells[field('Phone')]).toEqual({ seen: BLANK, changedAt: null, history: null });
  });

  test('dates itself back by the time that the exchange took', async () => {
    const world = syncedOrg({ Account: accounts(1) });
    const opened = await world.open();
    world.slow(700);
    expect((await foundOne(opened, accountKey(1))).readAt).toBe(at('2026-11-20T09:29:59.300Z'));
  });

  test.each([
    [0, 0],
    [1, 1],
    [199, 1],
    [200, 1],
    [201, 1],
    [600, 1],
    [601, 2],
    [1_000, 2],
  ])('takes %i accounts and what hangs on them in %i calls', async (n, calls) => {
    const world = syncedOrg({ Account: accounts(n) });
    const { crm } = await world.open();
    const readings = answered(await crm.read(accounts(n).map((_, place) => accountKey(place + 1))));
    expect(readings.filter(({ kind }) => kind === 'found')).toHaveLength(n);
    expect(composites(world)).toBe(calls);
    expect(world.sent).toHaveLength(calls + 1);
  });

  test('takes 1,000 contacts in one call', async () => {
    const Contact = Array.from({ length: 1_000 }, (_, place) => ({
      Id: idOf('Contact', place + 1),
      LastName: 'X',
    }));
    const world = syncedOrg({ Contact });
    const { crm } = await world.open('Contact', [field('LastName')]);
    const readings = answered(await crm.read(Contact.map(({ Id }) => keyOf(Id, 'Contact'))));
    expect(readings.filter(({ kind }) => kind === 'found')).toHaveLength(1_000);
    expect(composites(world)).toBe(1);
  });

  test('answers in the order of the question, each as often as it was asked', async () => {
    const world = syncedOrg({ Account: accounts(3) });
    const { crm } = await world.open();
    const asked = [3, 1, 9, 3].map(accountKey);
    const readings = answered(await crm.read([...asked, keyOf(idOf('Contact', 1)), keyOf('nonsense')]));
    expect(readings.map((reading) => (reading.kind === 'found' ? reading.id : reading.kind))).toEqual([
      accountKey(3),
      accountKey(1),
      'absent',
      accountKey(3),
      'absent',
      'absent',
    ]);
  });

  test('tells deleted from merged, and both from what is hidden, purged or restored', async () => {
    const world = syncedOrg({ Account: accounts(6) });
    world.org.remove(idOf('Account', 1));
    world.org.merge(idOf('Account', 6), idOf('Account', 2));
    world.org.bites.on('recordHidden', { user: user(world), id: idOf('Account', 3) });
    world.org.remove(idOf('Account', 4));
    world.org.restore(idOf('Account', 4));
    const { crm } = await world.open();
    const readings = answered(await crm.read([1, 2, 3, 4].map(accountKey)));
    expect(readings).toMatchObject([
      { kind: 'deleted', mergedInto: null, last: { Name: { seen: asValue('Account 1') } } },
      { kind: 'deleted', mergedInto: accountKey(6) },
      { kind: 'absent' },
      { kind: 'found', id: accountKey(4) },
    ]);
    world.clock.org += 16 * 86_400_000;
    const later = world.as(fixedSession(world.org.accessToken()));
    const { crm: again } = await later.open('Account', [], new AbortController().signal);
    expect(answered(await again.read([1, 2].map(accountKey)))).toEqual([
      { kind: 'absent' },
      { kind: 'absent' },
    ]);
  });

  test('finds 250 deleted ones, also where the org cuts its pages shorter', async () => {
    const world = syncedOrg({ Account: accounts(250) });
    for (const { Id } of accounts(250)) world.org.remove(Id);
    world.org.bites.on('queryPages', { rows: 90 });
    const { crm } = await world.open();
    const readings = answered(await crm.read(accounts(250).map((_, place) => accountKey(place + 1))));
    expect(readings.every(({ kind }) => kind === 'deleted')).toBe(true);
  });

  test('is not fooled by queries that lag behind a write', async () => {
    const world = syncedOrg({ Account: accounts(1) });
    world.org.bites.on('visibilityLag', { ms: 60_000 });
    world.clock.org += 5_000;
    world.org.update(idOf('Account', 1), { Phone: '7' });
    const found = await foundOne(await world.open(), accountKey(1));
    expect(found.cells[field('Phone')]?.seen).toEqual(asValue('7'));
  });
});

describe('a field that this user does not see', () => {
  test('from the beginning is unseen, and said', async () => {
    const world = syncedOrg({ Account: accounts(1) });
    world.org.bites.on('fieldHidden', { user: user(world), object: 'Account', field: 'Phone' });
    const opened = await world.open();
    expect(opened.unseenFields()).toEqual(['Phone']);
    const { cells } = await foundOne(opened, accountKey(1));
    expect(cells[field('Phone')]).toBeUndefined();
    expect(cells[field('Name')]?.seen).toEqual(asValue('Account 1'));
  });

  test.each(['fieldHidden', 'fieldDeleted'] as const)(
    'any more (%s) takes neither the others nor the deleted ones along',
    async (bite) => {
      const world = syncedOrg({ Account: accounts(2) });
      const opened = await world.open();
      world.org.remove(idOf('Account', 2));
      world.org.bites.on(bite, { user: user(world), object: 'Account', field: 'Phone' });
      const readings = answered(await opened.crm.read([1, 2].map(accountKey)));
      expect(readings.map(({ kind }) => kind)).toEqual(['found', 'deleted']);
      expect(opened.unseenFields()).toEqual(['Phone']);
      // Only the deleted one is asked about: the way through the recycle bin drops its fields by itself.
      world.org.bites.on(bite, { user: user(world), object: 'Account', field: 'Type' });
      await opened.crm.read([accountKey(2)]);
      expect(opened.unseenFields()).toEqual(['Phone', 'Type']);
    },
  );

  test('or that the mapping invented, or that is no single value, is never asked for', async () => {
    const opened = await syncedOrg({ Account: accounts(1) }).open(
      'Account',
      ['Name', 'Nowhere__c'].map(field),
    );
    expect(opened.unseenFields()).toEqual(['Nowhere__c']);
    expect((await foundOne(opened, accountKey(1))).cells).toHaveProperty('Name');
  });
});

describe('amounts', () => {
  const deal = (n: number, currency: string | null, Amount: number) => ({
    Id: idOf('Opportunity', n),
    Name: 'Deal',
    StageName: 'Prospecting',
    CloseDate: '2026-12-20',
    Amount,
    ...(currency === null ? {} : { CurrencyIsoCode: currency }),
  });
  const amountsOf = async (world: ReturnType<typeof syncedOrg>, n: number) => {
    const { crm } = await world.open('Opportunity', [field('Amount')]);
    const ids = Array.from({ length: n }, (_, place) => keyOf(idOf('Opportunity', place + 1), 'Opportunity'));
    return answered(await crm.read(ids)).map((reading) =>
      reading.kind === 'found' ? reading.cells[field('Amount')]?.seen : reading.kind,
    );
  };

  test('are minor units of the record’s own currency', async () => {
    const Opportunity = [deal(1, 'EUR', 12.34), deal(2, 'JPY', 1_234), deal(3, 'KWD', 1.23)];
    const world = syncedOrg({ Opportunity }, { features: { multiCurrency: true } });
    expect(await amountsOf(world, 3)).toEqual([asValue(1_234), asValue(1_234), asValue(1_230)]);
  });

  test('without a currency, or with one that nobody told, are unseen', async () => {
    const several = syncedOrg({ Opportunity: [deal(1, null, 5)] }, { features: { multiCurrency: true } });
    expect(await amountsOf(several, 1)).toEqual([{ kind: 'unseen' }]);
    const untold = syncedOrg({ Opportunity: [deal(1, null, 5)] }, { currency: null });
    expect(await amountsOf(untold, 1)).toEqual([{ kind: 'unseen' }]);
  });

  test('are unseen once the currency is hidden', async () => {
    const world = syncedOrg({ Opportunity: [deal(1, 'EUR', 5)] }, { features: { multiCurrency: true } });
    const opened = await world.open('Opportunity', ['Amount', 'Name'].map(field));
    world.org.bites.on('fieldDeleted', { object: 'Opportunity', field: 'CurrencyIsoCode' });
    const { cells } = await foundOne(opened, keyOf(idOf('Opportunity', 1), 'Opportunity'));
    expect(Object.keys(cells)).toEqual(['Name']);
    expect(opened.unseenFields()).toEqual(['Amount']);
  });
});

describe('open documents', () => {
  const records = {
    Account: accounts(3),
    Opportunity: [1, 2].map((n) => ({
      Id: idOf('Opportunity', n),
      Name: 'Deal',
      StageName: n === 1 ? 'Prospecting' : 'Closed Won',
      CloseDate: '2026-12-20',
      AccountId: idOf('Account', n),
    })),
  };
  const openOnes = async (world: ReturnType<typeof syncedOrg>) => {
    const { crm } = await world.open();
    const readings = answered(await crm.read([1, 2, 3].map(accountKey)));
    return readings.map((reading) => reading.kind === 'found' && reading.openDocuments);
  };

  test('hang on an account with an opportunity that is not closed', async () => {
    expect(await openOnes(syncedOrg(records))).toEqual([true, false, false]);
  });

  test('may hang on every account where the org does not tell', async () => {
    const world = syncedOrg(records);
    world.org.bites.on('fieldDeleted', { object: 'Opportunity', field: 'IsClosed' });
    expect(await openOnes(world)).toEqual([true, true, true]);
  });
});

describe('a reading that fails', () => {
  test.each<[string, (world: ReturnType<typeof syncedOrg>) => void, unknown]>([
    ['HTML', ({ org }) => org.bites.on('unavailable', { times: 1 }), { kind: 'lost' }],
    [
      'a broken line',
      ({ org }) => org.bites.on('connectionDrops', { times: 1, when: 'after' }),
      { kind: 'lost' },
    ],
    [
      'no more calls today',
      ({ org }) => org.bites.on('requestLimit', { requests: 1 }),
      { kind: 'notSent', reason: 'rateLimited' },
    ],
    [
      'a version that is gone',
      ({ org }) => org.bites.on('versionRetired', { below: 68 }),
      { kind: 'notSent', reason: 'forbidden' },
    ],
    [
      'an expired session',
      ({ clock }) => {
        clock.org += 3 * 3_600_000;
      },
      { kind: 'notSent', reason: 'authExpired' },
    ],
    ['a line that breaks between two questions', (world) => world.dropAfter(1), { kind: 'lost' }],
  ])('(%s) is none', async (_, bite, answer) => {
    const world = syncedOrg({ Account: accounts(2) });
    const { crm } = await world.open();
    bite(world);
    expect(await crm.read([accountKey(1), accountKey(9)])).toEqual(answer);
  });
});
