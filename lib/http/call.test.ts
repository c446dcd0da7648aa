// @vitest-environment node
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, type HttpRequest, httpCaller } from './call.ts';

let server: Server;
let listener: RequestListener;
let base: string;

beforeEach(async () => {
  server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const get = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: `${base}/`,
  timeoutMs: 5_000,
  signal: new AbortController().signal,
  ...more,
});

describe('an answer', () => {
  test('carries status, headers, text and address', async () => {
    listener = (_, response) => {
      response.setHeader('ETag', '"7"');
      response.end('Grüße');
    };
    const answer = await call(get());
    expect(answer).toMatchObject({ status: 200, text: 'Grüße', url: `${base}/` });
    expect(answer.headers.get('etag')).toBe('"7"');
  });

  test('of 503 with an HTML page is an answer, not an error', async () => {
    listener = (_, response) => {
      response.writeHead(503, { 'content-type': 'text/html', 'retry-after': '7' });
      response.end('<html>Down for maintenance</html>');
    };
    expect(await call(get())).toMatchObject({ status: 503, text: '<html>Down for maintenance</html>' });
  });

  test('of 304 to a conditional read keeps its status', async () => {
    listener = (request, response) => {
      response.statusCode = request.headers['if-none-match'] === '"7"' ? 304 : 200;
      response.end();
    };
    expect(await call(get({ headers: { 'If-None-Match': '"7"' } }))).toMatchObject({ status: 304, text: '' });
  });

  test('a body goes out as given', async () => {
    listener = (request, response) => {
      request.pipe(response);
    };
    const request = get({ method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } });
    expect((await call(request)).text).toBe('{"a":1}');
  });

  test('a character split over two chunks arrives whole', async () => {
    const euro = Buffer.from('€');
    listener = (_, response) => {
      response.write(euro.subarray(0, 1));
      setImmediate(() => response.end(euro.subarray(1)));
    };
    expect((await call(get())).text).toBe('€');
  });
});

describe('no answer', () => {
  test('a server that never answers is a timeout', async () => {
    listener = () => undefined;
    await expect(call(get({ timeoutMs: 30 }))).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('a body that never ends is a timeout too', async () => {
    listener = (_, response) => {
      response.write('{"records":[');
    };
    await expect(call(get({ timeoutMs: 50 }))).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('a fetch that ignores its signal still settles', async () => {
    const deaf = httpCaller({ fetch: () => new Promise(() => undefined), isOnline: () => true });
    await expect(deaf(get({ timeoutMs: 20 }))).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('a connection reset in mid-body is unreachable, not half an answer', async () => {
    listener = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"records":[', () => response.destroy());
    };
    await expect(call(get())).rejects.toMatchObject({ kind: 'unreachable' });
  });

  test('a refused connection is unreachable, and its message names no address', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const error = await call(get({ url: `${base}/secret` })).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'TransportError', kind: 'unreachable' });
    expect(String(error)).not.toContain('secret');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  test('a failure while the browser has no network is offline', async () => {
    const cut = httpCaller({ fetch: () => Promise.reject(new TypeError('Failed')), isOnline: () => false });
    await expect(cut(get())).rejects.toMatchObject({ kind: 'offline' });
  });

  test.each([301, 302, 303, 307, 308])(
    'a %i is not followed: the token goes nowhere else',
    async (status) => {
      const paths: (string | undefined)[] = [];
      listener = (request, response) => {
        paths.push(request.url);
        response.writeHead(status, { location: '/elsewhere' });
        response.end();
      };
      const request = get({ headers: { Authorization: 'Bearer invented' } });
      await expect(call(request)).rejects.toMatchObject({ kind: 'redirected' });
      expect(paths).toEqual(['/']);
    },
  );

  test('a redirect as a browser hides it is no empty answer', async () => {
    const hidden = Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
    const browser = httpCaller({ fetch: async () => hidden, isOnline: () => true });
    await expect(browser(get())).rejects.toMatchObject({ kind: 'redirected' });
  });

  test('a body above the limit is refused while it still comes', async () => {
    const wrote = vi.fn();
    listener = (_, response) => {
      const more = () => {
        wrote();
        while (response.write('x'.repeat(64 * 1024)));
      };
      response.on('drain', more);
      more();
    };
    await expect(call(get({ maxBytes: 100_000 }))).rejects.toMatchObject({ kind: 'tooLarge' });
    expect(wrote).toHaveBeenCalled();
  });

  test('a body of exactly the limit passes', async () => {
    listener = (_, response) => response.end('12345');
    expect((await call(get({ maxBytes: 5 }))).text).toBe('12345');
    await expect(call(get({ maxBytes: 4 }))).rejects.toMatchObject({ kind: 'tooLarge' });
  });

  test.each([
    ['an address', { url: 'not an address' }],
    ['a header', { headers: { Authorization: 'Bearer two\nlines' } }],
  ])('%s that cannot be sent is malformed, not unreachable', async (_, bad) => {
    await expect(call(get(bad))).rejects.toMatchObject({ kind: 'malformed' });
  });
});

describe('cancelling', () => {
  test('while waiting closes the connection', async () => {
    const abort = new AbortController();
    const closed = new Promise<void>((resolve) => {
      listener = (request) => {
        request.on('close', () => resolve());
        abort.abort();
      };
    });
    await expect(call(get({ signal: abort.signal }))).rejects.toMatchObject({ kind: 'cancelled' });
    await closed;
  });

  test('in mid-body', async () => {
    const abort = new AbortController();
    listener = (_, response) => {
      response.write('half', () => abort.abort());
    };
    await expect(call(get({ signal: abort.signal }))).rejects.toMatchObject({ kind: 'cancelled' });
  });

  test('beforehand sends nothing', async () => {
    const fetch = vi.fn<(request: Request) => Promise<Response>>();
    const watched = httpCaller({ fetch, isOnline: () => true });
    await expect(watched(get({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ kind: 'cancelled' });
    expect(fetch).not.toHaveBeenCalled();
  });

  test('after the answer changes nothing, and no listener stays behind', async () => {
    listener = (_, response) => response.end('done');
    const abort = new AbortController();
    const removed = vi.spyOn(abort.signal, 'removeEventListener');
    const answer = await call(get({ signal: abort.signal }));
    abort.abort();
    expect(answer.text).toBe('done');
    expect(removed).toHaveBeenCalledOnce();
  });
});

test('a server that forbids storing itself is not preflighted over and over for being told so', async () => {
  const fetch = vi.fn((_: Request) => Promise.resolve(new Response('ok')));
  await httpCaller({ fetch, isOnline: () => true })(get({ serverForbidsStoring: true }));
  expect(fetch.mock.calls[0]?.[0].cache).toBe('default');
});

test('no cookie, no cache, no referrer', async () => {
  const fetch = vi.fn((_: Request) => Promise.resolve(new Response('ok')));
  await httpCaller({ fetch, isOnline: () => true })(get());
  expect(fetch.mock.calls[0]?.[0]).toMatchObject({
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
  });
});
