import * as z from 'zod';
import type { Failure, FailureCode } from '../../failure.ts';
import { hubspotLimits } from '../../http/budget/hubspotLimits.ts';
import type { HttpAnswer } from '../../http/call.ts';
import { parseJson } from '../../http/json.ts';
import { retryAfterMs } from '../../http/retryAfter.ts';

const errorBody = z.object({ message: z.string().optional() });

/** A record that somebody else is writing. */
const LOCKED_MS = 2_000;

const codeOf = (status: number): FailureCode => {
  if (status === 401) return 'crm.authExpired';
  if (status === 403) return 'crm.forbidden';
  if (status === 404) return 'crm.notFound';
  if (status === 423 || status === 429) return 'crm.rateLimited';
  if (status === 477 || status >= 500) return 'crm.server'; // 477: the account is being moved
  return status >= 400 ? 'crm.invalid' : 'crm.badAnswer';
};

const waitOf = (answer: HttpAnswer, now: number): number | undefined => {
  const told = retryAfterMs(answer.headers, now);
  if (told !== undefined) return told;
  if (answer.status === 423) return LOCKED_MS;
  // The portal's time zone is the budget's to know; without it the next full hour is the soonest that a day can end.
  const { closed } = hubspotLimits.hintsOf(answer, now, null);
  return closed === undefined ? undefined : closed.until - now;
};

/**
 * What a refusal of the CRM API means.
 * https://developers.hubspot.com/docs/api-reference/error-handling
 */
export const hubspotRefusal = (answer: HttpAnswer, now: number): Failure => {
  const body = errorBody.safeParse(parseJson(answer.text));
  const { message } = body.success ? body.data : {};
  const wait = waitOf(answer, now);
  return {
    code: codeOf(answer.status),
    status: answer.status,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(message === undefined ? {} : { detail: message }),
  };
};
