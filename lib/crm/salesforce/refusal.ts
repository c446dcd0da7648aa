import * as z from 'zod';
import type { Failure, FailureCode } from '../../failure.ts';
import type { HttpAnswer } from '../../http/call.ts';
import { parseJson } from '../../http/json.ts';
import { retryAfterMs } from '../../http/retryAfter.ts';

const errorList = z.tuple([z.object({ message: z.string(), errorCode: z.string() })], z.unknown());

/** Where the error code says more than the status does. */
const BY_ERROR_CODE: ReadonlyMap<string, FailureCode> = new Map([
  ['REQUEST_LIMIT_EXCEEDED', 'crm.rateLimited'], // 403
  ['ENTITY_IS_DELETED', 'crm.notFound'],
  ['INVALID_FIELD', 'crm.forbidden'], // only standard fields are asked for, so this one is hidden from the user
]);

/** 401 of an org with API Access Control: another token of the same kind would be refused too. */
const SESSION_NOT_FOR_API = 'This session is not valid for use with the REST API';

const byStatus = (status: number, message: string): FailureCode => {
  if (status === 401) return message.includes(SESSION_NOT_FOR_API) ? 'crm.forbidden' : 'crm.authExpired';
  if (status === 403) return 'crm.forbidden';
  if (status === 404) return 'crm.notFound';
  if (status === 429) return 'crm.rateLimited';
  if (status >= 500) return 'crm.server';
  return status >= 400 ? 'crm.invalid' : 'crm.badAnswer';
};

/**
 * What a refusal of the REST API means.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
 * The daily request limit is a rolling one: without `Retry-After` nobody knows when it ends, so nothing is said.
 */
export const salesforceRefusal = (answer: HttpAnswer, now: number): Failure => {
  const errors = errorList.safeParse(parseJson(answer.text));
  const [error] = errors.success ? errors.data : [];
  const wait = retryAfterMs(answer.headers, now);
  return {
    code: BY_ERROR_CODE.get(error?.errorCode ?? '') ?? byStatus(answer.status, error?.message ?? ''),
    status: answer.status,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(error === undefined ? {} : { detail: error.message }),
  };
};
