import { describe, expect, it } from 'vitest';
import { ALL_SCOPES, COMPANY, KEY, searchBody, type TestWorld, testWorld } from './fixture.ts';
import { authorize } from './signIn.ts';

const PATH = `/crm/objects/2026-09/companies/${COMPANY}`;

async function callsUntilRefused(world: TestWorld, headers: Record<string, string>): Promise<number> {
  for (let made = 0; made <= 200; made += 1) {
    if ((await world.call('GET', PATH, undefined, headers)).status === 429) return made;
  }
  return Number.POSITIVE_INFINITY;
}

const professional = {
  portals: [{ portalId: '4711', host: 'app.hubspot.com', tier: 'professional' as const, records: {} }],
};

describe('rate limits', () => {
  it('give a key 100 or 190 calls in ten seconds by tier, and an OAuth app 110', async () => {
    expect(await callsUntilRefused(testWorld(), {})).toBe(100);
    expect(await callsUntilRefused(testWorld(professional), {})).toBe(190);
    const world = testWorld();
    const { accessToken } = await authorize(world.hubspot);
    expect(await callsUntilRefused(world, { Authorization: `Bearer ${accessToken}` })).toBe(110);
  });

  it('tell what is left, and a key also what is left of the day', async () => {
    const world = testWorld();
    await world.call('GET', PATH);
    const { headers } = await world.call('GET', PATH);
    expect(
      Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-hubspot-ratelimit'))),
    ).toEqual({
      'x-hubspot-ratelimit-max': '100',
      'x-hubspot-ratelimit-remaining': '98',
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
      'x-hubspot-ratelimit-daily': '650000',
      'x-hubspot-ratelimit-daily-remaining': '649998',
    });
    const { accessToken } = await authorize(world.hubspot);
    const oauth = await world.call('GET', PATH, undefined, { Authorization: `Bearer ${accessToken}` });
    expect(oauth.headers.get('X-HubSpot-RateLimit-Daily')).toBeNull();
  });

  it('roll: a call is free again ten seconds after the one it replaces, and a refused call costs nothing', async () => {
    const world = testWorld();
    await world.call('GET', PATH);
    world.clock.forward(6_000);
    for (let made = 0; made < 99; made += 1) await world.call('GET', PATH);
    const refused = await world.call('GET', PATH);
    expect(refused).toMatchObject({
      status: 429,
      body: { status: 'error', errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' },
    });
    expect(refused.body.category).toBeUndefined();
    expect(refused.headers.get('X-HubSpot-RateLimit-Interval-Milliseconds')).toBe('10000');
    world.clock.forward(4_000);
    expect((await world.call('GET', PATH)).status).toBe(200);
    expect((await world.call('GET', PATH)).status).toBe(429);
  });

  it('refuse the sixth search within a second with the bare body, for every token of the account', async () => {
    const other = { key: 'pat-na1-other', portalId: '4711', scopes: ALL_SCOPES };
    const world = testWorld({ serviceKeys: [{ key: KEY, portalId: '4711', scopes: ALL_SCOPES }, other] });
    const search = (headers = {}) =>
      world.call('POST', '/crm/v3/objects/companies/search', searchBody(), headers);
    for (let made = 0; made < 5; made += 1) expect((await search()).status).toBe(200);
    const refused = await search({ Authorization: 'Bearer pat-na1-other' });
    expect(refused).toMatchObject({
      status: 429,
      body: { status: 'error', message: 'You have reached your secondly limit.', category: 'RATE_LIMITS' },
    });
    expect(Object.keys(refused.body)).toHaveLength(3);
    expect([...refused.headers.keys()]).not.toContain('retry-after');
    world.clock.forward(1_000);
    expect((await search()).status).toBe(200);
  });

  it('lock an object type for two seconds after very many writes', async () => {
    const world = testWorld({ budgets: { rowsBeforeLock: 1 } });
    const write = (path = PATH) =>
      world.call('PATCH', path, { properties: { phone: String(world.clock.now()) } });
    await write();
    await write();
    expect((await write()).status).toBe(423);
    expect((await write('/crm/objects/2026-09/deals/7001')).status).toBe(400);
    world.clock.forward(1_999);
    expect((await write()).status).toBe(423);
    world.clock.forward(1);
    expect((await write()).status).toBe(200);
  });
});

describe('faults laid ready', () => {
  it.each([423, 429, 477, 500, 502, 503, 504] as const)(
    'answer %i as often as told, where told',
    async (status) => {
      const { hubspot, call } = testWorld();
      hubspot.failNext(status, 2, (method) => method === 'GET');
      expect((await call('PATCH', PATH, { properties: { city: 'Oslo' } })).status).toBe(200);
      expect((await call('GET', PATH)).status).toBe(status);
      expect((await call('GET', PATH)).status).toBe(status);
      expect((await call('GET', PATH)).status).toBe(200);
      expect(hubspot.calls).toHaveLength(4);
    },
  );
});

describe('pages of other sites', () => {
  it('cannot call the API: there is no preflight and no allowed origin', async () => {
    const { call } = testWorld();
    const preflight = await call('OPTIONS', PATH, undefined, { Origin: 'https://evil.example.com' });
    expect(preflight.status).toBe(405);
    expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
