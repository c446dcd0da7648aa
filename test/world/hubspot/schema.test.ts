import { describe, expect, it } from 'vitest';
import { CONTACT, DEAL, testWorld } from './fixture.ts';

type Rows = readonly Record<string, unknown>[];
const rows = (results: unknown) => results as Rows;

describe.each(['/crm/properties/2026-09', '/crm/v3/properties'])('fields under %s', (properties) => {
  it('lists HubSpot’s own and the account’s', async () => {
    const { call } = testWorld({
      portals: [
        {
          portalId: '4711',
          host: 'app.hubspot.com',
          records: {},
          properties: { companies: [{ name: 'erp_id', label: 'ERP id', unique: true }] },
        },
      ],
    });
    const { status, body } = await call('GET', `${properties}/companies`);
    expect(status).toBe(200);
    const found = rows(body.results);
    expect(found.length).toBeGreaterThan(15);
    expect(found.find(({ name }) => name === 'erp_id')).toMatchObject({
      hubspotDefined: false,
      hasUniqueValue: true,
    });
    expect(found.find(({ name }) => name === 'industry')).toMatchObject({
      type: 'enumeration',
      fieldType: 'select',
    });
    expect(found.find(({ name }) => name === 'hs_lastmodifieddate')).toMatchObject({
      modificationMetadata: { readOnlyValue: true },
    });
  });

  it('answers one, or 404', async () => {
    const { call } = testWorld();
    expect((await call('GET', `${properties}/contacts/email`)).body).toMatchObject({
      name: 'email',
      hasUniqueValue: true,
    });
    expect((await call('GET', `${properties}/contacts/emial`)).status).toBe(404);
    expect((await call('GET', `${properties}/companies?archived=true`)).body.results).toEqual([]);
    expect((await call('GET', `${properties}/spaceships`)).status).toBe(400);
  });
});

describe.each(['/crm/pipelines/2026-09', '/crm/v3/pipelines'])('pipelines under %s', (pipelines) => {
  it('carry their stages with metadata that are strings', async () => {
    const { call } = testWorld();
    const { body } = await call('GET', `${pipelines}/deals`);
    const [first] = rows(body.results);
    expect(rows(first?.stages)[3]).toMatchObject({
      id: 'contractsent',
      metadata: { isClosed: 'false', probability: '0.9' },
    });
    expect((await call('GET', `${pipelines}/deals/default/stages`)).body.results).toHaveLength(6);
    expect((await call('GET', `${pipelines}/deals/none/stages`)).status).toBe(404);
    expect((await call('GET', `${pipelines}/deals/none`)).status).toBe(404);
    expect((await call('GET', `${pipelines}/companies`)).status).toBe(400);
  });
});

describe.each(['/crm/owners/2026-09', '/crm/v3/owners'])('owners under %s', (owners) => {
  it('are found by id, by user id and by e-mail address', async () => {
    const { call } = testWorld();
    expect((await call('GET', owners)).body.results).toHaveLength(1);
    expect((await call('GET', `${owners}?email=nobody@example.com`)).body.results).toHaveLength(0);
    expect((await call('GET', `${owners}/7001`)).body).toMatchObject({
      email: 'sam.seller@example.com',
      userId: 8001,
    });
    expect((await call('GET', `${owners}/8001?idProperty=userId`)).body).toMatchObject({ id: '7001' });
    expect((await call('GET', `${owners}/1`)).status).toBe(404);
    expect((await call('GET', `${owners}?limit=501`)).status).toBe(400);
  });
});

describe('deals', () => {
  it('take the probability of their stage, and stages of their pipeline only', async () => {
    const { call } = testWorld();
    const path = `/crm/objects/2026-09/deals/${DEAL}`;
    const asked = `${path}?properties=hs_deal_stage_probability,hs_is_closed_won`;
    expect((await call('GET', asked)).body.properties).toMatchObject({ hs_deal_stage_probability: '0.9' });
    await call('PATCH', path, { properties: { dealstage: 'closedwon' } });
    expect((await call('GET', asked)).body.properties).toMatchObject({
      hs_deal_stage_probability: '1',
      hs_is_closed_won: 'true',
    });
    const refused = await call('PATCH', path, { properties: { dealstage: 'nearly' } });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ code: 'INVALID_OPTION' }] } });
  });
});

describe.each([
  ['/crm/objects/2026-09', '/crm/associations/2026-09'],
  ['/crm/v4/objects', '/crm/v4/associations'],
])('associations under %s', (objects, associations) => {
  it('are read, page by page, with the primary company labelled', async () => {
    const { call } = testWorld();
    const all = await call('GET', `${objects}/contacts/${CONTACT}/associations/companies`);
    expect(rows(all.body.results)).toEqual([
      {
        toObjectId: '9001',
        associationTypes: [
          { category: 'HUBSPOT_DEFINED', typeId: 279 },
          { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
        ],
      },
      { toObjectId: '9002', associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 279 }] },
    ]);
    const first = await call('GET', `${objects}/contacts/${CONTACT}/associations/companies?limit=1`);
    expect(first.body).toMatchObject({ results: [{ toObjectId: '9001' }], paging: { next: { after: '1' } } });
    const second = await call('GET', `${objects}/contacts/${CONTACT}/associations/companies?limit=1&after=1`);
    expect(second.body).toMatchObject({ results: [{ toObjectId: '9002' }] });
    expect(
      (await call('GET', `${objects}/contacts/${CONTACT}/associations/companies?limit=501`)).status,
    ).toBe(400);
  });

  it('are read in a batch that names what it did not find', async () => {
    const { call } = testWorld();
    const inputs = [{ id: DEAL }, { id: '404404' }];
    const { status, body } = await call('POST', `${associations}/deals/companies/batch/read`, { inputs });
    expect(status).toBe(207);
    expect(body).toMatchObject({
      results: [{ from: { id: DEAL }, to: [{ toObjectId: '9001' }] }],
      numErrors: 1,
    });
    const found = await call('POST', `${associations}/deals/companies/batch/read`, {
      inputs: [{ id: DEAL }],
    });
    expect(found.status).toBe(200);
  });

  it('are made and undone', async () => {
    const { call } = testWorld();
    const pair = `${objects}/deals/${DEAL}/associations/contacts/${CONTACT}`;
    const spec = (associationTypeId: number) => [
      { associationCategory: 'HUBSPOT_DEFINED', associationTypeId },
    ];
    expect((await call('PUT', pair, spec(999))).status).toBe(400);
    expect(await call('PUT', pair, spec(3))).toMatchObject({
      status: 201,
      body: { fromObjectTypeId: '0-3' },
    });
    const reversed = await call('GET', `${objects}/contacts/${CONTACT}/associations/deals`);
    expect(reversed.body).toMatchObject({
      results: [{ toObjectId: DEAL, associationTypes: [{ typeId: 4 }] }],
    });
    expect((await call('DELETE', pair)).status).toBe(204);
    expect((await call('GET', `${objects}/contacts/${CONTACT}/associations/deals`)).body.results).toEqual([]);
  });

  it('cannot join what does not belong together', async () => {
    const { call } = testWorld();
    expect((await call('PUT', `${objects}/deals/${DEAL}/associations/default/deals/${DEAL}`)).status).toBe(
      400,
    );
    expect((await call('PUT', `${objects}/deals/${DEAL}/associations/default/companies/404404`)).status).toBe(
      404,
    );
  });
});

describe('a new record', () => {
  it('is joined as it is made, and not at all to what does not exist', async () => {
    const { call } = testWorld();
    const deal = (id: string) => ({
      properties: { dealname: 'Spare parts', dealstage: 'qualifiedtobuy' },
      associations: [
        { to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 341 }] },
      ],
    });
    const made = await call('POST', '/crm/objects/2026-09/deals', deal('9002'));
    expect(made.status).toBe(201);
    const read = await call('GET', `/crm/objects/2026-09/deals/${made.body.id}?associations=companies`);
    expect(read.body.associations?.companies?.results).toMatchObject([
      { id: '9002', type: 'deal_to_company' },
      { id: '9002' },
    ]);
    expect((await call('POST', '/crm/objects/2026-09/deals', deal('404404'))).status).toBe(400);
  });
});
