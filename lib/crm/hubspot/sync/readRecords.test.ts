// @vitest-environment node
// Long because all that a reading can say of one record stands side by side here.
import { describe, expect, test } from 'vitest';
import {
  companies,
  idOf,
  openObject,
  START,
  type SyncWorld,
  syncWorld,
  value,
} from '../../../../test/crm/hubspotSync.fixture.ts';
import type { CrmId } from '../../../sync/ids.ts';
import type { Found, Reading } from '../../../sync/reading.ts';

const company = (id: number | string) => idOf('company', String(id));
const isFound = (reading: Reading<CrmId> | undefined): Found<CrmId> => {
  if (reading?.kind !== 'found') throw new Error(`Not found: ${JSON.stringify(reading)}`);
  return reading;
};
const readOne = async (side: { read: (ids: readonly CrmId[]) => Promise<unknown> }, id: CrmId) =>
  value((await side.read([id])) as { kind: string; value: readonly Reading<CrmId>[] })[0];
const batchReads = ({ hubspot }: SyncWorld) => hubspot.calls.filter((call) => call.includes('batch/read'));
const merge = async (world: SyncWorld, kept: string, lost: string) =>
  String(
    (
      await world.call('POST', '/crm/objects/2026-09/companies/merge', {
        primaryObjectId: kept,
        objectIdToMerge: lost,
      })
    ).body.id,
  );

describe('a record', () => {
  test('is read with what its fields held before, oldest first, and when each changed', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(1) } } });
    world.clock.forward(60_000);
    await world.call('PATCH', '/crm/objects/2026-09/companies/100000', { properties: { city: 'Oslo' } });
    world.clock.forward(60_000);
    const { crm } = await openObject(world, 'company', 'name', 'city', 'phone');
    const made = START - 86_400_000;
    expect(await readOne(crm, company(100_000))).toEqual({
      kind: 'found',
      id: company(100_000),
      version: new Date(START + 60_000).toISOString(),
      modifiedAt: START + 60_000,
      readAt: START + 120_000,
      formerly: [],
      openDocuments: false,
      cells: {
        name: {
          seen: { kind: 'value', value: 'Company 0' },
          changedAt: made,
          changedBy: '8001',
          history: [{ at: made, value: { kind: 'value', value: 'Company 0' } }],
        },
        city: {
          seen: { kind: 'value', value: 'Oslo' },
          changedAt: START + 60_000,
          history: [
            { at: made, value: { kind: 'value', value: 'Kiel' } },
            { at: START + 60_000, value: { kind: 'value', value: 'Oslo' } },
          ],
        },
        phone: { seen: { kind: 'blank' }, changedAt: null, history: [] },
      },
    });
    expect(world.hubspot.contractViolations).toEqual([]);
  });

  test.each([0, 1, 49, 50, 51, 99, 100, 101, 250])('among %i comes back at its place', async (count) => {
    const world = syncWorld({ portal: { records: { companies: companies(count) } } });
    const { crm } = await openObject(world, 'company', 'name');
    const ids = Array.from({ length: count }, (_, index) => company(100_000 + index)).toReversed();
    const readings = value(await crm.read(ids));
    expect(readings.map((reading) => isFound(reading).id)).toEqual(ids);
    expect(batchReads(world)).toHaveLength(Math.ceil(count / 50));
  });

  test('that is asked for twice is answered twice', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(1) } } });
    const { crm } = await openObject(world, 'company', 'name');
    const readings = value(await crm.read([company(100_000), company(100_000)]));
    expect(readings.map(({ kind }) => kind)).toEqual(['found', 'found']);
  });

  test('of another portal, another object or without a number is absent, without a call', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(1) } } });
    const { crm } = await openObject(world, 'company', 'name');
    const others = [
      'hubspot/4712/company/100000',
      'salesforce/4711/company/100000',
      'hubspot/4711/deal/100000',
      'hubspot/4711/company/abc',
      'company',
    ] as CrmId[];
    expect(value(await crm.read(others))).toEqual(others.map(() => ({ kind: 'absent' })));
    expect(batchReads(world)).toEqual([]);
  });
});

describe('the past of a record', () => {
  test('is read once per state: the look before a write costs a call per hundred', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(100) } } });
    const { crm } = await openObject(world, 'company', 'name', 'city');
    const ids = Array.from({ length: 100 }, (_, index) => company(100_000 + index));
    const first = value(await crm.read(ids));
    expect(batchReads(world)).toHaveLength(2);
    expect(value(await crm.read(ids))).toEqual(first);
    expect(batchReads(world)).toHaveLength(3);
  });

  test('is read again where the record has moved on since', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(100) } } });
    const { crm } = await openObject(world, 'company', 'name', 'city');
    const ids = Array.from({ length: 100 }, (_, index) => company(100_000 + index));
    await crm.read(ids);
    world.clock.forward(1_000);
    await world.call('PATCH', '/crm/objects/2026-09/companies/100007', { properties: { city: 'Oslo' } });
    world.clock.forward(1_000);
    const again = isFound(value(await crm.read(ids))[7]);
    expect(again.cells).toMatchObject({ city: { changedAt: START + 1_000 } });
    expect(batchReads(world)).toHaveLength(4);
  });

  test('is forgotten, the oldest first, where more was read than is worth remembering', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(10_001) } }, contract: null });
    const { crm } = await openObject(world, 'company', 'name');
    const ids = Array.from({ length: 10_001 }, (_, index) => company(100_000 + index));
    for (let from = 0; from < ids.length; from += 200) value(await crm.read(ids.slice(from, from + 200)));
    const callsFor = async (...indexes: number[]) => {
      const before = batchReads(world).length;
      value(await crm.read(indexes.map((index) => company(100_000 + index))));
      return batchReads(world).length - before;
    };
    // One of the first fifty, in whatever order they were answered.
    const firstFifty = Array.from({ length: 50 }, (_, index) => index);
    expect([await callsFor(50, 10_000), await callsFor(...firstFifty)]).toEqual([1, 2]);
  });

  test('is not taken for known in the millisecond of its last change', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(1) } } });
    const { crm } = await openObject(world, 'company', 'city');
    await world.call('PATCH', '/crm/objects/2026-09/companies/100000', { properties: { city: 'Oslo' } });
    await readOne(crm, company(100_000));
    // The stamp stays the same: two changes in one millisecond.
    await world.call('PATCH', '/crm/objects/2026-09/companies/100000', { properties: { city: 'Bern' } });
    await world.call('PATCH', '/crm/objects/2026-09/companies/100000', { properties: { city: 'Oslo' } });
    const { cells } = isFound(await readOne(crm, company(100_000)));
    expect(Object.values(cells)[0]?.history).toHaveLength(4);
  });
});

describe('a record that moved', () => {
  test('under another id after a merge names the ids that it had', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(2) } } });
    const survivor = await merge(world, '100000', '100001');
    const { crm } = await openObject(world, 'company', 'name');
    const readings = value(await crm.read([company(100_000), company(100_001), company(survivor)]));
    for (const reading of readings) expect(reading).toMatchObject({ kind: 'found', id: company(survivor) });
    expect(isFound(readings[0]).formerly).toEqual([company(100_000), company(100_001)]);
    expect(world.hubspot.calls.filter((call) => call.startsWith('GET /crm/objects/'))).toEqual([]);
  });

  test('through two merges is found by asking for it alone, where the new id does not name the oldest', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(3) } } });
    const first = await merge(world, '100000', '100001');
    const last = await merge(world, first, '100002');
    // As a portal may keep only the ids of the last merge.
    world.portal.record('companies', last)?.write('hs_merged_object_ids', `${first};100002`, START, {
      sourceType: 'MERGE_OBJECTS',
      sourceId: '',
    });
    const { crm } = await openObject(world, 'company', 'name');
    const readings = value(await crm.read([company(100_000), company(404), company(first)]));
    expect(readings).toMatchObject([
      { kind: 'found', id: company(last) },
      { kind: 'absent' },
      { kind: 'found' },
    ]);
  });

  test('to the archive is deleted, with what stood there last; one that never was is absent', async () => {
    const world = syncWorld({
      portal: {
        records: { companies: companies(2).map((each, index) => ({ ...each, archived: index === 0 })) },
      },
    });
    const { crm } = await openObject(world, 'company', 'name');
    const readings = value(await crm.read([company(100_000), company(100_001), company(404_404)]));
    expect(readings).toMatchObject([
      { kind: 'deleted', mergedInto: null, last: { name: { seen: { kind: 'value', value: 'Company 0' } } } },
      { kind: 'found' },
      { kind: 'absent' },
    ]);
  });

  test('out of the archive is there again', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(1) } } });
    const { crm } = await openObject(world, 'company', 'name');
    await world.call('DELETE', '/crm/objects/2026-09/companies/100000');
    expect(await readOne(crm, company(100_000))).toMatchObject({ kind: 'deleted' });
    const record = world.portal.record('companies', '100000');
    if (record !== undefined) record.archivedAt = null;
    expect(await readOne(crm, company(100_000))).toMatchObject({ kind: 'found' });
  });

  test('out of a user’s sight looks as if it were gone, never as deleted', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(1) } } });
    const { crm } = await openObject(world, 'company', 'name');
    const record = world.portal.record('companies', '100000');
    if (record === undefined) throw new Error('It was planted.');
    const canSee = world.portal.canSee.bind(world.portal);
    world.portal.canSee = (each, user) => each !== record && canSee(each, user);
    expect(await readOne(crm, company(100_000))).toEqual({ kind: 'absent' });
  });
});

describe('a batch that does not say all', () => {
  const errorOf = (category: string) => ({
    status: 'error',
    category,
    message: 'So it is.',
    context: { ids: ['100001'] },
  });
  const answering = async (errors: readonly unknown[]) => {
    const world = syncWorld({ portal: { records: { companies: companies(2) } } });
    const { crm } = await openObject(world, 'company', 'name');
    world.state.wire = async (request, deliver) => {
      if (!request.url.endsWith('batch/read?archived=false')) return deliver(request);
      const body = (await (await deliver(request)).json()) as { results: { id: string }[] };
      const results = body.results.filter(({ id }) => id !== '100001');
      return Response.json({ ...body, results, numErrors: errors.length, errors }, { status: 207 });
    };
    return crm.read([company(100_000), company(100_001)]);
  };

  test('and says of a row that it is not there has found the others', async () => {
    expect(value(await answering([errorOf('OBJECT_NOT_FOUND')]))).toMatchObject([
      { kind: 'found' },
      { kind: 'absent' },
    ]);
  });

  test('and has an error of its own must not make a record look gone', async () => {
    expect(await answering([errorOf('INTERNAL_ERROR')])).toEqual({ kind: 'lost' });
  });

  test('and leaves a row out without a word says nothing of it: absent, never deleted', async () => {
    expect(value(await answering([]))[1]).toEqual({ kind: 'absent' });
  });

  test.each([
    [503, { kind: 'lost' }],
    [404, undefined],
  ])('and moved a record whose own reading is answered with %i', async (status, told) => {
    const world = syncWorld({ portal: { records: { companies: companies(2) } } });
    await merge(world, '100000', '100001');
    const { crm } = await openObject(world, 'company', 'name');
    world.state.wire = async (request, deliver) =>
      request.method === 'GET'
        ? Response.json({ category: 'OBJECT_NOT_FOUND', message: 'resource not found' }, { status })
        : deliver(request);
    const answer = await crm.read([company(100_000), company(404)]);
    expect(answer).toEqual(told ?? { kind: 'answered', value: [expect.anything(), { kind: 'absent' }] });
  });
});

describe('a field', () => {
  test('that was deleted is unseen, says so, and fails nothing else', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(1) } } });
    const opened = await openObject(world, 'company', 'name', 'city', 'no_such_field');
    expect(opened.unseenFields()).toEqual(['no_such_field']);
    world.portal.removeProperty('companies', 'city');
    const { cells } = isFound(await readOne(opened.crm, company(100_000)));
    expect(cells).toMatchObject({ name: { seen: { kind: 'value' } }, city: { seen: { kind: 'unseen' } } });
    expect(opened.unseenFields()).toEqual(['city', 'no_such_field']);
    expect(isFound(await readOne(opened.crm, company(100_000))).cells).not.toHaveProperty('city');
  });
});

describe('an amount', () => {
  const deals = [
    { id: '1', properties: { dealname: 'A', amount: '125000.5', deal_currency_code: 'EUR' } },
    { id: '2', properties: { dealname: 'B', amount: '125000', deal_currency_code: 'JPY' } },
    { id: '3', properties: { dealname: 'C', amount: '10.25' } },
    { id: '4', properties: { dealname: 'D', amount: '0.0125', deal_currency_code: 'EUR' } },
    { id: '5', properties: { dealname: 'E', amount: '10', deal_currency_code: 'euro' } },
    { id: '6', properties: { dealname: 'F', amount: '-0', deal_currency_code: 'KWD' } },
  ];
  const amounts = async (world: SyncWorld) => {
    const { crm } = await openObject(world, 'deal', 'amount');
    const readings = value(await crm.read(deals.map(({ id }) => idOf('deal', id))));
    return readings.map((reading) => Object.values(isFound(reading).cells)[0]?.seen);
  };
  const minor = (amount: number) => ({ kind: 'value', value: amount });

  test('is in minor units of the record’s currency, else of the account’s; what cannot be told exactly is unseen', async () => {
    const world = syncWorld({ portal: { records: { deals }, currency: 'USD' } });
    expect(await amounts(world)).toEqual([
      minor(12_500_050),
      minor(125_000),
      minor(1_025),
      { kind: 'unseen' },
      { kind: 'unseen' },
      minor(0),
    ]);
    expect(world.state.zones).toEqual(['Europe/Berlin']);
  });

  test('whose past has a step that cannot be told exactly has no past that anybody could rely on', async () => {
    const world = syncWorld({ portal: { records: { deals } } });
    world.clock.forward(1_000);
    await world.call('PATCH', '/crm/objects/2026-09/deals/4', { properties: { amount: '5' } });
    world.clock.forward(1_000);
    const { crm } = await openObject(world, 'deal', 'amount');
    expect(isFound(await readOne(crm, idOf('deal', '4'))).cells).toEqual({
      amount: { seen: minor(500), changedAt: START + 1_000, history: null },
    });
  });

  test('of a record without a currency is unseen where the account does not tell its own', async () => {
    const world = syncWorld({ portal: { records: { deals } } });
    world.state.wire = (request, deliver) =>
      request.url.includes('account-info')
        ? Promise.resolve(new Response('{}', { status: 403 }))
        : deliver(request);
    expect((await amounts(world))[2]).toEqual({ kind: 'unseen' });
  });
});

describe('the company of a deal', () => {
  const portal = {
    records: {
      companies: companies(3),
      deals: [
        { id: '1', properties: { dealname: 'A' }, associations: { companies: ['100001', '100000'] } },
        { id: '2', properties: { dealname: 'B' } },
      ],
      quotes: [
        { id: '3', properties: { hs_title: 'Q' }, associations: { companies: ['100002'] } },
        { id: '4', properties: { hs_title: 'R' }, associations: { companies: ['100000', '100002'] } },
      ],
    },
  };
  const companiesIn = async (world: SyncWorld, object: string, ...ids: string[]) => {
    const { crm } = await openObject(world, object, 'associations.company');
    const readings = value(await crm.read(ids.map((id) => idOf(object, id))));
    return readings.map((reading) => isFound(reading).cells);
  };
  const cell = (seen: unknown) => ({ 'associations.company': { seen, changedAt: null, history: null } });

  test('is the primary one, and costs one call for all of them', async () => {
    const world = syncWorld({ portal });
    expect(await companiesIn(world, 'deal', '1', '2')).toEqual([
      cell({ kind: 'value', value: '100001' }),
      cell({ kind: 'blank' }),
    ]);
    expect(world.hubspot.calls.filter((call) => call.includes('associations'))).toHaveLength(1);
    expect(world.hubspot.contractViolations).toEqual([]);
  });

  test('is the only one where none is primary, and of several nobody knows which', async () => {
    expect(await companiesIn(syncWorld({ portal }), 'quote', '3', '4')).toEqual([
      cell({ kind: 'value', value: '100002' }),
      cell({ kind: 'unseen' }),
    ]);
  });

  test('that is told not to be there is none; one that is not told of was not seen', async () => {
    const world = syncWorld({ portal });
    const none = {
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
      message: 'No company is associated with deal 1.',
      context: { fromObjectId: ['1'] },
    };
    world.state.wire = async (request, deliver) =>
      request.url.includes('/associations/')
        ? Response.json({ status: 'COMPLETE', results: [], numErrors: 1, errors: [none] }, { status: 207 })
        : deliver(request);
    expect(await companiesIn(world, 'deal', '1', '2')).toEqual([cell({ kind: 'blank' }), {}]);
  });

  test('is unseen, and nothing else, for whoever may not see companies', async () => {
    const world = syncWorld({ portal });
    world.state.wire = async (request, deliver) =>
      request.url.includes('/associations/')
        ? Response.json({ category: 'MISSING_SCOPES', message: 'No.' }, { status: 403 })
        : deliver(request);
    expect(await companiesIn(world, 'deal', '1')).toEqual([{}]);
  });

  test('that cannot be read for another reason keeps the deal from being read', async () => {
    const world = syncWorld({ portal });
    const { crm } = await openObject(world, 'deal', 'associations.company');
    world.hubspot.failNext(503, 1, (_, path) => path.includes('/associations/'));
    expect(await crm.read([idOf('deal', '1')])).toEqual({ kind: 'lost' });
  });
});
