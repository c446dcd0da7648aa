import { describe, expect, it } from 'vitest';
import { type Answer, searchBody, type TestWorld, testWorld } from './fixture.ts';
import type { RecordSeed } from './model/portalSeed.ts';

const OBJECTS = '/crm/objects/2026-09';
const START_OF_2026 = Date.parse('2026-01-01T00:00:00Z');

const portal = (companies: readonly RecordSeed[]) =>
  testWorld({ portals: [{ portalId: '4711', host: 'app.hubspot.com', records: { companies } }] });

const search = (world: TestWorld, more: Record<string, unknown>) =>
  world.call('POST', `${OBJECTS}/companies/search`, searchBody(more));
const idsOf = ({ body }: Answer) => (body.results as unknown as { id: string }[]).map((row) => row.id);

describe('search', () => {
  it('pages through everything exactly once, in order of change', async () => {
    const world = portal(
      Array.from({ length: 450 }, (_, index) => ({
        id: String(1_000 + index),
        properties: { name: `Company ${index}` },
        // Three at a time carry the same stamp, so a page can end in the middle of equals.
        createdAt: START_OF_2026 + Math.floor(index / 3) * 1_000,
      })),
    );
    const seen: string[] = [];
    let after: string | undefined = '0';
    while (after !== undefined) {
      const answer = await search(world, { limit: 200, after, sorts: ['hs_lastmodifieddate'] });
      expect(Number(answer.body.total)).toBe(450);
      seen.push(...idsOf(answer));
      after = answer.body.paging?.next?.after as unknown as string | undefined;
      world.clock.forward(1_000);
    }
    expect(seen).toEqual(Array.from({ length: 450 }, (_, index) => String(1_000 + index)));
  });

  it('counts beyond 10,000 but never shows what lies there', async () => {
    const world = portal(
      Array.from({ length: 10_050 }, (_, index) => ({
        id: String(20_000 + index),
        properties: { name: 'x' },
      })),
    );
    const last = await search(world, { limit: 100, after: '9900' });
    expect(last).toMatchObject({
      status: 200,
      body: { total: 10_050, paging: { next: { after: '10000' } } },
    });
    expect((await search(world, { limit: 100, after: '10000' })).status).toBe(400);
    const restarted = await search(world, {
      limit: 200,
      filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'GT', value: '29999' }] }],
    });
    expect(Number(restarted.body.total)).toBe(50);
  });

  it('finds a new record only when the index has reached it, and answers values as of then', async () => {
    const world = testWorld({ indexingDelayMs: 5_000 });
    await world.call('PATCH', `${OBJECTS}/companies/9001`, { properties: { city: 'Lübeck' } });
    const inLuebeck = {
      filterGroups: [{ filters: [{ propertyName: 'city', operator: 'EQ', value: 'Lübeck' }] }],
    };
    const stale = { ...searchBody({ properties: ['city'] }), query: 'nordwind' };
    expect(Number((await search(world, inLuebeck)).body.total)).toBe(0);
    const before = await world.call('POST', `${OBJECTS}/companies/search`, stale);
    expect(before.body).toMatchObject({ results: [{ properties: { city: 'Kiel' } }] });
    world.clock.forward(5_000);
    expect(Number((await search(world, inLuebeck)).body.total)).toBe(1);
  });

  it('still finds an archived record until the index has noticed, and never after', async () => {
    const world = testWorld();
    await world.call('DELETE', `${OBJECTS}/companies/9002`);
    expect(idsOf(await search(world, {}))).toEqual(['9001', '9002']);
    world.clock.forward(5_000);
    expect(idsOf(await search(world, {}))).toEqual(['9001']);
  });

  it.each([
    ['5 groups of 3 and of 4 filters', [3, 3, 4, 4, 4], 200],
    ['6 filters in a group', [6], 200],
    ['7 filters in a group', [7], 400],
    ['6 groups', [1, 1, 1, 1, 1, 1], 400],
    ['19 filters in all', [4, 4, 4, 4, 3], 400],
  ])('takes or refuses %s', async (_, counts, status) => {
    const filter = { propertyName: 'name', operator: 'HAS_PROPERTY' };
    const filterGroups = counts.map((count) => ({ filters: Array.from({ length: count }, () => filter) }));
    expect((await search(testWorld(), { filterGroups })).status).toBe(status);
  });

  it.each([
    [{ propertyName: 'annualrevenue', operator: 'GT', value: '99' }, ['2', '3']],
    [{ propertyName: 'annualrevenue', operator: 'LTE', value: '100' }, ['1', '2']],
    [{ propertyName: 'annualrevenue', operator: 'LT', value: '100' }, ['1']],
    [{ propertyName: 'annualrevenue', operator: 'BETWEEN', value: '50', highValue: '150' }, ['2']],
    [{ propertyName: 'name', operator: 'IN', values: ['alpha', 'Beta Trading'] }, ['1', '2']],
    [{ propertyName: 'name', operator: 'NOT_IN', values: ['Alpha'] }, ['2', '3', '4']],
    [{ propertyName: 'name', operator: 'NEQ', value: 'Alpha' }, ['2', '3', '4']],
    [{ propertyName: 'name', operator: 'CONTAINS_TOKEN', value: 'trading' }, ['2', '3']],
    [{ propertyName: 'name', operator: 'CONTAINS_TOKEN', value: 'trad' }, []],
    [{ propertyName: 'name', operator: 'CONTAINS_TOKEN', value: 'trad*' }, ['2', '3']],
    [{ propertyName: 'name', operator: 'NOT_CONTAINS_TOKEN', value: 'trading' }, ['1', '4']],
    [{ propertyName: 'domain', operator: 'HAS_PROPERTY' }, ['1']],
    [{ propertyName: 'domain', operator: 'NOT_HAS_PROPERTY' }, ['2', '3', '4']],
    [{ propertyName: 'domain', operator: 'EQ', value: 'https://www.ALPHA.example/' }, ['1']],
    [{ propertyName: 'createdate', operator: 'GTE', value: '2026-02-01' }, ['4']],
  ])('filters by %j', async (filter, expected) => {
    const at = { createdAt: START_OF_2026 };
    const world = portal([
      { id: '1', properties: { name: 'Alpha', domain: 'alpha.example', annualrevenue: '20' }, ...at },
      { id: '2', properties: { name: 'Beta Trading', annualrevenue: '100' }, ...at },
      { id: '3', properties: { name: 'Gamma-Trading Ltd', annualrevenue: '1000' }, ...at },
      { id: '4', properties: { name: 'Delta' } },
    ]);
    expect(idsOf(await search(world, { filterGroups: [{ filters: [filter] }] }))).toEqual(expected);
  });

  it('finds the deals of a company', async () => {
    const world = testWorld();
    const filters = [{ propertyName: 'associations.company', operator: 'EQ', value: '9001' }];
    const body = searchBody({ filterGroups: [{ filters }], properties: ['dealname'] });
    expect(idsOf(await world.call('POST', `${OBJECTS}/deals/search`, body))).toEqual(['7001']);
  });

  it('sorts both ways, with empty values last', async () => {
    const world = portal([
      { id: '1', properties: { name: 'B' } },
      { id: '2', properties: { name: 'A' } },
      { id: '3', properties: { city: 'nameless' } },
    ]);
    expect(idsOf(await search(world, { sorts: ['name'] }))).toEqual(['2', '1', '3']);
    expect(idsOf(await search(world, { sorts: ['-name'] }))).toEqual(['1', '2', '3']);
    expect((await search(world, { sorts: ['name', 'city'] })).status).toBe(400);
  });

  it('refuses an unknown property, an unknown operator and an offset that is none', async () => {
    const world = testWorld();
    const filtered = (filter: object) => search(world, { filterGroups: [{ filters: [filter] }] });
    expect((await filtered({ propertyName: 'nmae', operator: 'EQ', value: 'x' })).status).toBe(400);
    expect((await filtered({ propertyName: 'name', operator: 'LIKE', value: 'x' })).status).toBe(400);
    expect((await search(world, { after: '' })).status).toBe(400);
    expect((await search(world, { after: 'next' })).status).toBe(400);
  });
});
