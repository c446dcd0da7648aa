import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Problem } from '../../api/problem.ts';
import { CursorError } from '../../sources/source.ts';
import { databaseFailure } from '../database/failure.ts';
import type { Environment } from './environment.ts';
import { REFUSALS, Refusal } from './refusal.ts';

/** The refusal that any error comes to. What nobody foresaw is `internal`, and its cause stays in the log. */
export const refusalFor = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  if (error instanceof CursorError) return new Refusal('cursor.malformed', { detail: error.message });
  if (error instanceof HTTPException) {
    if (error.status === 400) return new Refusal('request.malformedJson');
    if (error.status === 415) return new Refusal('body.notJson');
  }
  switch (databaseFailure(error)) {
    case 'text':
      return new Refusal('request.invalid', { detail: 'A text holds a character that cannot be stored.' });
    case 'unavailable':
      return new Refusal('database.unavailable', { cause: error, headers: { 'Retry-After': '5' } });
    default:
      return new Refusal('internal', { cause: error });
  }
};

/** RFC 9457. */
export const problemAnswer = (context: Context<Environment>, error: unknown): Response => {
  const { code, detail, errors, order, resolved, headers, cause } = refusalFor(error);
  const [status, title] = REFUSALS[code];
  if (status >= 500) context.get('log').error({ err: cause, code }, 'request failed');
  const body: Problem = {
    type: `urn:ledgerside:problem:${code}`,
    title,
    status,
    code,
    requestId: context.get('requestId'),
    instance: context.req.path,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
    ...(order === undefined ? {} : { order }),
    ...(resolved === undefined ? {} : { resolved }),
  };
  return context.body(JSON.stringify(body), status, {
    ...headers,
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  });
};
