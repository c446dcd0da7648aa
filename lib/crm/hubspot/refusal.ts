import * as z from 'zod';
import type { Failure, FailureCode } from '../../failure.ts';
import type { HttpAnswer } from '../../http/call.ts';
import { parseJson } from '../../http/json.ts';
import { retryAfterMs } from '../../http/retryAfter.ts';

const errorBody = z.object({
  message: z.string().optional(),
  policyName: z.string().optional(),
});

const SECOND = 1_000;
const HOUR = 3_600_000;

const codeOf = (status: number): FailureCode => {
  if (status === 401) return 'crm.authExpired';
  if (status === 403) return 'crm.forbidden';
  if (status === 404) return 'crm.notFound';
  if (status === 423 || status === 429) return 'crm.rateLimited';
  if (status === 477 || status >= 500) return 'crm.server'; // 477: the account is being moved
  return status >= 400 ? 'crm.invalid' : 'crm.badAnswer';
};

/** HubSpot rarely sends `Retry-After`, so the wait follows from what was exceeded. `now`: epoch ms. */
const waitOf = ({ status, headers }: HttpAnswer, policyName: string, now: number): number | undefined => {
  if (status === 423) return 2 * SECOND;
  if (status !== 429) return undefined;
  // The day ends at midnight of the portal's time zone, which nothing here knows: midnights strike on the hour.
  if (policyName.startsWith('DAILY')) return HOUR - (now % HOUR);
  const interval = Number(headers.get('X-HubSpot-RateLimit-Interval-Milliseconds') ?? Number.NaN);
  return policyName.startsWith('TEN_SECONDLY') && interval > 0 ? interval : SECOND;
};

/**
 * What a refusal of the CRM API means.
 * https://developers.hubspot.com/docs/api-reference/error-handling
 */
export const hubspotRefusal = (answer: HttpAnswer, now: number): Failure => {
  const body = errorBody.safeParse(parseJson(answer.text));
  const { message, policyName = '' } = body.success ? body.data : {};
  const wait = retryAfterMs(answer.headers, now) ?? waitOf(answer, policyName, now);
  return {
    code: codeOf(answer.status),
    status: answer.status,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(message === undefined ? {} : { detail: message }),
  };
};
