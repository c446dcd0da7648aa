// @vitest-environment node
import { describe, expect, test } from 'vitest';
import {
  companies,
  idOf,
  KEY_PROPERTY,
  openObject,
  type SyncWorld,
  syncWorld,
  value,
} from '../../../../test/crm/hubspotSync.fixture.ts';
import type { Creator, NewRecord } from '../../../sync/create/creator.ts';
import type { CrmId, FieldName, TwinKey } from '../../../sync/ids.ts';

const keyOf = (index: number) => `customer/G${index}` as TwinKey;
const newRecord = (index: number, fields: Readonly<Record<string, string | number>>): NewRecord => ({
  key: keyOf(index),
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, raw]) => [name as FieldName, { kind: 'value', value: raw } as const]),
  ),
});
const creatorOf = async (world: SyncWorld, object: string): Promise<Creator<CrmId>> => {
  const { creator } = await openObject(world, object);
  if (creator === null) throw new Error(`No ${object} can be made here.`);
  return creator;
};
const creates = ({ hubspot }: SyncWorld) => hubspot.calls.filter((call) => call.endsWith('batch/create'));
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => newRecord(index, { name: `C ${index}` }));

describe('a record with a unique key', () => {
  test.each([0, 1, 99, 100, 101])('is made, and found by it at once, %i of them', async (count) => {
    const world = syncWorld();
    const creator = await creatorOf(world, 'company');
    expect(creator.capabilities).toEqual({ unique: true, visibleMs: 0 });
    const outcomes = value(await creator.create(many(count)));
    expect(outcomes).toEqual(
      many(count).map(({ fields }) => ({ kind: 'created', id: expect.any(String), stored: fields })),
    );
    const ids = outcomes.map((outcome) => (outcome.kind === 'created' ? [outcome.id] : []));
    expect(value(await creator.withKey(many(count).map(({ key }) => key)))).toEqual(ids);
    expect(creates(world)).toHaveLength(Math.ceil(count / 100));
    expect(world.hubspot.contractViolations).toEqual([]);
  });

  test('is not made a second time, and what people changed in the first stays', async () => {
    const world = syncWorld();
    const creator = await creatorOf(world, 'company');
    const [first] = value(await creator.create([newRecord(1, { name: 'Nordwind' })]));
    const id = first?.kind === 'created' ? first.id : null;
    await world.call('PATCH', `/crm/objects/2026-09/companies/${id?.split('/').at(-1)}`, {
      properties: { name: 'Nordwind AG' },
    });
    const again = value(
      await creator.create([newRecord(1, { name: 'Nordwind' }), newRecord(2, { name: 'Fjord' })]),
    );
    expect(again).toMatchObject([{ kind: 'exists', id, reason: { code: 'CONFLICT' } }, { kind: 'created' }]);
    expect(world.portal.records('companies').map((record) => record.value('name'))).toEqual([
      'Nordwind AG',
      'Fjord',
    ]);
  });

  test('by two browsers at once is made once', async () => {
    const world = syncWorld();
    const [one, other] = [await creatorOf(world, 'company'), await creatorOf(world, 'company')];
    const outcomes = await Promise.all(
      [one, other].map((each) => each.create([newRecord(1, { name: 'Nordwind' })])),
    );
    expect(outcomes.map((answer) => value(answer)[0]?.kind).toSorted()).toEqual(['created', 'exists']);
    expect(world.portal.records('companies')).toHaveLength(1);
  });

  test('whose answer was lost is found by its key, and one that is archived is not', async () => {
    const world = syncWorld();
    const creator = await creatorOf(world, 'company');
    world.state.wire = async (request, deliver) => {
      await deliver(request);
      throw new TypeError('connection reset');
    };
    expect(await creator.create(many(1))).toEqual({ kind: 'lost' });
    world.state.wire = null;
    const [ids] = value(await creator.withKey([keyOf(0), keyOf(1)]));
    expect(ids).toHaveLength(1);
    await world.call('DELETE', `/crm/objects/2026-09/companies/${ids?.[0]?.split('/').at(-1)}`);
    expect(value(await creator.withKey([keyOf(0)]))).toEqual([[]]);
  });

  test('that comes back without its trace is known by its key', async () => {
    const world = syncWorld();
    const creator = await creatorOf(world, 'company');
    world.state.wire = async (request, deliver) => {
      const body = (await (await deliver(request)).json()) as { results: Record<string, unknown>[] };
      return Response.json({
        ...body,
        results: body.results.map(({ objectWriteTraceId: _, ...row }) => row),
      });
    };
    expect(value(await creator.create(many(3)))).toMatchObject(
      many(3).map(({ fields }) => ({ stored: fields })),
    );
  });

  test('that a validation rule refuses carries the reason, and the others are made', async () => {
    const rule = {
      objectType: 'companies' as const,
      property: 'phone',
      pattern: '\\+.*',
      message: 'Start with +.',
    };
    const world = syncWorld({ portal: { validationRules: [rule] } });
    world.hubspot.bites.set('batchPartly', false);
    const creator = await creatorOf(world, 'company');
    const rows = [1, 2, 3].map((index) => newRecord(index, { phone: index === 2 ? '0431' : '+49 431' }));
    expect(value(await creator.create(rows))).toMatchObject([
      { kind: 'created' },
      {
        kind: 'refused',
        fields: ['phone'],
        reason: { code: 'PROPERTY_VALIDATION_RULE_FAILED', message: 'Start with +.' },
      },
      { kind: 'created' },
    ]);
  });

  test('that the portal knows by a rule of its own is there already, by the id that it names', async () => {
    const contacts = [{ id: '3401', properties: { email: 'ida@nordwind.example' } }];
    const world = syncWorld({ portal: { records: { contacts } } });
    const creator = await creatorOf(world, 'contact');
    expect(value(await creator.create([newRecord(1, { email: 'Ida@Nordwind.example' })]))).toEqual([
      {
        kind: 'exists',
        id: idOf('contact', '3401'),
        reason: { code: 'CONFLICT', message: 'Contact already exists. Existing ID: 3401' },
      },
    ]);
  });

  test('is not sent without a field that nobody knows', async () => {
    const world = syncWorld();
    const creator = await creatorOf(world, 'company');
    expect(value(await creator.create([newRecord(1, { no_such_field: 'x' })]))).toMatchObject([
      { kind: 'refused', fields: ['no_such_field'] },
    ]);
    expect(creates(world)).toEqual([]);
  });

  test.each([
    [429, { kind: 'notSent', reason: 'rateLimited' }],
    [503, { kind: 'lost' }],
  ] as const)('with %i is told as what it is', async (status, told) => {
    const world = syncWorld();
    const creator = await creatorOf(world, 'company');
    world.hubspot.failNext(status);
    expect(await creator.create(many(1))).toEqual(told);
    world.hubspot.failNext(status);
    expect(await creator.withKey([keyOf(1)])).toEqual(told);
  });

  test('in a second batch that was not sent has no outcome: it is looked for by its key later', async () => {
    const world = syncWorld();
    const creator = await creatorOf(world, 'company');
    let batch = 0;
    world.hubspot.failNext(429, 1, () => ++batch === 2);
    const outcomes = value(await creator.create(many(101)));
    expect(outcomes).toHaveLength(101);
    expect(outcomes[99]).toMatchObject({ kind: 'created' });
    expect(outcomes[100]).toBeUndefined();
  });
});

describe('an order', () => {
  const portal = {
    records: { companies: companies(1), deals: [{ id: '7', properties: { dealname: 'Two lathes' } }] },
  };
  const fields = {
    hs_order_name: 'SO-1',
    hs_total_price: 125_050,
    hs_currency_code: 'EUR',
    'associations.company': '100000',
    'associations.deal': '7',
  };

  test('is made for its company and its deal, with its amount in its own currency', async () => {
    const world = syncWorld({ portal });
    const creator = await creatorOf(world, 'order');
    const [outcome] = value(await creator.create([newRecord(1, fields)]));
    expect(outcome).toMatchObject({ kind: 'created', stored: { hs_total_price: { value: 125_050 } } });
    const id = outcome?.kind === 'created' ? outcome.id : ('' as CrmId);
    const { crm } = await openObject(
      world,
      'order',
      'hs_total_price',
      'associations.company',
      'associations.deal',
    );
    expect(value(await crm.read([id]))).toMatchObject([
      {
        cells: {
          hs_total_price: { seen: { value: 125_050 } },
          'associations.company': { seen: { value: '100000' } },
          'associations.deal': { seen: { value: '7' } },
        },
      },
    ]);
    expect(world.hubspot.contractViolations).toEqual([]);
  });

  test('for what is no record of the portal is refused', async () => {
    const world = syncWorld({ portal });
    const creator = await creatorOf(world, 'order');
    const wrong = { ...fields, 'associations.company': 'G01' };
    expect(value(await creator.create([newRecord(1, wrong)]))).toMatchObject([
      { kind: 'refused', fields: ['associations.company'], reason: { code: 'INVALID_ASSOCIATION' } },
    ]);
    const gone = { ...fields, 'associations.deal': '404404' };
    expect(value(await creator.create([newRecord(1, gone)]))).toMatchObject([{ kind: 'refused' }]);
  });
});

describe('a record whose key property is not unique', () => {
  const quotes = async () => {
    const world = syncWorld({ indexingDelayMs: 5_000 });
    return { world, creator: await creatorOf(world, 'quote') };
  };

  test('is found by search, once the index has it', async () => {
    const { world, creator } = await quotes();
    expect(creator.capabilities).toEqual({ unique: false, visibleMs: 300_000 });
    const rows = Array.from({ length: 7 }, (_, index) => newRecord(index, { hs_title: `Q ${index}` }));
    const ids = value(await creator.create(rows)).map((each) => (each.kind === 'created' ? [each.id] : []));
    expect(value(await creator.withKey(rows.map(({ key }) => key)))).toEqual(rows.map(() => []));
    world.clock.forward(5_001);
    expect(value(await creator.withKey(rows.map(({ key }) => key)))).toEqual(ids);
    expect(world.hubspot.contractViolations).toEqual([]);
  });

  test('may be there twice: both are told, and a key in other letters is another key', async () => {
    const { world, creator } = await quotes();
    const made = value(await creator.create([newRecord(1, {}), newRecord(1, {})]));
    world.clock.forward(60_000);
    const ids = made.map((each) => (each.kind === 'created' ? each.id : null));
    expect(value(await creator.withKey([keyOf(1), 'CUSTOMER/g1' as TwinKey]))).toEqual([ids, []]);
  });

  test('is not guessed at where search does not answer', async () => {
    const { world, creator } = await quotes();
    world.hubspot.failNext(503);
    expect(await creator.withKey([keyOf(1)])).toEqual({ kind: 'lost' });
    world.state.wire = async () => Response.json({});
    expect(await creator.withKey([keyOf(1)])).toEqual({ kind: 'lost' });
    expect(await (await creatorOf(syncWorld(), 'company')).withKey([])).toEqual({
      kind: 'answered',
      value: [],
    });
  });
});

test('without a property for the key, or with one that cannot be written, nothing is made', async () => {
  const none = await openObject(syncWorld({ keyProperties: {} }), 'company');
  const gone = await openObject(syncWorld({ keyProperties: { company: 'no_such_field' } }), 'company');
  const readOnly = await openObject(syncWorld({ keyProperties: { company: 'hs_object_id' } }), 'company');
  expect([none.creator, gone.creator, readOnly.creator]).toEqual([null, null, null]);
  expect(KEY_PROPERTY).not.toBe('hs_object_id');
});

test('a unique key that is answered in another shape is lost, and so is one with an error that says nothing of it', async () => {
  const world = syncWorld();
  const creator = await creatorOf(world, 'company');
  world.state.wire = async () => Response.json({});
  expect(await creator.withKey([keyOf(1)])).toEqual({ kind: 'lost' });
  const errors = [{ status: 'error', category: 'INTERNAL_ERROR', message: 'Later.', context: {} }];
  world.state.wire = async () =>
    Response.json(
      { status: 'COMPLETE', startedAt: '2026-11-20T11:00:00Z', results: [], errors },
      { status: 207 },
    );
  expect(await creator.withKey([keyOf(1)])).toEqual({ kind: 'lost' });
});
