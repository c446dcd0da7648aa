import { describe, expect, it } from 'vitest';
import { MINUTE } from '../duration.ts';
import { ConnectionDropped } from '../refusal.ts';
import { ACCOUNT, errorOf, sample } from '../sample.ts';

const account = `/sobjects/Account/${ACCOUNT}`;
const post = (json: unknown) => ({ method: 'POST', json });

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
