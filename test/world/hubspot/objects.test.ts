import { describe, expect, it } from 'vitest';
import { BOTH_VERSIONS, COMPANY, CONTACT, DEAL, searchBody, testWorld } from './fixture.ts';

describe.each(BOTH_VERSIONS)('objects under %s', (objects) => {
  it('answers a company with the properties asked for and the address of its page', async () => {
    const { call } = testWorld();
    const { status, body } = await call(
      'GET',
      `${objects}/companies/${COMPANY}?properties=name,city&properties=phone`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: COMPANY,
      properties: { name: 'Nordwind Maschinen GmbH', city: 'Kiel', phone: null, hs_object_id: COMPANY },
      archived: false,
      url: `https://app.hubspot.com/contacts/4711/record/0-2/${COMPANY}`,
    });
  });

  it('answers the default properties where none is named, and takes singular names and type ids', async () => {
    const { call } = testWorld();
    for (const type of ['deals', 'deal', '0-3']) {
      const { body } = await call('GET', `${objects}/${type}/${DEAL}`);
      expect(body.properties).toMatchObject({
        dealname: 'Two lathes',
        amount: '125000',
        dealstage: 'contractsent',
      });
    }
  });

  it('names the companies of a contact, the primary one under both of its types', async () => {
    const { call } = testWorld();
    const { body } = await call('GET', `${objects}/contacts/${CONTACT}?associations=companies`);
    expect(body.associations?.companies?.results).toEqual([
      { id: COMPANY, type: 'contact_to_company' },
      { id: COMPANY, type: 'contact_to_company_unlabeled' },
      { id: '9002', type: 'contact_to_company_unlabeled' },
    ]);
  });

  it('finds a contact by its e-mail address', async () => {
    const { call } = testWorld();
    const { body } = await call('GET', `${objects}/contacts/IDA@nordwind.example?idProperty=email`);
    expect(body.id).toBe(CONTACT);
    const refused = await call('GET', `${objects}/contacts/Ida?idProperty=firstname`);
    expect(refused.status).toBe(400);
  });

  it('creates with 201, changes with 200, archives with 204, and then answers 404', async () => {
    const { call } = testWorld();
    const made = await call('POST', `${objects}/companies`, {
      properties: { name: ' Fjord AS ' },
      associations: [],
    });
    expect(made.status).toBe(201);
    expect(made.body.properties).toMatchObject({ name: 'Fjord AS' });
    const path = `${objects}/companies/${made.body.id}`;
    const changed = await call('PATCH', path, { properties: { city: 'Bergen' } });
    expect(changed).toMatchObject({ status: 200, body: { properties: { city: 'Bergen' } } });
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
    expect(await call('GET', `${path}?archived=true`)).toMatchObject({
      status: 200,
      body: { archived: true },
    });
  });

  it('refuses a property that does not exist, naming it', async () => {
    const { call } = testWorld();
    const { status, body } = await call('PATCH', `${objects}/companies/${COMPANY}`, {
      properties: { nmae: 'x' },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      status: 'error',
      category: 'VALIDATION_ERROR',
      errors: [{ code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: ['nmae'] } }],
    });
  });

  it('keeps the time of every value', async () => {
    const { call, clock } = testWorld();
    clock.forward(60_000);
    await call('PATCH', `${objects}/companies/${COMPANY}`, { properties: { city: 'Hamburg' } });
    const { body } = await call('GET', `${objects}/companies/${COMPANY}?propertiesWithHistory=city`);
    expect(body.propertiesWithHistory?.city).toEqual([
      {
        value: 'Hamburg',
        timestamp: '2026-11-20T11:01:00.000Z',
        sourceType: 'INTEGRATION',
        sourceId: 'service-key',
      },
      { value: 'Kiel', timestamp: '2026-08-22T11:00:00.000Z', sourceType: 'CRM_UI', sourceId: 'userId:8001' },
    ]);
  });

  it('lists page by page without archived rows', async () => {
    const { call } = testWorld();
    const first = await call('GET', `${objects}/companies?limit=1`);
    expect(first.body).toMatchObject({ results: [{ id: COMPANY }], paging: { next: { after: COMPANY } } });
    const second = await call('GET', `${objects}/companies?limit=1&after=${COMPANY}`);
    expect(second.body).toMatchObject({ results: [{ id: '9002' }] });
    expect(second.body.paging).toBeUndefined();
    expect((await call('GET', `${objects}/companies?limit=101`)).status).toBe(400);
  });

  it('searches, and says how many there are', async () => {
    const { call } = testWorld();
    const filters = [{ propertyName: 'domain', operator: 'EQ', value: 'Harbour.example' }];
    const { status, body } = await call(
      'POST',
      `${objects}/companies/search`,
      searchBody({ filterGroups: [{ filters }] }),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      total: 1,
      results: [{ id: '9002', properties: { name: 'Harbour & Sons <Ltd>' } }],
    });
  });
});
