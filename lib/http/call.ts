import { readBody } from './readBody.ts';
import { TransportError, type TransportKind } from './transportError.ts';

export interface HttpRequest {
  readonly method: string;
  /** Absolute address. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** For the whole exchange, the last byte of the body included. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Longest body accepted, in bytes after decompression. */
  readonly maxBytes?: number;
  /**
   * The server says on every answer that it is not to be stored, so the browser need not be told. With `no-store` in the question
   * Chromium passes over what it remembers of preflights too, and asks for leave before every single call (measured in 156).
   */
  readonly serverForbidsStoring?: boolean;
}

/** Any HTTP status is an answer: what a 404 or 503 means is for the caller to say. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly url: string;
}

export type Call = (request: HttpRequest) => Promise<HttpAnswer>;

export interface HttpEdge {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly isOnline: () => boolean;
}

/** A page of 2,000 Salesforce rows stays below 8 MB. */
const MAX_BYTES = 16 * 1024 * 1024;

const browserEdge: HttpEdge = {
  fetch: (request) => globalThis.fetch(request),
  isOnline: () => globalThis.navigator?.onLine !== false,
};

/**
 * The one door to the network. It always settles, within `timeoutMs`, and rejects with `TransportError` alone. Nothing is
 * retried here, no cookie is sent, nothing is cached (unless the server is trusted to forbid it), and a redirect is an error.
 */
export const httpCaller =
  ({ fetch, isOnline }: HttpEdge): Call =>
  async ({ signal, timeoutMs, maxBytes = MAX_BYTES, ...message }) => {
    if (signal.aborted) throw new TransportError('cancelled');
    const controller = new AbortController();
    const request = prepare(message, controller.signal);
    const { promise: cutShort, reject } = Promise.withResolvers<never>();
    const end = (kind: TransportKind) => {
      reject(new TransportError(kind));
      controller.abort();
    };
    const cancel = () => end('cancelled');
    const timer = setTimeout(() => end('timeout'), timeoutMs);
    signal.addEventListener('abort', cancel);
    try {
      // The race, and not the abort alone, is what settles a fetch that ignores its signal.
      return await Promise.race([cutShort, exchange(fetch, request, maxBytes)]);
    } catch (error) {
      if (error instanceof TransportError) throw error;
      throw new TransportError(isOnline() ? 'unreachable' : 'offline', { cause: error });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      controller.abort();
    }
  };

export const call: Call = httpCaller(browserEdge);

const prepare = (
  {
    method,
    url,
    headers,
    body,
    serverForbidsStoring = false,
  }: Omit<HttpRequest, 'timeoutMs' | 'signal' | 'maxBytes'>,
  signal: AbortSignal,
): Request => {
  try {
    return new Request(url, {
      method,
      headers: { ...headers },
      body: body ?? null,
      signal,
      redirect: 'manual',
      credentials: 'omit',
      cache: serverForbidsStoring ? 'default' : 'no-store',
      referrerPolicy: 'no-referrer',
    });
  } catch (cause) {
    throw new TransportError('malformed', { cause });
  }
};

const exchange = async (
  fetch: HttpEdge['fetch'],
  request: Request,
  maxBytes: number,
): Promise<HttpAnswer> => {
  const response = await fetch(request);
  if (isRedirect(response)) throw new TransportError('redirected');
  const { status, headers } = response;
  return { status, headers, text: await readBody(response, maxBytes), url: request.url };
};

// A browser hides a redirect that it did not follow behind type `opaqueredirect` and status 0; Node shows its status.
const isRedirect = ({ type, status }: Response): boolean =>
  type === 'opaqueredirect' || [301, 302, 303, 307, 308].includes(status);
