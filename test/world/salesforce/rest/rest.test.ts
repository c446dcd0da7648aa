import { describe, expect, it } from 'vitest';
import { MINUTE } from '../duration.ts';
import { idOf } from '../ids.ts';
import { ConnectionDropped } from '../refusal.ts';
import { ACCOUNT, CONTACT, errorOf, OPPORTUNITY, OTHER_ACCOUNT, SECOND_USER, sample } from '../sample.ts';

const account = `/sobjects/Account/${ACCOUNT}`;
const post = (json: unknown) => ({ method: 'POST', json });
const patch = (json: unknown) => ({ method: 'PATCH', json });

describe('every answer', () => {
  it('tells how much of the limit is used, also a refusal', async () => {
    const world = sample();
    expect((await world.api(account)).headers.get('sforce-limit-info')).toBe('api-usage=1/15000');
    expect((await world.api('/nowhere')).headers.get('sforce-limit-info')).toBe('api-usage=2/15000');
    expect(await (await world.api('/limits')).json()).toMatchObject({
      DailyApiRequests: { Max: 15_000, Remaining: 14_997 },
    });
  });

  it('forgets what was used more than 24 hours ago', async () => {
    const world = sample();
    await world.api(account);
    world.clock.ms += 24 * 60 * MINUTE + 1;
    expect((await world.api(account)).headers.get('sforce-limit-info')).toBe('api-usage=1/15000');
  });

  it('carries no CORS header, also to a preflight', async () => {
    const world = sample();
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' };
    for (const answer of [
      await world.api(account, { headers }),
      await world.api(account, { method: 'OPTIONS', headers }),
    ])
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('a session', () => {
  const withHeader = (authorization: string | null) =>
    sample().plain(
      `/services/data/v66.0${account}`,
      authorization === null ? {} : { headers: { authorization } },
    );

  it.each([null, 'Bearer nonsense'])('is missing with %j', async (header) => {
    const answer = await withHeader(header);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual([
      { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' },
    ]);
  });

  it('cannot be given by another scheme', async () => {
    const answer = await withHeader('Basic bWlhOnB3');
    expect([answer.status, (await errorOf(answer)).errorCode]).toEqual([401, 'INVALID_AUTH_HEADER']);
  });

  it('ends after two hours without a request, and lives on while it is used', async () => {
    const world = sample();
    const headers = { authorization: `Bearer ${world.org.accessToken()}` };
    for (const minutes of [100, 100, 121]) {
      world.clock.ms += minutes * MINUTE;
      expect((await world.api(account, { headers })).status).toBe(minutes > 120 ? 401 : 200);
    }
  });
});

describe('addresses', () => {
  it('list the versions without a session', async () => {
    const list = (await (await sample().plain('/services/data')).json()) as { version: string }[];
    expect([list[0]?.version, list.at(-1)?.version]).toEqual(['60.0', '68.0']);
  });

  it('list the resources of a version, with or without a slash', async () => {
    expect(await (await sample().api('/')).json()).toMatchObject({ query: '/services/data/v66.0/query' });
  });

  it.each(['v59.0', 'v69.0', 'v66', '66.0'])('know no version %s', async (version) => {
    const world = sample();
    const headers = { authorization: `Bearer ${world.org.accessToken()}` };
    const answer = await world.plain(`/services/data/${version}/limits`, { headers });
    expect([answer.status, (await errorOf(answer)).errorCode]).toEqual([404, 'NOT_FOUND']);
  });

  it.each([
    '/tooling/query',
    '/sobjects/Invoice',
    '/sobjects/Account/nonsense',
    `/sobjects/Contact/${ACCOUNT}`,
    '/jobs',
    '/sobjects/Account/%E0%A4%A',
  ])('%s is not found', async (path) => {
    expect((await sample().api(path)).status).toBe(404);
  });

  it('outside the API are refused in the same form', async () => {
    const answer = await sample().plain('/services/apexrest/orders');
    expect([answer.status, (await errorOf(answer)).errorCode]).toEqual([404, 'NOT_FOUND']);
  });

  it.each([
    `${account}?field=Name`,
    `${account}?fields=Id&fields=Name`,
    '/query?q=SELECT+Id+FROM+Account&page=2',
  ])('%s has a parameter that is unknown or there twice', async (path) => {
    const answer = await sample().api(path);
    expect([answer.status, (await errorOf(answer)).errorCode]).toEqual([400, 'INVALID_PARAMETER']);
  });

  it('refuse a method that is not theirs', async () => {
    const answer = await sample().api('/limits', { method: 'DELETE' });
    expect([answer.status, (await errorOf(answer)).errorCode]).toEqual([405, 'METHOD_NOT_ALLOWED']);
  });

  it('may not be longer than 16 KB', async () => {
    const q = `SELECT Id FROM Account WHERE Id IN ('${Array(900).fill(ACCOUNT).join("','")}')`;
    expect((await sample().api(`/query?q=${encodeURIComponent(q)}`)).status).toBe(414);
  });
});

describe('a record', () => {
  it('is read with the fields that were asked for, and Id', async () => {
    const body = await (await sample().api(`${account}?fields=Name,BillingCity`)).json();
    expect(body).toEqual({
      attributes: { type: 'Account', url: `/services/data/v66.0${account}` },
      Id: ACCOUNT,
      Name: 'Harbour Foods GmbH',
      BillingCity: 'Hamburg',
    });
  });

  it('is read whole by its 15-character id, times in whole seconds', async () => {
    const body = await (await sample().api(`/sobjects/Account/${ACCOUNT.slice(0, 15)}`)).json();
    expect(body).toMatchObject({ Id: ACCOUNT, Phone: null, CreatedDate: '2026-11-20T10:00:00.000+0000' });
  });

  it('is refused whole for one field that is not there', async () => {
    const answer = await sample().api(`${account}?fields=Name,Turnover`);
    expect((await errorOf(answer)).message).toMatch(/^No such column 'Turnover' on entity 'Account'\./);
  });

  it('is created with 201 and its address', async () => {
    const world = sample();
    const answer = await world.api('/sobjects/Account', post({ Name: 'New Ltd' }));
    const { id, ...rest } = (await answer.json()) as { id: string };
    expect([answer.status, rest]).toEqual([201, { success: true, errors: [] }]);
    expect(answer.headers.get('location')).toBe(`/services/data/v66.0/sobjects/Account/${id}`);
    expect(world.org.record(id)).toMatchObject({ Name: 'New Ltd', CreatedById: idOf('User', 1) });
  });

  it('is changed with 204 and no body, stamped by whom and when', async () => {
    const world = sample();
    world.clock.ms += 3_000;
    const answer = await world.api(account, { ...patch({ Phone: '+49 40 1' }), user: SECOND_USER.id });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect(world.org.record(ACCOUNT)).toMatchObject({
      Phone: '+49 40 1',
      LastModifiedById: SECOND_USER.id,
      SystemModstamp: '2026-11-20T10:00:03.000+0000',
      CreatedDate: '2026-11-20T10:00:00.000+0000',
    });
  });

  it('is gone once deleted: 404 to a read, ENTITY_IS_DELETED to a write', async () => {
    const world = sample();
    expect((await world.api(account, { method: 'DELETE' })).status).toBe(204);
    expect((await errorOf(await world.api(account))).errorCode).toBe('NOT_FOUND');
    for (const init of [{ method: 'DELETE' }, patch({ Phone: '1' })]) {
      const answer = await world.api(account, init);
      expect([answer.status, (await errorOf(answer)).errorCode]).toEqual([404, 'ENTITY_IS_DELETED']);
    }
  });

  it('of another user’s eyes only looks like one that never was', async () => {
    const world = sample();
    world.org.bites.on('recordHidden', { user: SECOND_USER.id, id: ACCOUNT });
    const never = `/sobjects/Account/${idOf('Account', 900)}`;
    for (const init of [{}, { method: 'DELETE' }, patch({ Phone: '1' })]) {
      const hidden = await world.api(account, { ...init, user: SECOND_USER.id });
      const absent = await world.api(never, { ...init, user: SECOND_USER.id });
      expect([hidden.status, await hidden.json()]).toEqual([absent.status, await absent.json()]);
    }
    expect((await world.api(account)).status).toBe(200);
  });

  it('takes its stage’s probability unless one is given', async () => {
    const world = sample();
    const path = `/sobjects/Opportunity/${OPPORTUNITY}`;
    await world.api(path, patch({ StageName: 'Qualification' }));
    expect(world.org.record(OPPORTUNITY)).toMatchObject({
      Probability: 20,
      IsWon: false,
      ExpectedRevenue: 2400.1,
    });
    await world.api(path, patch({ StageName: 'Closed Won', Probability: 90 }));
    expect(world.org.record(OPPORTUNITY)).toMatchObject({ Probability: 90, IsWon: true });
  });
});

describe('a value', () => {
  const written = async (json: unknown, object = 'Account', id = ACCOUNT) => {
    const world = sample();
    const answer = await world.api(`/sobjects/${object}/${id}`, patch(json));
    return { world, answer };
  };

  it('is trimmed, emptied or rounded half up to its scale', async () => {
    const { world } = await written({
      Name: ' A ',
      Phone: '  ',
      Credit_Limit__c: 2.345,
      AnnualRevenue: 10.5,
    });
    expect(world.org.record(ACCOUNT)).toMatchObject({
      Name: 'A',
      Phone: null,
      Credit_Limit__c: 2.35,
      AnnualRevenue: 11,
    });
  });

  it.each([
    [{ Turnover: 1 }, 'INVALID_FIELD'],
    [{ Id: ACCOUNT }, 'INVALID_FIELD'],
    [{ LastModifiedDate: '2026-01-01T00:00:00Z' }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
    [{ Name: '' }, 'REQUIRED_FIELD_MISSING'],
    [{ Name: null }, 'REQUIRED_FIELD_MISSING'],
    [{ Name: 'x'.repeat(256) }, 'STRING_TOO_LONG'],
    [{ Name: 5 }, 'JSON_PARSER_ERROR'],
    [{ AnnualRevenue: 'much' }, 'JSON_PARSER_ERROR'],
    [{ AnnualRevenue: 1e18 }, 'NUMBER_OUTSIDE_VALID_RANGE'],
    [{ ParentId: 'nonsense' }, 'MALFORMED_ID'],
    [{ ParentId: CONTACT }, 'FIELD_INTEGRITY_EXCEPTION'],
    [{ ParentId: idOf('Account', 900) }, 'INVALID_CROSS_REFERENCE_KEY'],
    [[], 'JSON_PARSER_ERROR'],
  ])('%j is refused', async (json, errorCode) => {
    const { world, answer } = await written(json);
    expect([answer.status, (await errorOf(answer)).errorCode]).toEqual([400, errorCode]);
    expect(world.org.record(ACCOUNT)?.Name).toBe('Harbour Foods GmbH');
  });

  it.each([
    [{ Email: 'ada at harbour' }, 'Contact', CONTACT, 'INVALID_EMAIL_ADDRESS'],
    [{ Birthdate: '2026-02-30' }, 'Contact', CONTACT, 'JSON_PARSER_ERROR'],
    [{ StageName: 'Imagined' }, 'Opportunity', OPPORTUNITY, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
  ])('%j of %s is refused', async (json, object, id, errorCode) => {
    expect((await errorOf((await written(json, object, id)).answer)).errorCode).toBe(errorCode);
  });

  it('names the fields that a new record lacks', async () => {
    const answer = await sample().api('/sobjects/Contact', post({ FirstName: 'Ada' }));
    expect(await errorOf(answer)).toEqual({
      errorCode: 'REQUIRED_FIELD_MISSING',
      message: 'Required fields are missing: [LastName]',
      fields: ['LastName'],
    });
  });

  it('must come as JSON that parses', async () => {
    const world = sample();
    const broken = await world.api(account, {
      method: 'PATCH',
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect([broken.status, (await errorOf(broken)).errorCode]).toEqual([400, 'JSON_PARSER_ERROR']);
    expect((await world.api(account, { method: 'PATCH', body: 'Name=A' })).status).toBe(415);
  });
});

describe('conditions', () => {
  it('an Account that was changed refuses the old ETag with 412, and accepts its own', async () => {
    const world = sample();
    const etag = (await world.api(account)).headers.get('etag') ?? '';
    const write = (tag: string) =>
      world.api(account, { ...patch({ Phone: '1' }), headers: { 'if-match': tag } });
    expect((await write(etag)).status).toBe(204);
    const again = await write(etag);
    expect([again.status, (await errorOf(again)).errorCode]).toEqual([412, 'PRECONDITION_FAILED']);
  });

  it('an unchanged record is not sent again', async () => {
    const world = sample();
    const { headers } = await world.api(account);
    const byTag = await world.api(account, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
    const byTime = await world.api(`/sobjects/Contact/${CONTACT}`, {
      headers: { 'if-modified-since': headers.get('last-modified') ?? '' },
    });
    expect([byTag.status, byTime.status, await byTag.text()]).toEqual([304, 304, '']);
  });

  it('an edit of a later second is seen by If-Unmodified-Since', async () => {
    const world = sample();
    const seen = (await world.api(account)).headers.get('last-modified') ?? '';
    world.clock.ms += 1_000;
    world.org.update(ACCOUNT, { Phone: '2' });
    const answer = await world.api(account, {
      ...patch({ Phone: '1' }),
      headers: { 'if-unmodified-since': seen },
    });
    expect([answer.status, world.org.record(ACCOUNT)?.Phone]).toEqual([412, '2']);
  });
});

describe('describe', () => {
  it('lists the objects and, per object, the fields that the user sees', async () => {
    const world = sample({ features: { leads: false } });
    world.org.bites.on('fieldHidden', { user: SECOND_USER.id, object: 'Account', field: 'AnnualRevenue' });
    const { sobjects } = (await (await world.api('/sobjects')).json()) as { sobjects: { name: string }[] };
    expect(sobjects.map(({ name }) => name)).toEqual(['Account', 'Contact', 'Opportunity', 'User', 'Quote']);
    const fields = async (user: string) => {
      const answer = await world.api('/sobjects/Account/describe', { user });
      return ((await answer.json()) as { fields: { name: string }[] }).fields.map(({ name }) => name);
    };
    expect(await fields(idOf('User', 1))).toContain('AnnualRevenue');
    expect(await fields(SECOND_USER.id)).not.toContain('AnnualRevenue');
  });

  it('answers 304 to its ETag and its Last-Modified', async () => {
    const world = sample();
    const { headers } = await world.api('/sobjects/Account/describe');
    for (const [name, value] of [
      ['if-none-match', headers.get('etag')],
      ['if-modified-since', headers.get('last-modified')],
    ] as const) {
      const answer = await world.api('/sobjects/Account/describe', { headers: { [name]: value ?? '' } });
      expect(answer.status).toBe(304);
    }
  });
});

describe('an upsert by external id', () => {
  const path = (value: string) => `/sobjects/Account/Customer_Number__c/${encodeURIComponent(value)}`;

  it('creates with 201 and changes with 200, and says which', async () => {
    const world = sample();
    const made = await world.api(path('C/2 002'), patch({ Name: 'Made' }));
    expect([made.status, await made.json()]).toMatchObject([201, { success: true, created: true }]);
    const changed = await world.api(path('C/2 002'), patch({ Name: 'Changed' }));
    expect([changed.status, await changed.json()]).toMatchObject([200, { success: true, created: false }]);
    expect(await (await world.api(`${path('c/2 002')}?fields=Name`)).json()).toMatchObject({
      Name: 'Changed',
    });
  });

  it('finds several where the field is not unique after all: 300', async () => {
    const world = sample();
    world.org.bites.off('uniqueFields');
    world.org.update(OTHER_ACCOUNT, { Customer_Number__c: 'C-1001' });
    const answer = await world.api(path('C-1001'), patch({ Name: 'Which?' }));
    expect([answer.status, await answer.json()]).toMatchObject([
      300,
      [expect.any(String), expect.any(String)],
    ]);
  });

  it('by another field is not found', async () => {
    expect((await sample().api('/sobjects/Account/Phone/1', patch({}))).status).toBe(404);
  });
});

describe('/updated and /deleted', () => {
  const window = (start: string, end: string) =>
    `?start=${encodeURIComponent(start)}&end=${encodeURIComponent(end)}`;

  it('name what was changed and what was deleted in the window', async () => {
    const world = sample();
    world.clock.ms += 10 * MINUTE;
    world.org.update(ACCOUNT, { Phone: '1' });
    world.org.remove(OTHER_ACCOUNT);
    const since = window('2026-11-20T10:05:00Z', '2026-11-20T11:15:00+01:00');
    expect(await (await world.api(`/sobjects/Account/updated/${since}`)).json()).toEqual({
      ids: [ACCOUNT],
      latestDateCovered: '2026-11-20T10:10:00.000+0000',
    });
    expect(await (await world.api(`/sobjects/Account/deleted${since}`)).json()).toMatchObject({
      deletedRecords: [{ id: OTHER_ACCOUNT, deletedDate: '2026-11-20T10:10:00.000+0000' }],
    });
  });

  it.each([
    ['', ''],
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:59Z'],
    ['2026-09-01T10:00:00Z', '2026-11-20T10:00:00Z'],
  ])('refuse a window from %j to %j', async (start, end) => {
    const answer = await sample().api(`/sobjects/Account/updated${window(start, end)}`);
    expect([answer.status, (await errorOf(answer)).errorCode]).toEqual([400, 'INVALID_REPLICATION_DATE']);
  });

  it('hide a deleted record from those who could not see it', async () => {
    const world = sample();
    world.org.bites.on('recordHidden', { user: SECOND_USER.id, id: ACCOUNT });
    world.org.remove(ACCOUNT);
    const path = `/sobjects/Account/deleted${window('2026-11-20T09:00:00Z', '2026-11-20T10:30:00Z')}`;
    const count = async (user: string) =>
      ((await (await world.api(path, { user })).json()) as { deletedRecords: unknown[] }).deletedRecords
        .length;
    expect([await count(idOf('User', 1)), await count(SECOND_USER.id)]).toEqual([1, 0]);
  });
});

it('a connection that drops before the work leaves nothing behind', async () => {
  const world = sample();
  world.org.bites.on('connectionDrops', { times: 1, when: 'before' });
  const write = world.api('/sobjects/Account', post({ Name: 'Never Ltd' }));
  await expect(write).rejects.toBeInstanceOf(ConnectionDropped);
  expect(world.org.records('Account').some(({ Name }) => Name === 'Never Ltd')).toBe(false);
});

it('an object that the org does not have is not found, and a query of it has no such type', async () => {
  const world = sample({ features: { quotes: false } });
  expect((await world.api('/sobjects/Quote')).status).toBe(404);
  const answer = await world.api('/query?q=SELECT+Id+FROM+Quote');
  expect((await errorOf(answer)).errorCode).toBe('INVALID_TYPE');
});
