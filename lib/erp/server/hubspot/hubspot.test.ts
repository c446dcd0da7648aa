import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../test/setup/emptyData.ts';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { hubspotConnections } from '../database/schema/hubspotConnections.ts';
import { inTenant, readInTenant } from '../database/tenant.ts';
import { hubspotConnectionStore } from './connections.ts';
import { sealFrom, sealWith } from './seal.ts';

type Owner = Parameters<ReturnType<typeof hubspotConnectionStore>['find']>[0];

/** HubSpot's OAuth endpoints as far as they are called, with what they were sent. */
const calls: { method: string; path: string; form: Record<string, string> }[] = [];
let away = false;
let hubspot: Server;
let erp: TestErp;

const answerFor = (method: string, path: string, form: Record<string, string>): [number, unknown] => {
  if (away) return [503, '<html>'];
  if (path === '/oauth/v1/token') {
    const second = form.code === 'second' || form.refresh_token === 'refresh-2';
    const good = second || form.code === 'good' || form.refresh_token === 'refresh-1';
    if (second)
      return [
        200,
        { token_type: 'bearer', access_token: 'access-2', refresh_token: 'refresh-2', expires_in: 1800 },
      ];
    if (!good) return [400, { status: 'BAD_AUTH_CODE', message: 'missing or unknown auth code' }];
    return [
      200,
      { token_type: 'bearer', access_token: 'access-1', refresh_token: 'refresh-1', expires_in: 1800 },
    ];
  }
  if (path === '/oauth/v1/access-tokens/access-1') {
    return [200, { token: 'access-1', hub_id: 4711, user: 'ann@acme.example', user_id: 7, scopes: [] }];
  }
  if (path === '/oauth/v1/access-tokens/access-2') {
    return [200, { token: 'access-2', hub_id: 4712, user: 'ann@umbra.example', user_id: 8, scopes: [] }];
  }
  if (method === 'DELETE') return [204, null];
  return [404, { message: 'not found' }];
};

beforeAll(async () => {
  hubspot = createServer((request, response) => {
    void text(request).then((sent) => {
      const form = Object.fromEntries(new URLSearchParams(sent));
      const [method, path] = [request.method ?? '', request.url ?? ''];
      calls.push({ method, path, form });
      const [status, body] = answerFor(method, path, form);
      response.writeHead(status).end(body === null ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => hubspot.listen(0, '127.0.0.1', done));
  erp = await startErp({
    HUBSPOT_CLIENT_ID: 'the-app',
    HUBSPOT_CLIENT_SECRET: 'the-secret',
    HUBSPOT_API_URL: `http://127.0.0.1:${(hubspot.address() as AddressInfo).port}`,
  });
});
beforeEach(() => {
  away = false;
  calls.length = 0;
});
afterAll(async () => {
  await erp.close();
  await new Promise((done) => hubspot.close(done));
});

const BASE = '/api/crm/connections/hubspot';
const redirectUri = 'https://example.chromiumapp.org/';
const exchange = (token: string, code = 'good') =>
  erp.ask('POST', `${BASE}/exchange`, { token, json: { code, redirectUri } });
const access = {
  accessToken: 'access-1',
  expiresAt: '2026-11-20T10:30:00.000Z',
  portalId: '4711',
  user: 'ann@acme.example',
};

test('the browser is told where to ask for consent, and never the secret', async () => {
  const { body } = await erp.get(BASE, await erp.token());
  expect(body).toMatchObject({
    clientId: 'the-app',
    authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
  });
  expect(JSON.stringify(body)).not.toContain('the-secret');
});

test('a code becomes a connection, and the connection a fresh access token', async () => {
  const token = await erp.token({ user: 'connects' });
  const connected = await exchange(token);
  expect(connected.status).toBe(200);
  expect(connected.body).toEqual(access);
  expect(calls[0]).toEqual({
    method: 'POST',
    path: '/oauth/v1/token',
    form: {
      grant_type: 'authorization_code',
      client_id: 'the-app',
      client_secret: 'the-secret',
      redirect_uri: redirectUri,
      code: 'good',
    },
  });
  const fresh = await erp.ask('POST', `${BASE}/token`, { token });
  expect(fresh.body).toEqual(access);
  expect(calls[2]?.form).toMatchObject({ grant_type: 'refresh_token', refresh_token: 'refresh-1' });
});

test('a connection belongs to its user alone', async () => {
  await exchange(await erp.token({ user: 'mine' }));
  for (const wish of [{ user: 'somebody' }, { user: 'mine', tenant: 'other' }]) {
    const { status, body } = await erp.ask('POST', `${BASE}/token`, { token: await erp.token(wish) });
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'hubspot.notConnected' });
  }
});

test('disconnecting forgets it and has HubSpot revoke it', async () => {
  const token = await erp.token({ user: 'leaves' });
  await exchange(token);
  expect((await erp.ask('DELETE', BASE, { token })).status).toBe(204);
  expect(calls.at(-1)).toMatchObject({ method: 'DELETE', path: '/oauth/v1/refresh-tokens/refresh-1' });
  expect((await erp.ask('POST', `${BASE}/token`, { token })).status).toBe(409);
  expect((await erp.ask('DELETE', BASE, { token })).status).toBe(204);
});

test('a user may connect several portals; each has its own token, and ends for itself', async () => {
  const token = await erp.token({ user: 'several' });
  await exchange(token);
  await exchange(token, 'second');
  const fresh = (portal?: string) =>
    erp.ask('POST', `${BASE}/token${portal === undefined ? '' : `?portal=${portal}`}`, { token });
  expect((await fresh('4711')).body).toMatchObject({ accessToken: 'access-1', portalId: '4711' });
  expect((await fresh('4712')).body).toMatchObject({ accessToken: 'access-2', portalId: '4712' });
  expect((await fresh()).body).toMatchObject({ portalId: '4712' });
  expect((await fresh('4713')).status).toBe(409);
  expect((await erp.ask('DELETE', `${BASE}?portal=4712`, { token })).status).toBe(204);
  expect(calls.at(-1)).toMatchObject({ path: '/oauth/v1/refresh-tokens/refresh-2' });
  expect((await fresh('4712')).status).toBe(409);
  expect((await fresh('4711')).body).toMatchObject({ portalId: '4711' });
});

test('two sign-ins at once lose neither portal', async () => {
  const token = await erp.token({ user: 'at-once' });
  await Promise.all([exchange(token), exchange(token, 'second')]);
  for (const portal of ['4711', '4712'])
    expect((await erp.ask('POST', `${BASE}/token?portal=${portal}`, { token })).status).toBe(200);
});

test('disconnecting works while HubSpot is away; the log says what it was not told', async () => {
  const token = await erp.token({ user: 'leaves-later' });
  await exchange(token);
  away = true;
  expect((await erp.ask('DELETE', BASE, { token })).status).toBe(204);
  expect(erp.log).toContainEqual(expect.objectContaining({ msg: 'HubSpot did not revoke a sign-in' }));
});

describe('refusals', () => {
  test('a code that HubSpot does not know', async () => {
    const { status, body } = await exchange(await erp.token(), 'stale');
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'hubspot.consentExpired' });
  });
  test('HubSpot answers in HTML', async () => {
    away = true;
    const { status, body } = await exchange(await erp.token());
    expect(status).toBe(502);
    expect(body).toMatchObject({ code: 'hubspot.badAnswer' });
  });
  test('HubSpot cannot be reached', async () => {
    const lonely = await startErp({
      HUBSPOT_CLIENT_ID: 'the-app',
      HUBSPOT_CLIENT_SECRET: 'the-secret',
      HUBSPOT_API_URL: 'http://127.0.0.1:1',
    });
    try {
      const { status, body } = await lonely.ask('POST', `${BASE}/exchange`, {
        token: await lonely.token(),
        json: { code: 'good', redirectUri },
      });
      expect(status).toBe(502);
      expect(body).toMatchObject({ detail: 'HubSpot could not be reached.' });
    } finally {
      await lonely.close();
    }
  });
  test('not set up', async () => {
    const plain = await startErp();
    try {
      const { status, body } = await plain.get(BASE, await plain.token());
      expect(status).toBe(404);
      expect(body).toMatchObject({ code: 'hubspotNotConfigured' });
    } finally {
      await plain.close();
    }
  });
});

test('nothing of it reaches the log', async () => {
  await exchange(await erp.token({ user: 'logged' }));
  expect(JSON.stringify(erp.log)).not.toMatch(/refresh-1|access-1|the-secret/);
});

test('a refresh token lies sealed in the database, for its user alone', async () => {
  const database = await openEmptyPglite();
  try {
    const store = hubspotConnectionStore(database, sealWith(Buffer.alloc(32, 7)));
    const [ann, bob] = ['ann', 'bob'].map((user) => ({ tenant: 'default', user })) as [Owner, Owner];
    const connection = { refreshToken: 'refresh-1', portalId: '4711', hubspotUser: 'ann@acme.example' };
    await store.save(ann, connection, new Date());
    const rows = await readInTenant(database, 'default', (read) => read.select().from(hubspotConnections));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('refresh-1');
    expect(await store.find(ann, null)).toEqual(connection);
    // As it was sealed while there could be one portal only.
    const sealedRefreshToken = sealWith(Buffer.alloc(32, 7)).close(
      'refresh-0',
      JSON.stringify(['hubspot', 'default', 'ann']),
    );
    await inTenant(database, 'default', (write) =>
      write.update(hubspotConnections).set({ sealedRefreshToken }),
    );
    expect(await store.find(ann, '4711')).toEqual({ ...connection, refreshToken: 'refresh-0' });
    await inTenant(database, 'default', (write) => write.update(hubspotConnections).set({ user: 'bob' }));
    expect(await store.find(bob, null)).toBeNull();
  } finally {
    await database.close();
  }
});

describe('the seal', () => {
  const seal = sealWith(Buffer.alloc(32, 7));
  test('opens for its purpose only, and only with its key', () => {
    const sealed = seal.close('hush', 'ann');
    expect(seal.open(sealed, 'ann')).toBe('hush');
    expect(seal.open(sealed, 'bob')).toBeNull();
    expect(sealWith(Buffer.alloc(32, 8)).open(sealed, 'ann')).toBeNull();
    expect(seal.open(`${sealed.slice(0, -2)}AA`, 'ann')).toBeNull();
    expect(seal.open('', 'ann')).toBeNull();
    expect(seal.close('hush', 'ann')).not.toBe(sealed);
  });
  test('comes from the secret where there is one', async () => {
    const one = await sealFrom('a secret of some length', '/nowhere');
    const same = await sealFrom('a secret of some length', '/nowhere');
    expect(same.open(one.close('hush', 'ann'), 'ann')).toBe('hush');
  });
});
