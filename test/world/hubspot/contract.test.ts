import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Contract, ContractBreach, publishedContract } from './contract.ts';
import { COMPANY, searchBody, testWorld } from './fixture.ts';

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

describe('without the published description', () => {
  it('the portal serves unchecked', async () => {
    const { hubspot, call } = testWorld({ contract: null });
    expect((await call('GET', `/crm/v3/objects/companies/${COMPANY}?propertys=x`)).status).toBe(200);
    expect(hubspot.contractViolations).toEqual([]);
    expect((await call('GET', '/crm/v3/objects/companies?after=next')).status).toBe(400);
    expect((await call('GET', '/crm/v3/objects/companies?limit=ten')).status).toBe(400);
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
