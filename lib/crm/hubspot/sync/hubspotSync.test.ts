// @vitest-environment node
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
import type { FieldName, ServerTime } from '../../../sync/ids.ts';
import type { FeedPage, FeedPlace } from '../../../sync/ports.ts';
import { asValue } from '../../../sync/value.ts';
import type { CrmField } from '../../syncPort.ts';
import { HUBSPOT_OBJECTS } from './objects.ts';

const signal = () => new AbortController().signal;
const fieldsOf = (world: SyncWorld, object: string) => world.newSync().fields(object, signal());
const named = (fields: readonly CrmField[], name: string) => fields.find((field) => field.name === name);

describe('a user', () => {
  test('is named by the id that the history of a property bears; an unknown one by nobody', async () => {
    const world = syncWorld();
    const names = await world.newSync().userNames(['8001', '9'], signal());
    expect([...names]).toEqual([['8001', 'Sam Seller']]);
    expect(world.hubspot.contractViolations).toEqual([]);
  });

  test('is nobody where the app was not let see the owners', async () => {
    const world = syncWorld();
    world.state.wire = async (request, deliver) =>
      request.url.includes('/owners') ? new Response('{}', { status: 403 }) : deliver(request);
    expect([...(await world.newSync().userNames(['8001'], signal()))]).toEqual([]);
  });
});

describe('the fields of an object', () => {
  test.each(HUBSPOT_OBJECTS.map(({ name }) => [name]))(
    '%s are listed as the portal describes them',
    async (object) => {
      const world = syncWorld();
      const fields = await fieldsOf(world, object);
      expect(fields.length).toBeGreaterThan(5);
      expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
      expect(named(fields, 'hs_object_id')).toMatchObject({
        type: 'reference',
        readOnly: true,
        creatable: false,
      });
      expect(world.hubspot.contractViolations).toEqual([]);
    },
  );

  test('have the types that the sync knows', async () => {
    const properties = {
      companies: [
        { name: 'since', label: 'Customer since', type: 'date' as const },
        { name: 'vip', label: 'VIP', type: 'bool' as const },
        {
          name: 'areas',
          label: 'Areas',
          type: 'enumeration' as const,
          multiple: true,
          options: [{ value: 'n', label: 'North' }],
        },
        { name: 'billing_email', label: 'Billing e-mail' },
      ],
    };
    const fields = await fieldsOf(syncWorld({ portal: { properties } }), 'company');
    const types = (...names: string[]) => names.map((name) => named(fields, name)?.type);
    expect(types('name', 'billing_email', 'website', 'annualrevenue', 'numberofemployees')).toEqual([
      'text',
      'email',
      'url',
      'amount',
      'number',
    ]);
    expect(types('since', 'vip', 'areas', 'hs_lastmodifieddate')).toEqual([
      'date',
      'boolean',
      'picklist',
      'dateTime',
    ]);
    expect(named(fields, 'areas')?.options).toEqual([{ value: 'n', label: 'North' }]);
    expect(named(fields, 'name')).toEqual({
      name: 'name',
      label: 'Company name',
      type: 'text',
      readOnly: false,
      creatable: true,
      required: false,
      unique: false,
      maxLength: null,
      options: null,
    });
  });

  test('of a contact tell what is unique, those of a quote what it is refused without', async () => {
    expect(named(await fieldsOf(syncWorld(), 'contact'), 'email')).toMatchObject({
      type: 'email',
      unique: true,
    });
    const quote = await fieldsOf(syncWorld(), 'quote');
    expect(quote.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'hs_title',
      'hs_expiration_date',
    ]);
  });

  test('of a deal have its pipelines and their stages as options, and what is calculated is read only', async () => {
    const stage = (id: string, label: string) => ({ id, label, probability: 0.5, isClosed: false });
    const deals = [
      { id: 'default', label: 'Sales', stages: [stage('open', 'Open')] },
      { id: 'renewals', label: 'Renewals', stages: [stage('due', 'Due')] },
    ];
    const fields = await fieldsOf(syncWorld({ portal: { pipelines: { deals } } }), 'deal');
    expect(named(fields, 'pipeline')?.options).toEqual([
      { value: 'default', label: 'Sales' },
      { value: 'renewals', label: 'Renewals' },
    ]);
    expect(named(fields, 'dealstage')?.options).toEqual([
      { value: 'open', label: 'Sales: Open' },
      { value: 'due', label: 'Renewals: Due' },
    ]);
    expect(named(fields, 'hs_deal_stage_probability')).toMatchObject({ readOnly: true, creatable: false });
    expect(named(fields, 'hubspot_owner_id')?.options).toBeNull();
    expect(named(fields, 'associations.company')).toMatchObject({
      type: 'reference',
      readOnly: true,
      creatable: true,
    });
    const orders = await fieldsOf(syncWorld(), 'order');
    expect(named(orders, 'hs_pipeline_stage')?.options?.[0]).toEqual({ value: 'open', label: 'Open' });
  });

  test.each([
    ['of an object that HubSpot does not have', 'Account', 'crm.notFound'],
    ['of an object that the key has no scope for', 'company', 'crm.forbidden'],
  ])('%s are refused', async (_, object, code) => {
    const world = syncWorld({
      serviceKeys: [{ key: 'pat-na1-11111111-aaaa', portalId: '4711', scopes: [] }],
    });
    await expect(fieldsOf(world, object)).rejects.toMatchObject({ failure: { code } });
    await expect(openObject(world, object, 'name')).rejects.toMatchObject({ failure: { code } });
  });

  test('that are none, or in no list at all, are no answer', async () => {
    const world = syncWorld();
    world.state.wire = async () => Response.json({ results: [] });
    await expect(fieldsOf(world, 'company')).rejects.toMatchObject({ failure: { code: 'crm.badAnswer' } });
  });
});

describe('opening an object', () => {
  test('asks for the account once, and tells what cannot be read', async () => {
    const world = syncWorld();
    const sync = world.newSync();
    await sync.open('company', [], signal());
    const opened = await sync.open('deal', ['amount', 'gone', 'associations.company'] as never, signal());
    expect(opened.unseenFields()).toEqual(['gone']);
    expect(world.hubspot.calls.filter((call) => call.includes('account-info'))).toHaveLength(1);
    expect(world.state.zones).toEqual(['Europe/Berlin']);
    expect(opened.crm.capabilities).toEqual({ locking: 'none', history: true, stampMs: 1 });
  });

  test('asks for the description again after an hour, or for a field that it does not know', async () => {
    const world = syncWorld();
    const sync = world.newSync();
    const asked = async (...fields: string[]) => {
      const before = world.hubspot.calls.length;
      await sync.open('deal', fields as never, signal());
      return world.hubspot.calls.slice(before).filter((call) => call.includes('/properties/')).length;
    };
    expect(await asked('amount', 'associations.company')).toBe(1);
    expect(await asked('amount', 'associations.company')).toBe(0);
    expect(await asked('dealname', 'added_since')).toBe(1);
    world.clock.forward(60 * 60_000);
    expect(await asked('amount')).toBe(1);
    await sync.fields('deal', signal());
    expect(await asked('amount')).toBe(0);
  });

  test('in a new worker asks for nothing but what changed', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(2) } } });
    const run = async (since: number | null) => {
      const { feed } = await openObject(world, 'company', 'name');
      world.hubspot.calls.length = 0;
      let after: FeedPlace | null = null;
      for (let more = true; more; ) {
        const page: FeedPage = value(await feed.changes(since as ServerTime | null, after));
        after = page.changes.at(-1) ?? after;
        more = page.more;
      }
    };
    await run(null);
    world.clock.forward(5 * 60_000);
    await run(START);
    expect(world.hubspot.calls).toEqual([expect.stringContaining('/companies/search')]);
    expect(world.state.zones).toEqual(['Europe/Berlin', 'Europe/Berlin']);
  });

  test('in a new worker knows how long deletes were heard of without having asked anything', async () => {
    const world = syncWorld();
    const first = value(await (await openObject(world, 'company', 'name')).deletesKnownFrom());
    world.hubspot.calls.length = 0;
    const later = value(await (await openObject(world, 'company', 'name')).deletesKnownFrom());
    // The description that was kept may be an hour old: what was deleted in that hour is not taken for heard of.
    expect([world.hubspot.calls, later - first]).toEqual([[], 60 * 60_000]);
  });

  test('asks anew after a refusal by which a property is gone', async () => {
    const world = syncWorld({ portal: { records: { companies: companies(1) } } });
    const { crm } = await openObject(world, 'company', 'name');
    const change = { kind: 'fields' as const, fields: { ['gone' as FieldName]: asValue('x') } };
    const outcomes = value(await crm.write([{ id: idOf('company', '100000'), change, expected: null }]));
    expect(outcomes).toMatchObject([{ kind: 'refused', reason: { code: 'PROPERTY_DOESNT_EXIST' } }]);
    world.hubspot.calls.length = 0;
    await openObject(world, 'company', 'name');
    expect(world.hubspot.calls).toEqual([expect.stringContaining('/properties/')]);
  });

  test('lists fields as they were lately at no call for an hour, and as they are now whenever that is asked', async () => {
    const world = syncWorld();
    const sync = world.newSync();
    const asked = async (asOf: 'now' | 'lately') => {
      const before = world.hubspot.calls.length;
      const fields = await sync.fields('deal', signal(), asOf);
      expect(fields.length).toBeGreaterThan(5);
      return world.hubspot.calls.length - before;
    };
    expect([await asked('lately'), await asked('lately'), await asked('now')]).toEqual([2, 0, 2]);
    world.clock.forward(60 * 60_000);
    expect(await asked('lately')).toBe(2);
  });

  test('asks for the account again where it was not answered, and is refused meanwhile', async () => {
    const world = syncWorld();
    const sync = world.newSync();
    world.hubspot.failNext(503, 1, (_, path) => path.includes('account-info'));
    await expect(sync.open('company', [], signal())).rejects.toMatchObject({
      failure: { code: 'crm.server' },
    });
    await expect(sync.open('company', [], signal())).resolves.toBeDefined();
  });

  test('of a portal whose day is spent is refused with the rest of the pause, and nothing is sent until midnight there', async () => {
    const world = syncWorld({ budgets: { perDay: 3 } });
    const { crm } = await openObject(world, 'company', 'name');
    await crm.read([idOf('company', '1')]);
    const limited = { kind: 'notSent', reason: 'rateLimited' };
    expect(await crm.read([idOf('company', '1')])).toEqual(limited);
    const before = world.hubspot.calls.length;
    world.clock.forward(11 * 3_600_000);
    expect(await crm.read([idOf('company', '1')])).toEqual(limited);
    expect(world.hubspot.calls).toHaveLength(before);
    await expect(openObject(world, 'company', 'name')).rejects.toMatchObject({
      failure: { code: 'crm.rateLimited' },
    });
    expect((await world.budget.state()).paused).toEqual({
      kind: 'paused',
      until: Date.parse('2026-11-20T23:00:00Z'),
      why: 'daily',
    });
  });
});

describe('a computer whose clock is a day off', () => {
  test.each([-86_400_000, 86_400_000])('by %i ms reads every time by the portal’s clock', async (skewMs) => {
    const records = {
      companies: [
        { id: '1', properties: { name: 'A' } },
        { id: '2', properties: { name: 'B' }, archived: true },
      ],
    };
    const world = syncWorld({ portal: { records }, skewMs });
    const { crm, feed, deletesKnownFrom } = await openObject(world, 'company', 'name');
    expect(value(await crm.read([idOf('company', '1')]))).toMatchObject([{ readAt: START }]);
    const { changes } = value(await feed.changes(null, null));
    await feed.changes(null, changes.at(-1) ?? null);
    expect(await deletesKnownFrom()).toEqual({ kind: 'answered', value: START - 90 * 86_400_000 });
    const [first] = changes;
    expect(first?.modifiedAt).toBe(START - 90 * 86_400_000);
  });
});

test('what nobody wants any more is not sent', async () => {
  const world = syncWorld();
  const abort = new AbortController();
  const { crm } = await world.newSync().open('company', [], abort.signal);
  abort.abort();
  const before = world.hubspot.calls.length;
  expect(await crm.read([idOf('company', '1')])).toEqual({ kind: 'notSent', reason: 'offline' });
  expect(world.hubspot.calls).toHaveLength(before);
});
