// @vitest-environment node
// Long because all that can become of one row stands side by side here: what is missing would be seen.
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
import type { CrmId, FieldName } from '../../../sync/ids.ts';
import type { WriteRow } from '../../../sync/ports.ts';
import type { Written } from '../../../sync/value.ts';

const company = (index: number) => idOf('company', String(100_000 + index));
const asWritten = (raw: string | number | boolean | null): Written =>
  raw === null ? { kind: 'cleared' } : { kind: 'value', value: raw };
const patch = (
  id: CrmId,
  fields: Readonly<Record<string, string | number | boolean | null>>,
): WriteRow<CrmId> => ({
  id,
  change: {
    kind: 'fields',
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, raw]) => [name as FieldName, asWritten(raw)]),
    ),
  },
  expected: null,
});
const archive = (id: CrmId): WriteRow<CrmId> => ({ id, change: { kind: 'archive' }, expected: null });
const standing = ({ portal }: SyncWorld, index: number, property: string, type = 'companies' as const) =>
  portal.record(type, String(100_000 + index))?.value(property) ?? null;
const updates = ({ hubspot }: SyncWorld) => hubspot.calls.filter((call) => call.endsWith('batch/update'));
const withCompanies = (count: number, portal: Parameters<typeof syncWorld>[0] = {}) =>
  syncWorld({ ...portal, portal: { records: { companies: companies(count) }, ...portal.portal } });
const rule = {
  objectType: 'companies' as const,
  property: 'phone',
  pattern: '\\+.*',
  message: 'Start with +.',
};

describe('a write', () => {
  test.each([0, 1, 99, 100, 101])('of %i rows says of each what became of it', async (count) => {
    const world = withCompanies(count);
    const { crm } = await openObject(world, 'company', 'city');
    const rows = Array.from({ length: count }, (_, index) =>
      patch(company(index), { city: `Town ${index}` }),
    );
    const outcomes = value(await crm.write(rows));
    expect(outcomes).toEqual(
      rows.map(({ id }, index) => ({
        kind: 'written',
        id,
        stored: { city: { kind: 'value', value: `Town ${index}` } },
      })),
    );
    expect(updates(world)).toHaveLength(Math.ceil(count / 100));
    expect(world.hubspot.contractViolations).toEqual([]);
  });

  test('tells what the portal made of the values, and clears', async () => {
    const world = withCompanies(1);
    const { crm } = await openObject(world, 'company', 'city', 'domain', 'annualrevenue');
    const fields = { city: null, domain: ' https://www.Nordwind.example/start ', annualrevenue: 1_250_050 };
    expect(value(await crm.write([patch(company(0), fields)]))).toEqual([
      {
        kind: 'written',
        id: company(0),
        stored: {
          city: { kind: 'blank' },
          domain: { kind: 'value', value: 'nordwind.example' },
          annualrevenue: { kind: 'value', value: 1_250_050 },
        },
      },
    ]);
    expect(standing(world, 0, 'annualrevenue')).toBe('12500.5');
    expect(standing(world, 0, 'city')).toBeNull();
  });

  test('whose answer leaves a field out does not say what was stored', async () => {
    const world = withCompanies(1);
    const { crm } = await openObject(world, 'company', 'city', 'phone');
    world.state.wire = async (request, deliver) => {
      const body = (await (await deliver(request)).json()) as { results: { properties: object }[] };
      const results = body.results.map((each) => ({ ...each, properties: { city: 'Oslo' } }));
      return Response.json({ ...body, results });
    };
    expect(value(await crm.write([patch(company(0), { city: 'Oslo', phone: '7' })]))).toEqual([
      { kind: 'written', id: company(0), stored: null },
    ]);
  });

  test('is seen with its history in the next reading', async () => {
    const world = withCompanies(1);
    const { crm } = await openObject(world, 'company', 'city');
    await crm.read([company(0)]);
    world.clock.forward(1_000);
    await crm.write([patch(company(0), { city: 'Oslo' })]);
    world.clock.forward(1_000);
    expect(value(await crm.read([company(0)]))).toMatchObject([
      { cells: { city: { changedAt: START + 1_000, history: [{}, { value: { value: 'Oslo' } }] } } },
    ]);
  });

  test('to a company that was merged away in that moment landed on the survivor, and says so', async () => {
    const world = withCompanies(2);
    const { crm } = await openObject(world, 'company', 'city');
    const merge = { primaryObjectId: '100000', objectIdToMerge: '100001' };
    const survivor = String(
      (await world.call('POST', '/crm/objects/2026-09/companies/merge', merge)).body.id,
    );
    expect(value(await crm.write([patch(company(1), { city: 'Oslo' })]))).toMatchObject([
      { kind: 'written', id: idOf('company', survivor) },
    ]);
  });

  test('archives, beside rows with fields', async () => {
    const world = withCompanies(3);
    const { crm } = await openObject(world, 'company', 'city');
    const rows = [archive(company(0)), patch(company(1), { city: 'Oslo' }), archive(company(2))];
    expect(value(await crm.write(rows))).toMatchObject([
      { kind: 'written', id: company(0), stored: null },
      { kind: 'written', id: company(1) },
      { kind: 'written', id: company(2), stored: null },
    ]);
    expect(value(await crm.read([company(0), company(1), company(2)]))).toMatchObject([
      { kind: 'deleted' },
      { kind: 'found' },
      { kind: 'deleted' },
    ]);
  });

  test('to an archived record, to one of another portal, or to nobody is gone', async () => {
    const world = withCompanies(2);
    await world.call('DELETE', '/crm/objects/2026-09/companies/100000');
    const { crm } = await openObject(world, 'company', 'city');
    const rows = [
      patch(company(0), { city: 'A' }),
      patch('hubspot/815/company/1' as CrmId, { city: 'B' }),
      patch(idOf('company', '404404'), { city: 'C' }),
      patch(company(1), { city: 'D' }),
    ];
    expect(value(await crm.write(rows)).map(({ kind }) => kind)).toEqual(['gone', 'gone', 'gone', 'written']);
  });
});

describe('an amount', () => {
  const deals = [
    { id: '1', properties: { dealname: 'A', amount: '1', deal_currency_code: 'JPY' } },
    { id: '2', properties: { dealname: 'B', amount: '1', deal_currency_code: 'EUR' } },
  ];
  const write = async (read: boolean, fields: Record<string, string | number>) => {
    const world = syncWorld({ portal: { records: { deals }, currency: 'USD' } });
    const { crm } = await openObject(world, 'deal', 'amount', 'deal_currency_code');
    if (read) await crm.read([idOf('deal', '1')]);
    const [outcome] = value(await crm.write([patch(idOf('deal', '1'), fields)]));
    return { outcome, amount: world.portal.record('deals', '1')?.value('amount') };
  };

  test('is written in the currency that the record has', async () => {
    expect(await write(true, { amount: 5_000 })).toMatchObject({
      outcome: { kind: 'written' },
      amount: '5000',
    });
  });

  test('is written in the currency that is written with it', async () => {
    const { outcome, amount } = await write(true, { amount: 500_050, deal_currency_code: 'EUR' });
    expect(outcome).toMatchObject({ stored: { amount: { value: 500_050 } } });
    expect(amount).toBe('5000.5');
  });

  test('is not written where nobody knows the currency', async () => {
    expect(await write(false, { amount: 5_000 })).toMatchObject({
      outcome: { kind: 'refused', fields: ['amount'], reason: { code: 'CURRENCY_UNKNOWN' } },
      amount: '1',
    });
  });
});

describe('a refusal', () => {
  test('of one row by the admins’ own rule carries its reason, and the other ninety-nine go on', async () => {
    const world = withCompanies(100, { portal: { validationRules: [rule] } });
    const { crm } = await openObject(world, 'company', 'phone', 'city');
    const rows = Array.from({ length: 100 }, (_, index) =>
      patch(company(index), { phone: index === 37 ? '0431 1' : `+49 ${index}`, city: 'Oslo' }),
    );
    const outcomes = value(await crm.write(rows));
    expect(outcomes[37]).toEqual({
      kind: 'refused',
      fields: ['phone'],
      reason: { code: 'PROPERTY_VALIDATION_RULE_FAILED', message: 'Start with +.' },
    });
    expect(outcomes.filter(({ kind }) => kind === 'written')).toHaveLength(99);
    expect(updates(world)).toHaveLength(1);
  });

  test('of a whole batch is narrowed down to its rows, where the portal does not answer row by row', async () => {
    const world = withCompanies(100, { portal: { validationRules: [rule] } });
    world.hubspot.bites.set('batchPartly', false);
    const { crm } = await openObject(world, 'company', 'phone');
    const poison = [3, 64];
    const rows = Array.from({ length: 100 }, (_, index) =>
      patch(company(index), { phone: poison.includes(index) ? '0431 1' : `+49 ${index}` }),
    );
    const outcomes = value(await crm.write(rows));
    expect(outcomes.flatMap(({ kind }, index) => (kind === 'refused' ? [index] : []))).toEqual(poison);
    expect(outcomes.filter(({ kind }) => kind === 'written')).toHaveLength(98);
    expect(rows.map((_, index) => standing(world, index, 'phone')?.startsWith('+') ?? false)).toEqual(
      rows.map((_, index) => !poison.includes(index)),
    );
    // Two rows in a hundred, each at the bottom of seven halvings.
    expect(updates(world).length).toBeLessThanOrEqual(1 + 2 * 2 * 7);
  });

  test('of a batch for what is in every row of it ends the halving: the rest is planned again', async () => {
    const world = withCompanies(100, { portal: { validationRules: [rule] } });
    world.hubspot.bites.set('batchPartly', false);
    const { crm } = await openObject(world, 'company', 'phone');
    const rows = Array.from({ length: 100 }, (_, index) => patch(company(index), { phone: '0431' }));
    const kinds = value(await crm.write(rows)).map(({ kind }) => kind);
    expect(updates(world)).toHaveLength(40);
    expect(new Set(kinds)).toEqual(new Set(['refused', 'stale']));
  });

  test('names the field that was deleted since, and the option that is gone', async () => {
    const world = withCompanies(2);
    const { crm } = await openObject(world, 'company', 'city', 'industry');
    world.portal.removeProperty('companies', 'city');
    const rows = [patch(company(0), { city: 'Oslo' }), patch(company(1), { industry: 'ALCHEMY' })];
    expect(value(await crm.write(rows))).toMatchObject([
      { kind: 'refused', fields: ['city'], reason: { code: 'PROPERTY_DOESNT_EXIST' } },
      { kind: 'refused', fields: ['industry'], reason: { code: 'INVALID_OPTION' } },
    ]);
  });

  test('of a field that never was is told without a call', async () => {
    const world = withCompanies(1);
    const { crm } = await openObject(world, 'company', 'city');
    expect(value(await crm.write([patch(company(0), { no_such_field: 'x' })]))).toEqual([
      {
        kind: 'refused',
        fields: ['no_such_field'],
        reason: { code: 'PROPERTY_DOESNT_EXIST', message: 'Property "no_such_field" does not exist.' },
      },
    ]);
    expect(updates(world)).toEqual([]);
  });

  test('for a missing right is told of every row at once', async () => {
    const world = withCompanies(4, {
      serviceKeys: [
        { key: 'pat-na1-11111111-aaaa', portalId: '4711', scopes: ['crm.objects.companies.read'] },
      ],
    });
    const { crm } = await openObject(world, 'company', 'city');
    const rows = [0, 1, 2].map((index) => patch(company(index), { city: 'Oslo' }));
    for (const outcome of value(await crm.write([...rows, archive(company(3))])))
      expect(outcome).toMatchObject({ kind: 'refused', reason: { code: 'MISSING_SCOPES' } });
    expect(updates(world)).toHaveLength(1);
  });

  test('of a value that another contact has is told as such', async () => {
    const contacts = ['ida', 'ole'].map((name, index) => ({
      id: String(100_000 + index),
      properties: { email: `${name}@nordwind.example` },
    }));
    const world = syncWorld({ portal: { records: { contacts } } });
    const { crm } = await openObject(world, 'contact', 'email');
    const rows = [patch(idOf('contact', '100001'), { email: 'ida@nordwind.example' })];
    expect(value(await crm.write(rows))).toEqual([
      {
        kind: 'refused',
        fields: ['email'],
        reason: { code: 'CONFLICT', message: 'Contact already exists. Existing ID: 100000' },
      },
    ]);
  });
});

describe('what cannot be sent', () => {
  const rowsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => patch(company(index), { city: 'Oslo' }));

  test('because the object type is locked waits two seconds and asks to be planned again', async () => {
    const world = withCompanies(1);
    const { crm } = await openObject(world, 'company', 'city');
    world.hubspot.failNext(423, 1, (_, path) => path.endsWith('batch/update'));
    expect(value(await crm.write(rowsOf(1)))).toEqual([{ kind: 'stale' }]);
    expect(world.waits).toEqual([2_000]);
    expect(standing(world, 0, 'city')).toBe('Kiel');
    expect(value(await crm.write(rowsOf(1)))).toMatchObject([{ kind: 'written' }]);
  });

  test.each([
    [429, 'rateLimited'],
    [477, 'rateLimited'],
  ] as const)('because of %i is certainly without effect, and is told as a limit', async (status, reason) => {
    const world = withCompanies(1);
    const { crm } = await openObject(world, 'company', 'city');
    world.hubspot.failNext(status, 1, (_, path) => path.endsWith('batch/update'));
    expect(await crm.write(rowsOf(1))).toEqual({ kind: 'notSent', reason });
    expect(standing(world, 0, 'city')).toBe('Kiel');
  });

  test('in the second batch leaves the first written', async () => {
    const world = withCompanies(150);
    const { crm } = await openObject(world, 'company', 'city');
    let batch = 0;
    world.hubspot.failNext(429, 1, (_, path) => {
      batch += path.endsWith('batch/update') ? 1 : 0;
      return batch === 2;
    });
    const outcomes = value(await crm.write(rowsOf(150)));
    expect(outcomes.slice(0, 100).every(({ kind }) => kind === 'written')).toBe(true);
    expect(outcomes.slice(100).every(({ kind }) => kind === 'stale')).toBe(true);
  });

  test('within its time is not sent at all: a computer that slept sends nothing old', async () => {
    const world = withCompanies(150);
    const opened = await openObject(world, 'company', 'city');
    world.state.wire = async (request, deliver) => {
      const response = await deliver(request);
      if (request.url.endsWith('batch/update')) world.clock.forward(opened.sendsWithinMs + 1);
      return response;
    };
    const outcomes = value(await opened.crm.write(rowsOf(150)));
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      ...Array(100).fill('written'),
      ...Array(50).fill('stale'),
    ]);
    expect(updates(world)).toHaveLength(1);
  });

  test('because the computer is offline is not', async () => {
    const world = withCompanies(1);
    const { crm } = await openObject(world, 'company', 'city');
    world.state.online = false;
    expect(await crm.write(rowsOf(1))).toEqual({ kind: 'notSent', reason: 'offline' });
    expect(await crm.read([company(0)])).toEqual({ kind: 'notSent', reason: 'offline' });
    expect(await crm.write([archive(company(0))])).toEqual({ kind: 'notSent', reason: 'offline' });
  });
});

describe('what nobody knows about', () => {
  const rows = [0, 1].map((index) => patch(company(index), { city: 'Oslo' }));
  const onUpdate = (world: SyncWorld, answer: (response: () => Promise<Response>) => Promise<Response>) => {
    world.state.wire = (request, deliver) =>
      request.url.endsWith('batch/update') ? answer(() => deliver(request)) : deliver(request);
  };

  test('because the connection broke after the portal had written is lost, though it stands there', async () => {
    const world = withCompanies(2);
    const { crm } = await openObject(world, 'company', 'city');
    onUpdate(world, async (deliver) => {
      await deliver();
      throw new TypeError('connection reset');
    });
    expect(await crm.write(rows)).toEqual({ kind: 'lost' });
    expect(standing(world, 0, 'city')).toBe('Oslo');
  });

  test.each([
    ['503 and a page of HTML', () => new Response('<h1>Error 503</h1>', { status: 503 })],
    [
      '200 and a page of HTML',
      () => new Response('<h1>Sign in</h1>', { headers: { 'content-type': 'text/html' } }),
    ],
    ['200 and half an answer', () => new Response('{"status":"COMPLETE","results":[', { status: 200 })],
    ['200 and another shape', () => Response.json({ status: 'PENDING' })],
  ])('because it was answered by %s is lost', async (_, answer) => {
    const world = withCompanies(2);
    const { crm } = await openObject(world, 'company', 'city');
    onUpdate(world, async () => answer());
    expect(await crm.write(rows)).toEqual({ kind: 'lost' });
  });

  test('is none of a row that comes back without its trace: its id tells which it is', async () => {
    const world = withCompanies(2);
    const { crm } = await openObject(world, 'company', 'city');
    onUpdate(world, async (deliver) => {
      const body = (await (await deliver()).json()) as { results: Record<string, unknown>[] };
      const untraced = body.results.map(({ objectWriteTraceId: _, ...row }) => row);
      return Response.json({ ...body, results: untraced });
    });
    expect(value(await crm.write(rows))).toMatchObject(rows.map(({ id }) => ({ kind: 'written', id })));
  });

  test('because an archiving was answered by a page of HTML with a status of success is lost', async () => {
    const world = withCompanies(1);
    const { crm } = await openObject(world, 'company', 'city');
    world.state.wire = async () =>
      new Response('<h1>Sign in</h1>', { headers: { 'content-type': 'text/html' } });
    expect(await crm.write([archive(company(0))])).toEqual({ kind: 'lost' });
  });

  test('because the answer has a row too few is one row without an outcome', async () => {
    const world = withCompanies(2);
    const { crm } = await openObject(world, 'company', 'city');
    onUpdate(world, async (deliver) => {
      const body = (await (await deliver()).json()) as { results: { objectWriteTraceId: string }[] };
      return Response.json({
        ...body,
        results: body.results.filter((row) => row.objectWriteTraceId === '1'),
      });
    });
    const outcomes = value(await crm.write(rows));
    expect(outcomes).toHaveLength(2);
    expect(outcomes[0]).toBeUndefined();
    expect(outcomes[1]).toMatchObject({ kind: 'written', id: company(1) });
  });

  test.each([
    ['INTERNAL_ERROR', undefined],
    ['RATE_LIMITS', { kind: 'stale' }],
    ['OBJECT_NOT_FOUND', { kind: 'gone' }],
  ])('a row’s own error %s is told as what it is', async (category, outcome) => {
    const world = withCompanies(2);
    const { crm } = await openObject(world, 'company', 'city');
    onUpdate(world, async () =>
      Response.json(
        {
          status: 'COMPLETE',
          startedAt: '2026-11-20T11:00:00Z',
          results: [],
          errors: [
            { status: 'error', category, message: 'So it is.', context: { objectWriteTraceId: ['0'] } },
          ],
        },
        { status: 207 },
      ),
    );
    expect(value(await crm.write(rows))[0]).toEqual(outcome);
  });

  test('ends the writing: the batches behind it are not sent', async () => {
    const world = withCompanies(150);
    const { crm } = await openObject(world, 'company', 'city');
    let batches = 0;
    onUpdate(world, async () => {
      batches += 1;
      return new Response('', { status: 502 });
    });
    const many = Array.from({ length: 150 }, (_, index) => patch(company(index), { city: 'Oslo' }));
    expect(await crm.write(many)).toEqual({ kind: 'lost' });
    expect(batches).toBe(1);
    const some = [...many.slice(0, 120), archive(company(149))];
    const outcomes = value(await crm.write([patch('hubspot/815/company/1' as CrmId, {}), ...some]));
    expect(outcomes[0]).toEqual({ kind: 'gone' });
    expect(outcomes[1]).toBeUndefined();
  });
});

test('a write that lands after everybody gave it up is seen with the moment that it landed in', async () => {
  const world = withCompanies(1);
  const { crm } = await openObject(world, 'company', 'city');
  await crm.read([company(0)]);
  let late: (() => Promise<unknown>) | null = null;
  world.state.wire = async (request, deliver) => {
    if (!request.url.endsWith('batch/update')) return deliver(request);
    const copy = request.clone();
    late = () => deliver(copy);
    throw new TypeError('connection reset');
  };
  expect(await crm.write([patch(company(0), { city: 'Oslo' })])).toEqual({ kind: 'lost' });
  expect(value(await crm.read([company(0)]))).toMatchObject([
    { cells: { city: { seen: { value: 'Kiel' } } } },
  ]);
  world.clock.forward(30_000);
  await (late as (() => Promise<unknown>) | null)?.();
  world.clock.forward(1_000);
  expect(value(await crm.read([company(0)]))).toMatchObject([
    { cells: { city: { seen: { value: 'Oslo' }, changedAt: START + 30_000 } } },
  ]);
});

describe('the token', () => {
  test('that expired is renewed once, and the write happens once', async () => {
    const tokens = ['pat-na1-expired', 'pat-na1-11111111-aaaa'];
    const session = {
      accessToken: async () => tokens[0] ?? '',
      renew: async () => {
        tokens.shift();
        return tokens[0] ?? '';
      },
    };
    const world = withCompanies(1, { session });
    const { crm } = await openObject(world, 'company', 'city');
    tokens.unshift('pat-na1-expired');
    expect(value(await crm.write([patch(company(0), { city: 'Oslo' })]))).toMatchObject([
      { kind: 'written' },
    ]);
    expect(updates(world)).toHaveLength(2);
    expect(world.portal.record('companies', '100000')?.history.get('city')).toHaveLength(2);
  });

  test('that cannot be renewed ends it cleanly: nothing was sent with it', async () => {
    const key = { current: 'pat-na1-11111111-aaaa' };
    const session = { accessToken: async () => key.current, renew: async () => key.current };
    const world = withCompanies(1, { session });
    const { crm } = await openObject(world, 'company', 'city');
    key.current = 'pat-na1-revoked';
    expect(await crm.write([patch(company(0), { city: 'Oslo' })])).toEqual({
      kind: 'notSent',
      reason: 'authExpired',
    });
    expect(await crm.read([company(0)])).toEqual({ kind: 'notSent', reason: 'authExpired' });
    expect(updates(world)).toHaveLength(2);
  });
});
