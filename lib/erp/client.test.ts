import { beforeEach, describe, expect, test } from 'vitest';
import {
  answer,
  ERP,
  erpLine,
  type FakeNetwork,
  fakeNetwork,
  problemAnswer,
} from '../background/fakes/network.ts';
import {
  ACCOUNT_PAGE,
  CUSTOMER_NAME,
  DETAIL,
  LINK,
  ME,
  SUMMARY,
  viewOf,
} from '../background/fakes/records.ts';
import { TransportError, type TransportKind } from '../http/transportError.ts';
import { linkRequest } from './api/link.ts';
import { type ErpClient, erpClient } from './client.ts';

const NOW = Date.parse('2026-11-20T09:30:00Z');
const { signal } = new AbortController();
const record = ACCOUNT_PAGE.record;
let network: FakeNetwork;
let client: ErpClient;

beforeEach(() => {
  network = fakeNetwork();
  client = erpClient({ address: ERP, token: 'an-invented-token' }, { call: network.call, now: () => NOW });
});
const VIEW = erpLine('GET record-view');
const failureOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: { failure: unknown }) => error.failure,
  );

describe('a request', () => {
  test('carries the token, its query and a limit that the ten seconds of a slow day stay within', async () => {
    network.on(VIEW, answer(200, viewOf(record)));
    await client.recordView(record, null, signal);
    expect(network.requests[0]).toMatchObject({
      url: `${VIEW.slice(4)}?system=salesforce&org=acme.my.salesforce.com&object=Account&id=001Hs00003AbCdEIAV`,
      timeoutMs: 15_000,
      serverForbidsStoring: true,
      headers: { Authorization: 'Bearer an-invented-token' },
    });
    expect(network.requests[0]?.headers).not.toHaveProperty('If-None-Match');
  });

  test('encodes what goes into a path', async () => {
    network.on(erpLine('GET customers/..%2Fme%3Fx'), answer(200, DETAIL));
    expect((await client.customer('../me?x', signal)).name).toBe(CUSTOMER_NAME);
  });

  test.each([
    [
      'customers',
      () => client.customers('anl', 20, signal),
      'GET customers',
      { customers: [SUMMARY], nextCursor: null },
    ],
    [
      'match',
      () => client.match({ name: 'Brückner', phone: undefined }, signal),
      'GET customers/match',
      { suggestions: [] },
    ],
    [
      'link',
      () => client.link(linkRequest.parse({ record, host: ACCOUNT_PAGE.host, customer: 'G01' }), signal),
      'PUT links',
      LINK,
    ],
    [
      'hubspotSetup',
      () => client.hubspotSetup(signal),
      'GET connections/hubspot',
      { clientId: 'c', scopes: [], authorizeUrl: 'https://app.hubspot.com/oauth/authorize' },
    ],
    [
      'hubspotExchange',
      () => client.hubspotExchange({ code: 'c', redirectUri: 'https://x.chromiumapp.org/' }, signal),
      'POST connections/hubspot/exchange',
      { accessToken: 'a', expiresAt: '2026-11-20T10:00:00Z', portalId: '4711', user: 'ida' },
    ],
    [
      'hubspotToken',
      () => client.hubspotToken('4711', signal),
      'POST connections/hubspot/token',
      { accessToken: 'a', expiresAt: '2026-11-20T10:00:00Z', portalId: '4711', user: 'ida' },
    ],
  ])('%s reaches its endpoint', async (_, ask, line, body) => {
    network.on(erpLine(line), answer(200, body));
    await ask();
    expect(network.count(erpLine(line))).toBe(1);
  });

  test('a body goes out as JSON; what is undefined is left out of a query', async () => {
    network.on(erpLine('PUT links'), answer(201, LINK));
    network.on(erpLine('GET customers/match'), answer(200, { suggestions: [] }));
    await client.link(linkRequest.parse({ record, host: ACCOUNT_PAGE.host, customer: 'G01' }), signal);
    await client.match({ name: 'Brückner', phone: undefined }, signal);
    expect(network.requests[0]?.headers).toMatchObject({ 'Content-Type': 'application/json' });
    expect(JSON.parse(network.requests[0]?.body ?? '')).toEqual({
      record,
      host: ACCOUNT_PAGE.host,
      customer: 'G01',
    });
    expect(network.requests[1]?.url).toMatch(/\?name=Br%C3%BCckner$/);
  });

  test('204 is an answer', async () => {
    network.on(erpLine('DELETE connections/hubspot'), answer(204, ''));
    await expect(client.hubspotDisconnect('4711', signal)).resolves.toBeUndefined();
    expect(network.requests[0]?.url).toMatch(/\?portal=4711$/);
  });
});

describe('a record view', () => {
  test('brings its ETag and the moment the ERP API vouched for it', async () => {
    network.on(VIEW, answer(200, viewOf(record), { ETag: '"7"', Date: 'Fri, 20 Nov 2026 09:29:48 GMT' }));
    expect(await client.recordView(record, null, signal)).toEqual({
      unchanged: false,
      value: viewOf(record),
      etag: '"7"',
      fetchedAt: NOW - 12_000,
    });
  });

  test('that has not changed is vouched for anew', async () => {
    network.on(VIEW, answer(304, ''));
    expect(await client.recordView(record, '"7"', signal)).toEqual({ unchanged: true, fetchedAt: NOW });
    expect(network.requests[0]?.headers).toMatchObject({ 'If-None-Match': '"7"' });
  });

  test('"unchanged" without having been asked is no answer', async () => {
    network.on(VIEW, answer(304, ''));
    expect(await failureOf(client.recordView(record, null, signal))).toMatchObject({
      code: 'erp.notAnErpApi',
    });
  });

  test.each([
    ['none', {}],
    ['nonsense', { Date: 'yesterday' }],
    ['a clock an hour ahead', { Date: 'Fri, 20 Nov 2026 10:30:00 GMT' }],
    ['a clock a year behind', { Date: 'Thu, 20 Nov 2025 09:30:00 GMT' }],
    ['a clock a little ahead', { Date: 'Fri, 20 Nov 2026 09:30:20 GMT' }],
  ])('is dated by our own clock where the header is %s', async (_, headers) => {
    network.on(VIEW, answer(200, viewOf(record), headers));
    expect(await client.recordView(record, null, signal)).toMatchObject({ fetchedAt: NOW });
  });
});

describe('a refusal', () => {
  test.each([
    [400, 'erp.invalid'],
    [401, 'erp.authExpired'],
    [403, 'erp.forbidden'],
    [404, 'erp.notFound'],
    [409, 'erp.conflict'],
    [412, 'erp.conflict'],
    [413, 'erp.invalid'],
    [418, 'erp.badAnswer'],
    [422, 'erp.invalid'],
    [429, 'erp.rateLimited'],
    [500, 'erp.server'],
    [503, 'erp.server'],
  ])('%i is %s', async (status, code) => {
    network.on(erpLine('GET me'), problemAnswer(status));
    expect(await failureOf(client.me(signal))).toEqual({ code, status });
  });

  test('tells the wait, the sentence and the fields', async () => {
    const errors = [{ path: 'host', message: 'Too long.' }];
    network.on(
      erpLine('GET me'),
      problemAnswer(429, { detail: 'Slow down.', errors }, { 'Retry-After': '7' }),
    );
    expect(await failureOf(client.me(signal))).toEqual({
      code: 'erp.rateLimited',
      status: 429,
      retryAfterMs: 7_000,
      detail: 'Slow down.',
      fields: errors,
    });
  });

  test.each([401, 403, 404, 302])('%i of a proxy is not the ERP API speaking', async (status) => {
    network.on(erpLine('GET me'), answer(status, '<html>Sign in to the network</html>'));
    expect(await failureOf(client.me(signal))).toEqual({ code: 'erp.notAnErpApi', status });
  });

  test.each([
    [502, 'erp.server'],
    [429, 'erp.rateLimited'],
  ])('%i is what it is, also from a proxy', async (status, code) => {
    network.on(erpLine('GET me'), answer(status, '<html>Bad gateway</html>'));
    expect(await failureOf(client.me(signal))).toEqual({ code, status });
  });

  test.each<[TransportKind, string]>([
    ['unreachable', 'erp.unreachable'],
    ['timeout', 'erp.timeout'],
    ['cancelled', 'cancelled'],
    ['offline', 'offline'],
  ])('no answer, %s: %s', async (kind, code) => {
    network.on(VIEW, () => Promise.reject(new TransportError(kind)));
    expect(await failureOf(client.recordView(record, null, signal))).toEqual({ code });
  });

  test('an error of our own is not dressed up as the network', async () => {
    network.on(VIEW, () => Promise.reject(new TypeError('ours')));
    await expect(client.recordView(record, null, signal)).rejects.toThrow(TypeError);
  });
});

describe('an answer that is none', () => {
  test.each([
    ['an HTML page', '<!doctype html><title>Intranet</title>'],
    ['nothing', ''],
    ['half an answer', '{"api":'],
    ['JSON of something else', '{"status":"ok"}'],
    ['another API', JSON.stringify({ ...ME, api: { name: 'petstore', version: '1' } })],
  ])('%s is not an ERP API', async (_, body) => {
    network.on(erpLine('GET me'), answer(200, body));
    expect(await failureOf(client.me(signal))).toEqual({ code: 'erp.notAnErpApi', status: 200 });
  });

  test('a wrong shape names the paths and never the values', async () => {
    const wrong = {
      ...viewOf(record),
      customers: [{ ...DETAIL, currency: CUSTOMER_NAME, figures: CUSTOMER_NAME }],
    };
    network.on(VIEW, answer(200, wrong));
    const failure = await failureOf(client.recordView(record, null, signal));
    expect(failure).toEqual({
      code: 'erp.badAnswer',
      status: 200,
      detail: 'customers.0.currency, customers.0.figures',
    });
  });

  test('an ERP API whose "me" has another shape is named by its path', async () => {
    network.on(erpLine('GET me'), answer(200, { ...ME, role: 'crm.owner' }));
    expect(await failureOf(client.me(signal))).toEqual({
      code: 'erp.badAnswer',
      status: 200,
      detail: 'role',
    });
    network.on(VIEW, answer(200, []));
    expect(await failureOf(client.recordView(record, null, signal))).toMatchObject({
      detail: '(whole answer)',
    });
  });
});
