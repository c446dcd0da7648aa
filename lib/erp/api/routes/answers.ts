import * as z from 'zod';
import { problem } from '../problem.ts';

export const API_BASE = '/api/crm';

const problemContent = { 'application/problem+json': { schema: problem } };
const refusals = {
  400: 'A parameter or the JSON is malformed.',
  401: 'No token, or one that is unknown, expired or revoked.',
  403: 'The role of the token does not allow this.',
  404: 'Not there, or not visible to this token: the two look alike on purpose.',
  406: 'Only JSON is served.',
  409: 'Does not fit what is there.',
  412: 'It has changed since it was read.',
  413: 'The body is too large.',
  415: 'Only JSON is read.',
  422: 'The body is JSON, but not what is described here.',
  428: 'If-Match is missing.',
  429: 'Too many requests; Retry-After says when to come back.',
  500: 'Something went wrong; the request id finds it in the log.',
  502: 'A service behind this one answered badly.',
  503: 'Not ready.',
} as const;
type Refusal = keyof typeof refusals;

type ProblemAnswer = { readonly description: string; readonly content: typeof problemContent };

/** The problem+json answers of a route. */
export const refused = <S extends Refusal>(...statuses: readonly S[]): Record<S, ProblemAnswer> =>
  Object.fromEntries(
    statuses.map((status): [S, ProblemAnswer] => [
      status,
      { description: refusals[status], content: problemContent },
    ]),
  ) as Record<S, ProblemAnswer>;

/** What every authenticated route may answer. */
export const ALWAYS = [400, 401, 403, 406, 429, 500, 503] as const;

export const json = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
});

export const etagHeader = {
  ETag: { description: 'Version of the content.', schema: { type: 'string' as const } },
};

export const bearer = [{ bearer: [] as string[] }];

export const jsonBody = <T extends z.ZodType>(schema: T) => ({
  required: true as const,
  content: { 'application/json': { schema } },
});

/** The version that was read, such as `"3"`. */
export const ifMatch = z.object({ 'if-match': z.string().max(64).optional() });

/** Names the wish, not the request: a request that is sent again under it is done once, and answered as the first was. */
export const idempotencyKey = z.object({ 'idempotency-key': z.string().max(255).optional() });
