import type { MiddlewareHandler } from 'hono';
import type { Environment } from './environment.ts';
import { Refusal } from './refusal.ts';

const METHODS = 'GET, PUT, POST, DELETE';
const REQUEST_HEADERS = 'Authorization, Content-Type, If-None-Match, If-Match, Idempotency-Key, X-Sync-Id';
const EXPOSED =
  'ETag, Date, Retry-After, X-Request-Id, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, RateLimit-Policy';
/** Seconds; Chromium caps it at two hours. Every call of the worker would be preflighted otherwise. */
const MAX_AGE = '7200';

export const extensionOrigins = (ids: readonly string[]): ReadonlySet<string> =>
  new Set(ids.map((id) => `chrome-extension://${id}`));

/** Answers browsers only where the pinned extension asks. Callers without an Origin are not browsers and pass. */
export const cors =
  (origins: ReadonlySet<string>): MiddlewareHandler<Environment> =>
  async (context, next) => {
    const origin = context.req.header('origin');
    const isPreflight =
      context.req.method === 'OPTIONS' && context.req.header('access-control-request-method') !== undefined;
    const isAllowed = origin !== undefined && origins.has(origin);
    if (isPreflight && !isAllowed) throw new Refusal('origin.forbidden');
    if (isPreflight) {
      return context.body(null, 204, {
        'Access-Control-Allow-Origin': origin ?? '',
        'Access-Control-Allow-Methods': METHODS,
        'Access-Control-Allow-Headers': REQUEST_HEADERS,
        'Access-Control-Max-Age': MAX_AGE,
        Vary: 'Origin',
      });
    }
    await next();
    context.res.headers.append('Vary', 'Origin');
    if (isAllowed) {
      context.res.headers.set('Access-Control-Allow-Origin', origin);
      context.res.headers.set('Access-Control-Expose-Headers', EXPOSED);
    }
    return undefined;
  };
