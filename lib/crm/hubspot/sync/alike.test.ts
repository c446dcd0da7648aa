// @vitest-environment node
import { describe, expect, test } from 'vitest';
import {
  idOf,
  openObject,
  type SyncWorld,
  syncWorld,
  value,
} from '../../../../test/crm/hubspotSync.fixture.ts';
import type { Creator, Resembling } from '../../../sync/create/creator.ts';
import type { CrmId, FieldName } from '../../../sync/ids.ts';
import { asValue } from '../../../sync/value.ts';

const creatorOf = async (world: SyncWorld, object: string): Promise<Creator<CrmId>> => {
  const { creator } = await openObject(world, object);
  if (creator === null) throw new Error(`No ${object} can be made here.`);
  return creator;
};
const all = (...found: Resembling[]) => ({ found, isComplete: true });

describe('what is like a new record', () => {
  const records = [
    { id: '1', properties: { name: 'Alder Works GmbH', domain: 'alder.example', city: 'Kiel' } },
    { id: '2', properties: { name: 'Birch Mills' } },
  ];
  const text = (fields: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(fields).map(([name, each]) => [name as FieldName, asValue(each)]));

  test('is found by a word of its name, or by its domain, with a search for each', async () => {
    const world = syncWorld({ portal: { records: { companies: records } }, indexingDelayMs: 0 });
    const creator = await creatorOf(world, 'company');
    world.hubspot.calls.length = 0;
    const rows = [
      { name: 'Alderwood' },
      { name: 'AW', domain: 'alder.example' },
      { name: 'Cedar' },
      { name: '&' },
    ];
    const like = {
      id: idOf('company', '1'),
      known: { name: 'Alder Works GmbH', domain: 'alder.example', city: 'Kiel' },
    };
    expect(value((await creator.alike?.(rows.map(text))) ?? { kind: 'lost' })).toEqual([
      all(like),
      all(like),
      all(),
      all(),
    ]);
    expect(world.hubspot.calls).toHaveLength(3);
    expect(world.hubspot.contractViolations).toEqual([]);
  });

  test('is found by the e-mail address where it is a person, and of other things nobody looks for it', async () => {
    const contacts = [{ id: '7', properties: { email: 'rosa@alder.example', lastname: 'Keil' } }];
    const world = syncWorld({ portal: { records: { contacts } }, indexingDelayMs: 0 });
    const creator = await creatorOf(world, 'contact');
    expect(
      value((await creator.alike?.([text({ email: 'Rosa@alder.example' })])) ?? { kind: 'lost' }),
    ).toEqual([all({ id: idOf('contact', '7'), known: { email: 'rosa@alder.example' } })]);
    expect((await creatorOf(world, 'order')).alike).toBeUndefined();
  });

  test('is not said where the portal does not answer, or says what nobody can read', async () => {
    const world = syncWorld({ portal: { records: { companies: records } } });
    const creator = await creatorOf(world, 'company');
    world.hubspot.failNext(503, 1, (_, path) => path.includes('/search'));
    expect(await creator.alike?.([text({ name: 'Alder' })])).toEqual({ kind: 'lost' });
    world.state.wire = async () => Response.json({ results: 'none' });
    expect(await creator.alike?.([text({ name: 'Alder' })])).toEqual({ kind: 'lost' });
  });
});

describe('what is like a new record, among more than a search answers', () => {
  const numbers = (n: number) => Array.from({ length: n }, (_, place) => place + 1);
  /** 200 to a page; those that are meant come after them. */
  const many = (name: (n: number) => string) =>
    numbers(200).map((n) => ({ id: String(n), properties: { name: name(n) } }));
  const searched = async (
    records: readonly { id: string; properties: Record<string, string> }[],
    row: Readonly<Record<string, string>>,
  ) => {
    const world = syncWorld({ portal: { records: { companies: records } }, indexingDelayMs: 0 });
    const creator = await creatorOf(world, 'company');
    world.hubspot.calls.length = 0;
    const fields = Object.fromEntries(
      Object.entries(row).map(([name, each]) => [name as FieldName, asValue(each)]),
    );
    const [answer] = value((await creator.alike?.([fields])) ?? { kind: 'lost' });
    expect(world.hubspot.contractViolations).toEqual([]);
    return {
      ids: answer?.found.map(({ id }) => id),
      isComplete: answer?.isComplete,
      calls: world.hubspot.calls.length,
    };
  };

  test('is found by all words of its name together, whatever its legal form', async () => {
    const records = [
      ...many((n) => `Northern Birch ${n}`),
      { id: '201', properties: { name: 'Alder Northern Works AG' } },
    ];
    expect(await searched(records, { name: 'Northern Alder Works GmbH' })).toEqual({
      ids: [idOf('company', '201')],
      isComplete: true,
      calls: 2,
    });
  });

  test('is found by its domain, and by its telephone number, each alone', async () => {
    const records = [
      ...many((n) => `Northern Birch ${n}`),
      { id: '201', properties: { name: 'NW', domain: 'northern.example' } },
      { id: '202', properties: { name: 'N', phone: '+49 431 5550' } },
    ];
    const row = { name: 'Northern Cedar', domain: 'northern.example', phone: '+49 431 5550' };
    expect(await searched(records, row)).toEqual({
      ids: [idOf('company', '201'), idOf('company', '202')],
      isComplete: true,
      calls: 4,
    });
  });

  test('is not said to be all where even the narrowest search has more', async () => {
    const records = [
      ...many((n) => `Northern Works ${n}`),
      { id: '201', properties: { name: 'Northern Works', domain: 'northern.example' } },
    ];
    const row = { name: 'Northern Works GmbH', domain: 'northern.example' };
    const { ids, ...rest } = await searched(records, row);
    expect(rest).toEqual({ isComplete: false, calls: 3 });
    expect(ids?.[0]).toBe('hubspot/4711/company/201');
  });

  test('a page that is just full is all', async () => {
    const { ids, isComplete, calls } = await searched(
      many((n) => `Northern ${n}`),
      { name: 'Northern' },
    );
    expect({ count: ids?.length, isComplete, calls }).toEqual({ count: 20, isComplete: true, calls: 1 });
  });

  test('is not said where one of the narrower searches is not answered', async () => {
    const records = many((n) => `Northern Birch ${n}`).concat({
      id: '201',
      properties: { name: 'Northern' },
    });
    const world = syncWorld({ portal: { records: { companies: records } }, indexingDelayMs: 0 });
    const creator = await creatorOf(world, 'company');
    let searches = 0;
    world.hubspot.failNext(503, 1, (_, path) => path.includes('/search') && ++searches === 2);
    expect(await creator.alike?.([{ ['name' as FieldName]: asValue('Northern Cedar') }])).toEqual({
      kind: 'lost',
    });
  });
});
