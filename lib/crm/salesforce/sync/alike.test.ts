// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { accountKey, answered, field, syncedOrg } from '../../../../test/fixtures/syncedSalesforce.ts';
import { idOf } from '../../../../test/world/salesforce/ids.ts';
import type { Resembling } from '../../../sync/create/creator.ts';
import { asValue, BLANK, type Scalar } from '../../../sync/value.ts';

const numbers = (n: number) => Array.from({ length: n }, (_, place) => place + 1);
const all = (...found: Resembling[]) => ({ found, isComplete: true });

describe('what is like a new record', () => {
  const alder = {
    Id: idOf('Account', 1),
    Name: 'Alder Works GmbH',
    Website: 'https://www.alder.example',
    BillingCity: 'Kiel',
  };
  const others = numbers(30).map((each) => ({ Id: idOf('Account', each + 1), Name: `Birch ${each}` }));
  const searched = async (
    rows: readonly Readonly<Record<string, Scalar | null>>[],
    records: object[] = [alder, ...others],
  ) => {
    const synced = syncedOrg({ Account: records as never });
    const { creator } = await synced.open('Account', []);
    synced.sent.length = 0;
    const answer = await creator?.alike?.(
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, each]) => [name, each === null ? BLANK : asValue(each)]),
        ),
      ),
    );
    return { synced, creator, sent: synced.sent, answer: answered(answer ?? { kind: 'lost' }) };
  };
  const like = {
    id: accountKey(1),
    known: { name: 'Alder Works GmbH', domain: 'https://www.alder.example', city: 'Kiel' },
  };

  test('is found by a word of its name, or by its web address, many rows in one call', async () => {
    const nobody = numbers(18).map((each) => ({ Name: `Nobody ${each}`, Website: null }));
    const rows = [
      { Name: 'Alderwood' },
      { Name: 'AW', Website: 'alder.example' },
      ...nobody,
      { Name: "O'Aspen%" },
    ];
    const { answer, sent } = await searched(rows);
    expect(answer).toEqual([all(like), all(like), ...nobody.map(() => all()), all()]);
    expect(sent).toHaveLength(2);
  });

  test('of nothing to go by is asked of nobody', async () => {
    const { answer, sent } = await searched([{ Name: null }, { Name: 'A&' }]);
    expect([answer, sent]).toEqual([[all(), all()], []]);
  });

  test('is looked for row by row where all of it together does not fit into a page', async () => {
    const many = numbers(2_000).map((each) => ({ Id: idOf('Account', each + 1), Name: `Birch ${each}` }));
    const { answer, sent } = await searched([{ Name: 'Birch' }, { Name: 'Alder' }], [...many, alder]);
    expect(answer.map(({ found, isComplete }) => [found.length, isComplete])).toEqual([
      [20, false],
      [1, true],
    ]);
    // Both, each, and the one that is too many once more by all that it is called.
    expect(sent).toHaveLength(4);
  });

  test('is asked without a field that this user does not see, and is of companies and people only', async () => {
    const synced = syncedOrg({ Account: [alder] });
    synced.org.bites.on('fieldHidden', {
      user: synced.org.users[0]?.id ?? '',
      object: 'Account',
      field: 'Website',
    });
    const { creator } = await synced.open('Account', []);
    const rows = [{ [field('Name')]: asValue('Alder'), [field('Website')]: asValue('alder.example') }];
    expect(answered((await creator?.alike?.(rows)) ?? { kind: 'lost' })).toEqual([
      all({ id: like.id, known: { name: 'Alder Works GmbH', city: 'Kiel' } }),
    ]);
    expect((await synced.open('Order', [])).creator?.alike).toBeUndefined();
  });

  test('is not said where the org does not answer', async () => {
    const synced = syncedOrg({ Account: [alder] });
    const { creator } = await synced.open('Account', []);
    synced.dropAfter(0);
    expect(await creator?.alike?.([{ [field('Name')]: asValue('Alder') }])).toEqual({ kind: 'lost' });
  });
});

describe('what is like a new record, among more than a query answers', () => {
  const many = (name: (n: number) => string) =>
    numbers(2_000).map((n) => ({ Id: idOf('Account', n), Name: name(n) }));
  const searched = async (records: readonly object[], row: Readonly<Record<string, string>>) => {
    const synced = syncedOrg({ Account: records as never });
    const { creator } = await synced.open('Account', []);
    synced.sent.length = 0;
    const fields = Object.fromEntries(Object.entries(row).map(([name, each]) => [name, asValue(each)]));
    const [answer] = answered((await creator?.alike?.([fields])) ?? { kind: 'lost' });
    return {
      ids: answer?.found.map(({ id }) => id),
      isComplete: answer?.isComplete,
      calls: synced.sent.length,
    };
  };

  test('is found by all words of its name together, whatever its legal form', async () => {
    const records = [
      ...many((n) => `Northern Birch ${n}`),
      { Id: idOf('Account', 2_001), Name: 'Alder Northern Works AG' },
    ];
    expect(await searched(records, { Name: 'Northern Alder Works GmbH' })).toEqual({
      ids: [accountKey(2_001)],
      isComplete: true,
      calls: 2,
    });
  });

  test('is found by its web address, and by its telephone number, each alone', async () => {
    const records = [
      ...many((n) => `Northern Birch ${n}`),
      { Id: idOf('Account', 2_001), Name: 'NW', Website: 'https://northern.example' },
      { Id: idOf('Account', 2_002), Name: 'N', Phone: '+49 431 5550' },
    ];
    const row = { Name: 'Northern Cedar', Website: 'northern.example', Phone: '+49 431 5550' };
    expect(await searched(records, row)).toEqual({
      ids: [accountKey(2_001), accountKey(2_002)],
      isComplete: true,
      calls: 4,
    });
  });

  test('is not said to be all where even the narrowest query has more', async () => {
    const records = [
      ...many((n) => `Northern Works ${n}`),
      { Id: idOf('Account', 2_001), Name: 'Northern Works', Website: 'northern.example' },
    ];
    const row = { Name: 'Northern Works GmbH', Website: 'northern.example' };
    const { ids, ...rest } = await searched(records, row);
    expect(rest).toEqual({ isComplete: false, calls: 3 });
    expect(ids?.[0]).toBe(accountKey(2_001));
  });

  test('is not said where one of the narrower queries is not answered', async () => {
    const synced = syncedOrg({ Account: many((n) => `Northern Birch ${n}`) as never });
    const { creator } = await synced.open('Account', []);
    synced.dropAfter(1);
    expect(await creator?.alike?.([{ [field('Name')]: asValue('Northern Cedar') }])).toEqual({
      kind: 'lost',
    });
  });
});
