import { describe, expect, it } from 'vitest';
import { type Answer, COMPANY, testWorld } from './fixture.ts';

const DATED = '/crm/objects/2026-09/companies/batch';
const NUMBERED = '/crm/v3/objects/companies/batch';
const read = (ids: readonly string[]) => ({
  inputs: ids.map((id) => ({ id })),
  properties: ['name'],
  propertiesWithHistory: [],
});
const results = ({ body }: Answer) =>
  body.results as unknown as { id: string; properties: Record<string, string>; new?: boolean }[];

describe('batches', () => {
  it('take a hundred rows and refuse all hundred and one', async () => {
    const { call } = testWorld();
    const rows = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ properties: { name: `C${index}` }, associations: [] }));
    const refused = await call('POST', `${DATED}/create`, { inputs: rows(101) });
    expect(refused).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' } });
    expect((await call('GET', '/crm/objects/2026-09/companies?limit=100')).body.results).toHaveLength(2);
    expect((await call('POST', `${DATED}/create`, { inputs: rows(100) })).status).toBe(201);
    expect((await call('GET', '/crm/objects/2026-09/companies?limit=100')).body.results).toHaveLength(100);
  });

  it('refuse the same id twice', async () => {
    expect((await testWorld().call('POST', `${DATED}/read`, read([COMPANY, COMPANY]))).status).toBe(400);
  });

  it('name the rows that a numbered read did not find, under 207', async () => {
    const { call } = testWorld();
    const answer = await call('POST', `${NUMBERED}/read`, read([COMPANY, '404404']));
    expect(answer).toMatchObject({
      status: 207,
      body: {
        status: 'COMPLETE',
        numErrors: 1,
        errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['404404'] } }],
      },
    });
    expect(results(answer).map((row) => row.id)).toEqual([COMPANY]);
  });

  it('leave them out without a word under the date-based version', async () => {
    const answer = await testWorld().call('POST', `${DATED}/read`, read([COMPANY, '404404']));
    expect(answer.status).toBe(200);
    expect(answer.body.errors).toBeUndefined();
    expect(results(answer)).toHaveLength(1);
  });

  it('write the good rows of a date-based batch only where every row carries a trace id', async () => {
    const { call } = testWorld();
    const rows = [
      { id: COMPANY, properties: { city: 'Oslo' } },
      { id: '9002', properties: { annualrevenue: 'a lot' } },
    ];
    const refused = await call('POST', `${DATED}/update`, { inputs: rows });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ code: 'INVALID_INTEGER' }] } });
    expect(
      (await call('GET', `/crm/objects/2026-09/companies/${COMPANY}?properties=city`)).body.properties?.city,
    ).toBe('Kiel');

    const traced = rows.map((row, index) => ({ ...row, objectWriteTraceId: `row-${index}` }));
    const partly = await call('POST', `${DATED}/update`, { inputs: traced });
    expect(partly).toMatchObject({
      status: 207,
      body: {
        results: [{ id: COMPANY, objectWriteTraceId: 'row-0' }],
        errors: [{ context: { objectWriteTraceId: ['row-1'] } }],
      },
    });
  });

  it('upsert by a unique property, telling new rows from known ones', async () => {
    const { call } = testWorld();
    const inputs = ['ida@nordwind.example', 'new@fjord.example'].map((id) => ({
      id,
      idProperty: 'email',
      properties: { firstname: 'Both' },
    }));
    const answer = await call('POST', '/crm/objects/2026-09/contacts/batch/upsert', { inputs });
    expect(answer.status).toBe(200);
    expect(results(answer).map((row) => row.new)).toEqual([true, false]);
    const again = await call('POST', '/crm/objects/2026-09/contacts/batch/upsert', { inputs });
    expect(results(again).map((row) => row.new)).toEqual([false, false]);
    const unnamed = [{ id: '404404', properties: { firstname: 'Nobody' } }];
    expect(
      (await call('POST', '/crm/objects/2026-09/contacts/batch/upsert', { inputs: unnamed })).status,
    ).toBe(404);
  });

  it('archive silently, also what is not there', async () => {
    const { call } = testWorld();
    const inputs = [{ id: COMPANY }, { id: '404404' }];
    expect((await call('POST', `${DATED}/archive`, { inputs })).status).toBe(204);
    expect((await call('POST', `${DATED}/read?archived=true`, read([COMPANY]))).body.results).toHaveLength(1);
  });

  it('answer one row for two ids of one merged company', async () => {
    const { call } = testWorld();
    const merge = { primaryObjectId: COMPANY, objectIdToMerge: '9002' };
    const merged = await call('POST', '/crm/objects/2026-09/companies/merge', merge);
    const answer = await call('POST', `${DATED}/read`, read([COMPANY, '9002']));
    expect(results(answer).map((row) => row.id)).toEqual([String(merged.body.id)]);
  });
});

describe('a merge', () => {
  it('makes a record with a new id, to which both old ids and all associations lead', async () => {
    const { call } = testWorld();
    const { status, body } = await call('POST', '/crm/v3/objects/companies/merge', {
      primaryObjectId: '9002',
      objectIdToMerge: COMPANY,
    });
    expect(status).toBe(200);
    expect(['9001', '9002']).not.toContain(String(body.id));
    for (const id of [COMPANY, '9002']) {
      const read = await call(
        'GET',
        `/crm/v3/objects/companies/${id}?properties=name,city&associations=deals`,
      );
      expect(read.body).toMatchObject({
        id: body.id,
        properties: { name: 'Harbour & Sons <Ltd>', city: 'Kiel' },
        associations: { deals: { results: [{ id: '7001' }, { id: '7001' }] } },
      });
    }
  });

  it('is for contacts, companies and deals only, and for two records', async () => {
    const { call } = testWorld();
    const itself = { primaryObjectId: COMPANY, objectIdToMerge: COMPANY };
    expect((await call('POST', '/crm/v3/objects/companies/merge', itself)).status).toBe(400);
    expect((await call('POST', '/crm/v3/objects/quotes/merge', itself)).status).toBe(404);
  });
});
