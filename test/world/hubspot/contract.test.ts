import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { apiApp } from './api/apiApp.ts';
import { QUERY_PARAMETERS } from './api/queryParameters.ts';
import { Contract, ContractBreach, publishedContract } from './contract.ts';
import { COMPANY, searchBody, testWorld } from './fixture.ts';
import type { Portal } from './model/portal.ts';
import { RateLimits, REAL_BUDGETS } from './rateLimits.ts';
import { seededRandom } from './seeded.ts';
import { TokenBook } from './tokens.ts';

const contract = publishedContract();
if (contract === null)
  console.log('HubSpot’s published API descriptions are not there: checks against them are skipped.');

describe.skipIf(contract === null)('the published description of HubSpot’s API', () => {
  it.each([
    [
      'an unknown query parameter',
      'GET',
      `/crm/objects/2026-09/companies/${COMPANY}?propertys=name`,
      undefined,
    ],
    ['a flag that is none', 'GET', '/crm/objects/2026-09/companies?archived=yes', undefined],
    ['a number that is none', 'GET', '/crm/objects/2026-09/companies?limit=ten', undefined],
    ['a parameter sent twice', 'GET', '/crm/objects/2026-09/companies?limit=1&limit=2', undefined],
    [
      'a search without sorts',
      'POST',
      '/crm/objects/2026-09/companies/search',
      { ...searchBody(), sorts: undefined },
    ],
    ['a misspelled key', 'POST', '/crm/v3/objects/companies/search', { ...searchBody(), filterGroup: [] }],
    [
      'a value that is no text',
      'PATCH',
      `/crm/v3/objects/companies/${COMPANY}`,
      { properties: { annualrevenue: 5 } },
    ],
    ['a body where none belongs', 'DELETE', `/crm/v3/objects/companies/${COMPANY}`, {}],
    ['no body where one belongs', 'POST', '/crm/v3/objects/companies', undefined],
    ['a stand-in path', 'GET', '/crm/properties/2026-09/companies?archive=true', undefined],
    ['an undescribed endpoint', 'GET', '/account-info/v3/details?portal=1', undefined],
    ['an unknown path', 'GET', '/crm/v3/companies', undefined],
  ])('catches %s and remembers it', async (_, method, path, body) => {
    const { hubspot, call } = testWorld();
    const answer = await call(method, path, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(hubspot.contractViolations).toHaveLength(1);
    expect(hubspot.contractViolations[0]?.method).toBe(method);
    expect(hubspot.contractViolations[0]?.path).toContain(path.split('?')[0]);
  });

  it('finds nothing wrong with a right request, and counts no refusal as a violation', async () => {
    const { hubspot, call } = testWorld();
    await call(
      'GET',
      `/crm/objects/2026-09/companies/${COMPANY}?properties=name&associations=contacts&archived=false`,
    );
    await call('GET', '/crm/objects/2026-09/companies/404404');
    await call('PATCH', `/crm/v3/objects/companies/${COMPANY}`, { properties: { nmae: 'x' } });
    expect(hubspot.contractViolations).toEqual([]);
  });

  it('lets no answer of the simulated portal pass that it rules out', () => {
    const url = new URL(`https://api.hubapi.com/crm/v3/objects/companies/${COMPANY}`);
    const right = {
      id: '1',
      properties: { name: null },
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-01-01T00:00:00Z',
      archived: false,
    };
    const check = (status: number, body: unknown) => () => contract?.checkAnswer('GET', url, status, body);
    expect(check(200, right)).not.toThrow();
    expect(check(200, { ...right, id: 1 })).toThrow(ContractBreach);
    expect(check(200, { ...right, invented: true })).toThrow(ContractBreach);
    expect(check(404, { message: 'no category' })).toThrow(ContractBreach);
    const archive = () => contract?.checkAnswer('DELETE', url, 204, { a: 'body' });
    expect(archive).toThrow(ContractBreach);
  });

  it('leaves alone the two answers that were recorded otherwise: 429 and pages of the gateway', () => {
    const url = new URL('https://api.hubapi.com/crm/v3/objects/companies');
    expect(() => contract?.checkAnswer('GET', url, 429, { status: 'error' })).not.toThrow();
    expect(() => contract?.checkAnswer('GET', url, 502, undefined)).not.toThrow();
  });
});

describe('the portal’s own list of query parameters', () => {
  const portals = new Map<string, Portal>();
  const tokens = new TokenBook({ apps: [], keys: [], portals, now: () => 0, random: seededRandom(1) });
  const { routes } = apiApp({ tokens, limits: new RateLimits(REAL_BUDGETS) }, seededRandom(1));
  const endpoints = routes.map(({ method, path }) => `${method} ${path}`);

  it.each([...QUERY_PARAMETERS.keys()])('%s is an endpoint', (endpoint) => {
    expect(endpoints).toContain(endpoint);
  });

  it.skipIf(contract === null).each([...QUERY_PARAMETERS])(
    '%s has no parameter that HubSpot does not describe',
    (endpoint, known) => {
      const [method = '', path = ''] = endpoint.split(' ');
      const query = new URLSearchParams(Object.keys(known).map((name) => [name, '1']));
      const url = new URL(
        `https://api.hubapi.com${path.replace(/:(objectType|toType)/g, 'companies').replace(/:\w+/g, '1')}?${query}`,
      );
      const problems = contract?.requestProblems(method, url, undefined);
      expect(problems).not.toBeNull();
      expect(problems?.filter((problem) => problem.startsWith('unknown'))).toEqual([]);
    },
  );
});

describe('without the published description', () => {
  it.each([
    ['GET', `/crm/objects/2026-09/companies/${COMPANY}?propertys=name`],
    ['GET', '/crm/objects/2026-09/companies?archived=yes'],
    ['GET', '/crm/objects/2026-09/companies?limit=ten'],
    ['GET', '/crm/objects/2026-09/companies?limit=1&limit=2'],
    ['GET', '/crm/properties/2026-09/companies?archive=true'],
    ['GET', '/crm/v3/owners?foo=1'],
    ['GET', '/crm/v3/owners?constructor=1'],
    ['GET', '/crm/pipelines/2026-09/deals?archived=true'],
    ['POST', '/crm/v3/objects/companies/search?limit=1'],
    ['POST', '/oauth/v1/token?grant_type=refresh_token'],
    ['GET', '/account-info/v3/details?portal=1'],
  ])('the portal refuses and remembers parameters that it does not know: %s %s', async (method, path) => {
    const { hubspot, call } = testWorld({ contract: null });
    expect((await call(method, path)).status).toBe(400);
    expect(hubspot.contractViolations).toMatchObject([{ method, path }]);
  });

  it('the portal answers what it knows, and 404 for a path that it does not', async () => {
    const { hubspot, call } = testWorld({ contract: null });
    const asked = `properties=name,city&associations=contacts&archived=false`;
    expect((await call('GET', `/crm/v3/objects/companies/${COMPANY}?${asked}`)).status).toBe(200);
    expect((await call('GET', '/crm/v3/owners?archived=true')).body.results).toEqual([]);
    expect((await call('GET', '/crm/v3/objects/companies?after=next')).status).toBe(400);
    expect(hubspot.contractViolations).toEqual([]);
    expect((await call('GET', '/crm/v3/companies?limit=1')).status).toBe(404);
  });

  it('a breach by the portal itself is thrown at whoever called', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'description-'));
    const operation = {
      responses: { 200: { content: { json: { schema: { type: 'object', required: ['colour'] } } } } },
    };
    const description = {
      paths: { '/crm/v3/objects/{objectType}/{id}': { get: operation } },
      components: { schemas: {} },
    };
    writeFileSync(join(folder, 'colours.json'), JSON.stringify(description));
    const { call } = testWorld({ contract: new Contract(pathToFileURL(`${folder}/`)) });
    await expect(call('GET', `/crm/v3/objects/companies/${COMPANY}`)).rejects.toThrow(ContractBreach);
  });
});
