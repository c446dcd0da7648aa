import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Problem } from '../../lib/erp/api/problem.ts';
import type { Certificate } from './certificate.ts';
import { ERP_HOST } from './erp.ts';

/** An answer that the real ERP API cannot be brought to give. */
export interface Scripted {
  readonly status: number;
  readonly body?: string;
  /** `application/json` unless told. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only requests whose path contains this; all, where nothing is said. */
  readonly path?: string;
  /** ms until it answers. */
  readonly after?: number;
  /**
   * Somebody in between answers, a captive portal or a proxy, who knows nothing of the extension and so opens to no origin. Else
   * the answer opens exactly as far as the real ERP API does to this very caller.
   */
  readonly byStranger?: boolean;
}

/**
 * Between the wire and the real ERP API. Nothing is scripted: everything passes. Something is: the request goes no further, so
 * a scripted refusal of a write has written nothing.
 */
export interface ErpStandIn {
  readonly port: number;
  /** From now on, until `pass`. */
  answer(scripted: Scripted): void;
  /** Hands on every answer as the real ERP API gave it, but with its clock off by so many ms. */
  shiftClock(ms: number): void;
  /** Hands on every answer as the real ERP API gave it, so many ms late. */
  delay(ms: number): void;
  /** Keeps the real ERP API's next answer to this path until `pass`. Resolves once it has one to keep. */
  holdNext(path: string): Promise<void>;
  pass(): void;
  /** Requests other than preflights since the last `answer`, `shiftClock`, `delay`, `holdNext` or `pass`, as "GET /api/crm/me". */
  readonly asked: readonly string[];
  /** When each of them came, ms of this process's own clock. */
  readonly askedAt: readonly number[];
  close(): Promise<void>;
}

interface Hold {
  readonly path: string;
  isHeld: boolean;
  held(): void;
  readonly released: Promise<void>;
  release(): void;
}

interface Passed {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A refusal in the real ERP API's own words: RFC 9457. */
export const problemBody = (status: number, code: string, more: Partial<Problem> = {}): string =>
  JSON.stringify({
    type: `urn:ledgerside:problem:${code}`,
    title: code,
    status,
    code,
    requestId: '0198f1c2-0000-7000-8000-00000000bad1',
    ...more,
  } satisfies Problem);

export const openErpStandIn = async (
  certificate: Certificate,
  erpPort: () => number,
): Promise<ErpStandIn> => {
  let script: Scripted | null = null;
  let clockShift = 0;
  let lateness = 0;
  let asked: string[] = [];
  let askedAt: number[] = [];
  let hold: Hold | null = null;
  const waiting = new Set<NodeJS.Timeout>();

  const toErp = (method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Passed> =>
    new Promise((resolve, reject) => {
      const call = request(
        {
          host: '127.0.0.1',
          port: erpPort(),
          method,
          path,
          headers: { ...headers, host: ERP_HOST },
          ca: certificate.cert,
          servername: ERP_HOST,
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('end', () =>
            resolve({
              status: answer.statusCode ?? 502,
              headers: answer.headers,
              body: Buffer.concat(chunks),
            }),
          );
          answer.once('error', reject);
        },
      );
      call.once('error', reject);
      call.end(body);
    });

  /** What the real ERP API lets this origin read, learnt from its refusal of the same caller without a token. */
  const opening = async (origin: string | undefined): Promise<Record<string, string>> => {
    if (origin === undefined) return {};
    const { headers } = await toErp('GET', '/api/crm/me', { origin }, Buffer.alloc(0));
    return Object.fromEntries(
      Object.entries(headers).filter(
        (entry): entry is [string, string] =>
          entry[0].startsWith('access-control-') && typeof entry[1] === 'string',
      ),
    );
  };

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(timer);
        resolve();
      }, ms);
      waiting.add(timer);
    });

  /** The one answer that is to be kept waits here. */
  const keptBack = (path: string): Promise<void> => {
    if (hold === null || hold.isHeld || !path.includes(hold.path)) return Promise.resolve();
    hold.isHeld = true;
    hold.held();
    return hold.released;
  };

  const answerScripted = async (
    { status, body = '', type = 'application/json', headers = {}, after = 0, byStranger = false }: Scripted,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const open = byStranger ? {} : await opening(incoming.headers.origin);
    await pause(after);
    response.writeHead(status, { 'content-type': type, ...open, ...headers });
    response.end(body);
  };

  const passOn = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { status, headers, body } = await toErp(
      incoming.method ?? 'GET',
      incoming.url ?? '/',
      incoming.headers,
      Buffer.concat(chunks),
    );
    // Preflights touch no books: they are quick on a slow day too.
    if (incoming.method !== 'OPTIONS') {
      await pause(lateness);
      await keptBack(incoming.url ?? '/');
    }
    const { 'transfer-encoding': _, connection: __, ...kept } = headers;
    const date = Date.parse(headers.date ?? '');
    response.writeHead(status, {
      ...kept,
      ...(Number.isNaN(date) || clockShift === 0 ? {} : { date: new Date(date + clockShift).toUTCString() }),
    });
    response.end(body);
  };

  const server = createServer({ key: certificate.key, cert: certificate.cert }, (incoming, response) => {
    const path = incoming.url ?? '/';
    const isPreflight = incoming.method === 'OPTIONS';
    if (!isPreflight) {
      asked.push(`${incoming.method} ${path.split('?')[0]}`);
      askedAt.push(performance.now());
    }
    const struck =
      script !== null && (script.path === undefined || path.includes(script.path)) ? script : null;
    // Preflights are the browser's own; whoever stands in between answers those too, and again opens to nobody.
    const work =
      struck === null || (isPreflight && !struck.byStranger)
        ? passOn(incoming, response)
        : answerScripted(struck, incoming, response);
    // The real ERP API went away in mid-answer: the browser sees a broken line, as it would without us.
    work.catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const begin = (next: Scripted | null, shift = 0, late = 0): void => {
    script = next;
    clockShift = shift;
    lateness = late;
    asked = [];
    askedAt = [];
    hold?.release();
    hold = null;
  };
  return {
    port: (server.address() as AddressInfo).port,
    answer: (scripted) => begin(scripted),
    shiftClock: (ms) => begin(null, ms),
    delay: (ms) => begin(null, 0, ms),
    holdNext: (path) => {
      begin(null);
      return new Promise((held) => {
        let release = () => {};
        const released = new Promise<void>((done) => {
          release = done;
        });
        hold = { path, isHeld: false, held, released, release };
      });
    },
    pass: () => begin(null),
    get asked() {
      return asked;
    },
    get askedAt() {
      return askedAt;
    },
    close: () =>
      new Promise((resolve) => {
        for (const timer of waiting) clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
