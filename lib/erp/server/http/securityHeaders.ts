import type { MiddlewareHandler } from 'hono';
import type { Environment } from './environment.ts';

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
} as const;

/** The API serves data, never a page: whatever a browser is tricked into opening must stay inert and unstored. */
export const securityHeaders: MiddlewareHandler<Environment> = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value);
  // Also where there is an ETag: the extension keeps what it may keep itself, encrypted, and relies on the browser storing nothing.
  context.res.headers.set('Cache-Control', 'no-store');
  if (new URL(context.req.url).protocol === 'https:') {
    context.res.headers.set('Strict-Transport-Security', 'max-age=31536000');
  }
};
