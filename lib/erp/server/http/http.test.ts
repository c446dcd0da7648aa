import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { ACCOUNT, HOST, requests } from '../../../../test/setup/requests.ts';
import { EXTENSION_ID } from '../../../extension.ts';
import { routes } from '../../api/routes.ts';

const MINE = `chrome-extension://${EXTENSION_ID}`;
const ALSO_MINE = 'a'.repeat(32);

let erp: TestErp;
let token: string;
beforeAll(async () => {
  erp = await startErp({ EXTENSION_IDS: ALSO_MINE, LEDGERSIDE_BODY_LIMIT: '2000' });
  await erp.seedGolden();
  token = await erp.token();
});
afterAll(() => erp.close());

const link = { record: ACCOUNT, host: HOST, customer: 'G01' };
const JSON_TYPE = { 'Content-Type': 'application/json' };

describe('problem+json', () => {
  const put = (text: string, headers: Record<string, string> = JSON_TYPE) =>
    erp.ask('PUT', '/api/crm/links', { token, text, headers });
  const get = (path: string, headers = {}) => erp.get(path, token, headers);

  test.each([
    ['a parameter that is not one', 400, 'request.invalid', () => get('/api/crm/customers?colour=red')],
    ['a limit above 200', 400, 'request.invalid', () => get('/api/crm/customers?limit=201')],
    ['a date that is none', 400, 'request.invalid', () => get('/api/crm/customers/G01?asOf=2026-02-30')],
    ['half a record', 400, 'request.invalid', () => get('/api/crm/links?system=hubspot')],
    ['a cursor of somewhere else', 400, 'cursor.malformed', () => get('/api/crm/customers?cursor=abc')],
    ['a text that no database stores', 400, 'request.invalid', () => get('/api/crm/customers?search=%00')],
    ['a broken escape in the path', 404, 'customer.unknown', () => get('/api/crm/customers/%E0%A4%A')],
    ['JSON that is none', 400, 'request.malformedJson', () => put('{"record":')],
    ['no token', 401, 'token.missing', () => erp.get('/api/crm/me')],
    ['an unknown customer', 404, 'customer.unknown', () => get('/api/crm/customers/G99')],
    ['an unknown address', 404, 'route.unknown', () => get('/api/crm/invoices')],
    ['an unknown address without a token', 404, 'route.unknown', () => erp.get('/')],
    ['another language', 406, 'answer.notAcceptable', () => get('/api/crm/me', { Accept: 'text/html' })],
    ['a body in another language', 415, 'body.notJson', () => put('a=1', { 'Content-Type': 'text/plain' })],
    ['a body without a type', 415, 'body.notJson', () => put('{}', { 'Content-Type': '' })],
    ['a large body', 413, 'body.tooLarge', () => put(JSON.stringify({ ...link, host: 'h'.repeat(3000) }))],
    ['a body that misses a field', 422, 'body.invalid', () => put('{"host":"a.example"}')],
    ['a body with a field too many', 422, 'body.invalid', () => put(JSON.stringify({ ...link, x: 1 }))],
  ])('%s: %i %s', async (_, status, code, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ status, code, type: `urn:ledgerside:problem:${code}` });
    expect(answer.body).toHaveProperty('requestId', answer.headers.get('x-request-id'));
  });

  test('every field that was refused is named', async () => {
    const { body } = await put(JSON.stringify({ ...link, host: '', record: { ...ACCOUNT, org: 'ACME' } }));
    const { errors } = body as { errors: { path: string }[] };
    expect(errors.map(({ path }) => path).sort()).toEqual(['host', 'record.org']);
  });

  test('a method that the address does not know is 405 with those it does', async () => {
    for (const { path, method } of Object.values(routes)) {
      const { status, headers, body } = await erp.ask('PATCH', path.replace('{id}', 'G01'), { token });
      expect(status).toBe(405);
      expect(body).toMatchObject({ code: 'method.notAllowed' });
      expect(headers.get('allow')?.split(', ')).toContain(method.toUpperCase());
    }
  });

  test.each(['prepare', 'commit', 'twins/look', 'twins/settle', 'twins/record'])(
    'two hundred rows of POST sync/%s may be longer than other bodies',
    async (path) => {
      const rows = Array.from({ length: 200 }, () => ({ text: 'h'.repeat(100) }));
      const sent = await erp.ask('POST', `/api/crm/sync/${path}`, { token, json: { rows } });
      expect(sent.body).toMatchObject({ code: 'body.invalid' });
    },
  );

  test('a large body is refused also where its length is not announced', async () => {
    const { port } = new URL(erp.url);
    const status = await new Promise((done, fail) => {
      const sent = request({
        port,
        method: 'PUT',
        path: '/api/crm/links',
        headers: { ...JSON_TYPE, Authorization: `Bearer ${token}`, 'Transfer-Encoding': 'chunked' },
      });
      sent.on('response', (response) => done(response.resume().statusCode)).on('error', fail);
      sent.end(JSON.stringify({ ...link, host: 'h'.repeat(3000) }));
    });
    expect(status).toBe(413);
  });
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    erp.ask('OPTIONS', '/api/crm/me', {
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization',
      },
    });

  test.each([MINE, `chrome-extension://${ALSO_MINE}`])(
    '%s may ask, and need not ask again soon',
    async (origin) => {
      const { status, headers } = await preflight(origin);
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('access-control-max-age')).toBe('7200');
      expect(headers.get('access-control-allow-headers')).toBe(
        'Authorization, Content-Type, If-None-Match, If-Match, Idempotency-Key, X-Sync-Id',
      );
      expect(headers.get('vary')).toContain('Origin');
    },
  );

  test('the extension may read the headers it needs', async () => {
    const { headers } = await erp.get('/api/crm/me', token, { Origin: MINE });
    expect(headers.get('access-control-allow-origin')).toBe(MINE);
    for (const name of ['ETag', 'Date', 'Retry-After', 'RateLimit-Remaining']) {
      expect(headers.get('access-control-expose-headers')).toContain(name);
    }
  });

  test('a refusal can be read by the extension too', async () => {
    const { headers } = await erp.get('/api/crm/me', undefined, { Origin: MINE });
    expect(headers.get('access-control-allow-origin')).toBe(MINE);
  });

  test.each([
    'https://acme.lightning.force.com',
    'https://app.hubspot.com',
    'null',
    `chrome-extension://${'b'.repeat(32)}`,
    `${MINE}.example.com`,
    `https://${EXTENSION_ID}`,
  ])('%s may not', async (origin) => {
    const { status, headers, body } = await preflight(origin);
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: 'origin.forbidden' });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    const simple = await erp.get('/api/crm/me', token, { Origin: origin });
    expect(simple.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('answers are inert in a browser, and nobody stores them', async () => {
  const { headers } = await erp.get('/api/crm/me', token);
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  const customer = await erp.get('/api/crm/customers/G01', token);
  expect(customer.headers.get('cache-control')).toBe('no-store');
  const etag = customer.headers.get('etag') ?? '';
  const unchanged = await erp.get('/api/crm/customers/G01', token, { 'If-None-Match': etag });
  expect([unchanged.status, unchanged.headers.get('cache-control')]).toEqual([304, 'no-store']);
  expect(customer.headers.get('date')).not.toBeNull();
});

test('the log has a line per request, and neither tokens nor what was searched for', async () => {
  const { headers } = await erp.get('/api/crm/customers?search=verysecret', token);
  const id = headers.get('x-request-id');
  await vi.waitFor(() => expect(erp.log.some(({ requestId }) => requestId === id)).toBe(true));
  expect(erp.log.find(({ requestId }) => requestId === id)).toMatchObject({
    method: 'GET',
    route: '/api/crm/customers',
    status: 200,
    tenant: 'default',
    user: 'ann',
  });
  await erp.get('/api/crm/me', `${token}x`);
  const everything = JSON.stringify(erp.log);
  expect(everything).not.toContain(token);
  expect(everything).not.toContain('lst_');
  expect(everything).not.toContain('verysecret');
});

test.each([
  ['aB3_-9xyz', 'aB3_-9xyz'],
  ['no id: "forged"', undefined],
  ['short', undefined],
])('a request of the sync %s is logged with it where it is an id', async (asked, logged) => {
  const { headers } = await erp.get('/api/crm/me', token, { 'X-Sync-Id': asked });
  const id = headers.get('x-request-id');
  await vi.waitFor(() => expect(erp.log.some(({ requestId }) => requestId === id)).toBe(true));
  expect(erp.log.find(({ requestId }) => requestId === id)?.sync_id).toBe(logged);
});

describe('rate limits', () => {
  let limited: TestErp;
  beforeAll(async () => {
    limited = await startErp({ LEDGERSIDE_RATE_LIMIT: '3', LEDGERSIDE_REFUSED_LIMIT: '2' });
  });
  afterAll(() => limited.close());

  test('a token is told what is left, and when to come back', async () => {
    const mine = await limited.token();
    const left: (string | null)[] = [];
    for (let call = 0; call < 3; call += 1) {
      const { headers } = await limited.get('/api/crm/me', mine);
      left.push(headers.get('ratelimit-remaining'));
      expect(headers.get('ratelimit-limit')).toBe('3');
    }
    expect(left).toEqual(['2', '1', '0']);
    const { status, headers, body } = await limited.get('/api/crm/me', mine);
    expect(status).toBe(429);
    expect(body).toMatchObject({ code: 'rate.exceeded' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(headers.get('ratelimit-remaining')).toBe('0');
    expect((await limited.get('/api/crm/me', await limited.token())).status).toBe(200);
  });

  test('guessing is slowed down, without locking out who knows', async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await limited.get('/api/crm/me', 'guess')).status);
    expect(statuses).toEqual([401, 401, 429]);
    expect((await limited.get('/api/crm/me', await limited.token())).status).toBe(200);
  });

  test('health is never limited', async () => {
    for (let call = 0; call < 5; call += 1) {
      expect((await limited.get('/health')).body).toEqual({ status: 'alive' });
    }
  });
});

test('HEAD answers as GET does, without a body', async () => {
  const { method: _, ...me } = requests.getMe;
  const answer = await erp.ask('HEAD', me.path, { token });
  expect(answer.status).toBe(200);
  expect(answer.body).toBeNull();
});
