import type { MiddlewareHandler } from 'hono';
import type { Environment } from './environment.ts';
import { Refusal } from './refusal.ts';

const JSON_RANGES = new Set(['*/*', 'application/*', 'application/json']);

/** Whether an Accept header (RFC 9110 §12.5.1) lets JSON through; none does. */
export const acceptsJson = (accept: string | undefined): boolean =>
  accept === undefined ||
  accept.split(',').some((each) => {
    const [range = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
    const isRefused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    return JSON_RANGES.has(range) && !isRefused;
  });

export const negotiation: MiddlewareHandler<Environment> = async (context, next) => {
  if (!acceptsJson(context.req.header('accept'))) throw new Refusal('answer.notAcceptable');
  await next();
};
