// @vitest-environment node
// Long because each part that is cut out of a client stands beside the proof that nothing needs it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Call, call as networkCall } from '../../http/call.ts';
import type { hubspotReader } from '../hubspot/client.ts';
import type { salesforceReader } from '../salesforce/client.ts';
import { narrowCrmClients } from './narrowCrmClients.ts';

// The minified build is what is tested: some of these libraries only break there. It runs with the web's globals and nothing of
// Node's, and with code generation off, as in an extension's service worker.
const CODEGEN = '@hubspot/api-client/lib/codegen/crm/objects';
const LIB = new URL('../..', import.meta.url).pathname;
const ENTRY = `
  import { Connection } from 'jsforce/lib/connection.js';
  import { createConfiguration } from '${CODEGEN}/configuration.js';
  import { ServerConfiguration } from '${CODEGEN}/servers.js';
  import { PromiseBatchApi, PromiseSearchApi } from '${CODEGEN}/types/PromiseAPI.js';
  import { authorizedCall } from '${LIB}crm/authorizedCall.ts';
  import { hubspotReader } from '${LIB}crm/hubspot/client.ts';
  import { httpLibrary } from '${LIB}crm/hubspot/httpLibrary.ts';
  import { hubspotRefusal } from '${LIB}crm/hubspot/refusal.ts';
  import { salesforceReader } from '${LIB}crm/salesforce/client.ts';
  import { salesforceRefusal } from '${LIB}crm/salesforce/refusal.ts';
  import { CallTransport } from '${LIB}crm/salesforce/transport.ts';
  import { call } from '${LIB}http/call.ts';
  globalThis.salesforce = (instanceUrl, session, signal) => {
    const connection = new Connection({ instanceUrl, version: '67.0' });
    const refusal = (answer) => salesforceRefusal(answer, 0);
    connection._transport = new CallTransport(authorizedCall({ call, session, signal, refusal }));
    return connection;
  };
  globalThis.hubspot = (address, session, signal) => {
    const refusal = (answer) => hubspotRefusal(answer, 0);
    const configuration = createConfiguration({
      baseServer: new ServerConfiguration(address, {}),
      httpApi: httpLibrary(authorizedCall({ call, session, signal, refusal })),
    });
    return { batch: new PromiseBatchApi(configuration), search: new PromiseSearchApi(configuration) };
  };
  globalThis.readers = { salesforceReader, hubspotReader };
`;
const WEB_GLOBALS = {
  AbortController,
  AbortSignal,
  Headers,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  clearTimeout,
  crypto,
  fetch,
  navigator: { onLine: true },
  setTimeout,
};

interface Session {
  accessToken(): Promise<string>;
  renew(stale: string): Promise<string>;
}
type Row = Record<string, unknown>;
interface Salesforce {
  query(
    soql: string,
    options: { autoFetch: boolean; maxFetch?: number },
  ): Promise<{ records: Row[]; totalSize: number }>;
  retrieve(type: string, ids: string | string[], options?: { fields: string[] }): Promise<unknown>;
  describe(type: string): Promise<{ fields: unknown[] }>;
  sobject(type: string): { find(conditions: Row, fields: string[]): Promise<Row[]> };
  update(type: string, rows: Row[], options?: { allowRecursive: boolean }): Promise<Row[]>;
  readonly limitInfo: unknown;
}
interface Hubspot {
  readonly batch: { read(type: string, input: Row): Promise<{ results: Row[] }> };
  readonly search: { doSearch(type: string, search: Row): Promise<{ total: number; results: Row[] }> };
}
type Open<T> = (address: string, session: Session, signal: AbortSignal) => T;

let code: string;
let world: {
  salesforce: Open<Salesforce>;
  hubspot: Open<Hubspot>;
  readers: { salesforceReader: typeof salesforceReader; hubspotReader: typeof hubspotReader };
};
let server: Server;
let address: string;
let answers: Record<string, (request: IncomingMessage, response: ServerResponse, body: string) => void>;
const session: Session = { accessToken: async () => 'first', renew: async () => 'second' };
const signal = new AbortController().signal;

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  return (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8', ...headers });
    response.end(JSON.stringify(body));
  };
};

beforeAll(async () => {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      narrowCrmClients(),
      {
        name: 'entry',
        resolveId: (id) => (id === 'virtual:entry' ? '\0entry' : null),
        load: (id) => (id === '\0entry' ? ENTRY : null),
      },
    ],
    build: {
      write: false,
      minify: true,
      rollupOptions: { input: 'virtual:entry', output: { format: 'iife' } },
    },
  });
  const [chunk] = 'output' in output ? output.output : [];
  code = chunk?.type === 'chunk' ? chunk.code : '';
  const context = createContext({ ...WEB_GLOBALS }, { codeGeneration: { strings: false, wasm: false } });
  runInContext('globalThis.self = globalThis', context);
  runInContext(code, context);
  world = context as unknown as typeof world;

  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname } = new URL(request.url ?? '', 'http://local');
      const answer = answers[`${request.method} ${pathname}`];
      if (answer === undefined)
        json(404, [{ message: `no ${request.url}`, errorCode: 'NOT_FOUND' }])(request, response);
      else answer(request, response, Buffer.concat(chunks).toString());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  answers = {};
});

describe('the bundle', () => {
  test('holds no Node and no code generation', () => {
    expect(code.length).toBeGreaterThan(50_000);
    expect(code).not.toMatch(/\beval\(|\bnew Function\(.{0,40}arguments|\bprocess\.|\brequire\(|["'`]node:/);
  });

  test('is small: both clients, their readers and zod', () => {
    expect(gzipSync(code).length).toBeLessThan(60_000);
  });
});

describe('jsforce', () => {
  test('takes a query as SOQL alone', async () => {
    const query = world
      .salesforce(address, session, signal)
      .sobject('Account')
      .find({ Name: 'Hafenwerk' }, ['Id']);
    await expect(query).rejects.toThrow('built without queries made of objects');
  });

  const rows = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => ({ attributes: { type: 'Account' }, Name: `Row ${from + n}` }));
  const page = (from: number, next: string | null) =>
    json(200, {
      totalSize: 6_000,
      done: next === null,
      ...(next === null ? {} : { nextRecordsUrl: `/services/data/v67.0/query/${next}` }),
      records: rows(from, 2_000),
    });

  test('follows a query over all of its pages', async () => {
    answers = {
      'GET /services/data/v67.0/query': page(0, '0r8xx-2000'),
      'GET /services/data/v67.0/query/0r8xx-2000': page(2_000, '0r8xx-4000'),
      'GET /services/data/v67.0/query/0r8xx-4000': page(4_000, null),
    };
    const { records, totalSize } = await world
      .salesforce(address, session, signal)
      .query('SELECT Name FROM Account', { autoFetch: true });
    expect(totalSize).toBe(6_000);
    expect(records).toHaveLength(6_000);
    expect(records.at(-1)?.Name).toBe('Row 5999');
  });

  test('retrieves one record and many, describes, and hears of the daily limit', async () => {
    answers = {
      'GET /services/data/v67.0/sobjects/Account/001': json(
        200,
        { Id: '001' },
        { 'Sforce-Limit-Info': 'api-usage=18/15000' },
      ),
      'POST /services/data/v67.0/composite/sobjects/Account': (_, response, body) =>
        json(200, [JSON.parse(body)])(_, response),
      'GET /services/data/v67.0/sobjects/Account/describe': json(200, {
        fields: [{ name: 'Id' }, { name: 'Name' }],
      }),
    };
    const connection = world.salesforce(address, session, signal);
    expect(await connection.retrieve('Account', '001')).toEqual({ Id: '001' });
    expect(connection.limitInfo).toEqual({ apiUsage: { used: 18, limit: 15_000 } });
    expect(await connection.retrieve('Account', ['001', '002'], { fields: ['Id'] })).toEqual([
      { ids: ['001', '002'], fields: ['Id'] },
    ]);
    expect((await connection.describe('Account')).fields).toHaveLength(2);
  });

  test('updates 450 rows in collections of 200, one row of them refused', async () => {
    const sizes: number[] = [];
    answers = {
      'PATCH /services/data/v67.0/composite/sobjects': (request, response, body) => {
        const { records } = JSON.parse(body) as { records: Row[] };
        sizes.push(records.length);
        const refused = {
          success: false,
          errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW', message: 'locked', fields: [] }],
        };
        const outcome = ({ id }: Row) => (id === '001-7' ? refused : { id, success: true, errors: [] });
        json(200, records.map(outcome))(request, response);
      },
    };
    const results = await world.salesforce(address, session, signal).update(
      'Account',
      Array.from({ length: 450 }, (_, n) => ({ Id: `001-${n}`, Name: 'x' })),
      { allowRecursive: true },
    );
    expect(sizes).toEqual([200, 200, 50]);
    expect(results.filter(({ success }) => success === false)).toHaveLength(1);
    expect(results[7]).toMatchObject({ success: false, errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW' }] });
  });

  test('renews a refused token once and goes on', async () => {
    const tokens: (string | undefined)[] = [];
    answers = {
      'GET /services/data/v67.0/sobjects/Account/001': (request, response) => {
        tokens.push(request.headers.authorization);
        if (request.headers.authorization === 'Bearer second') json(200, { Id: '001' })(request, response);
        else
          json(401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }])(
            request,
            response,
          );
      },
    };
    expect(await world.salesforce(address, session, signal).retrieve('Account', '001')).toEqual({
      Id: '001',
    });
    expect(tokens).toEqual(['Bearer first', 'Bearer second']);
  });

  test.each<[string, Record<string, unknown>, (request: IncomingMessage, response: ServerResponse) => void]>([
    [
      'a maintenance page',
      { code: 'crm.server', status: 503, retryAfterMs: 60_000 },
      (_, response) => {
        response.writeHead(503, { 'content-type': 'text/html', 'retry-after': '60' });
        response.end('<html>We are down for maintenance</html>');
      },
    ],
    ['a connection that breaks', { code: 'crm.unreachable' }, (_, response) => response.destroy()],
    [
      'a refused query',
      { code: 'crm.invalid', status: 400 },
      json(400, [{ message: 'unexpected token: FORM', errorCode: 'MALFORMED_QUERY' }]),
    ],
  ])('%s settles as a failure', async (_, failure, answer) => {
    answers = { 'GET /services/data/v67.0/query': answer };
    const query = world
      .salesforce(address, session, signal)
      .query('SELECT Id FORM Account', { autoFetch: true });
    await expect(query).rejects.toMatchObject({ failure });
  });
});

describe('@hubspot/api-client', () => {
  const company = {
    id: '5',
    properties: { name: 'Northwind' },
    createdAt: '2026-01-05T08:00:00Z',
    updatedAt: '2026-11-05T08:00:00Z',
    archived: false,
  };

  test('reads a batch on the dated path', async () => {
    answers = {
      'POST /crm/objects/2026-09/companies/batch/read': (request, response, body) => {
        expect(JSON.parse(body)).toMatchObject({ inputs: [{ id: '5' }], properties: ['name'] });
        json(200, {
          status: 'COMPLETE',
          results: [company],
          startedAt: company.updatedAt,
          completedAt: company.updatedAt,
        })(request, response);
      },
    };
    const input = { inputs: [{ id: '5' }], properties: ['name'], propertiesWithHistory: [] };
    const { results } = await world.hubspot(address, session, signal).batch.read('companies', input);
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ id: '5', properties: { name: 'Northwind' } });
  });

  test('searches, and a 429 settles with the time to wait', async () => {
    const path = 'POST /crm/objects/2026-09/companies/search';
    const wanted = { limit: 200, after: '0', sorts: [], properties: ['name'], filterGroups: [] };
    const { search } = world.hubspot(address, session, signal);
    answers = { [path]: json(200, { total: 1, results: [company] }) };
    expect((await search.doSearch('companies', wanted)).total).toBe(1);
    answers = {
      [path]: json(429, {
        status: 'error',
        message: 'You have reached your secondly limit.',
        category: 'RATE_LIMITS',
      }),
    };
    await expect(search.doSearch('companies', wanted)).rejects.toMatchObject({
      failure: { code: 'crm.rateLimited', status: 429, retryAfterMs: 1_000 },
    });
  });
});

test('both readers run in it', async () => {
  answers = {
    'GET /services/data/v67.0/sobjects/Account/describe': json(200, {
      fields: [{ name: 'Id' }, { name: 'Name' }],
    }),
    'GET /crm/v3/properties/companies': json(200, { results: [{ name: 'name' }] }),
  };
  const salesforce = world.readers.salesforceReader({ instanceUrl: address, session });
  expect(await salesforce.countFields(signal)).toBe(2);
  const call: Call = (request) =>
    networkCall({ ...request, url: request.url.replace('https://api.hubapi.com', address) });
  const hubspot = world.readers.hubspotReader({ portalId: '4711', session, call });
  expect(await hubspot.countFields(signal)).toBe(1);
});
