import type { Failure, FailureCode } from '../../failure.ts';
import type { HttpAnswer } from '../../http/call.ts';
import { parseJson } from '../../http/json.ts';
import { retryAfterMs } from '../../http/retryAfter.ts';
import { problem } from '../api/problem.ts';

const CODES: Readonly<Record<number, FailureCode>> = {
  400: 'erp.invalid',
  401: 'erp.authExpired',
  403: 'erp.forbidden',
  404: 'erp.notFound',
  409: 'erp.conflict',
  412: 'erp.conflict',
  413: 'erp.invalid',
  422: 'erp.invalid',
  429: 'erp.rateLimited',
};

/** Refusals that are no conflict, though they share its status: nobody has anything to resolve. */
const OWN_CODES: Readonly<Record<string, FailureCode>> = {
  'sync.paused': 'erp.paused',
  'brake.engaged': 'erp.braked',
};

/**
 * What a status means; null for 2xx and 304. Below 500 only problem+json counts as the ERP API's word: a captive portal's or a
 * proxy's 401 must neither look like an expired login nor, with it, wipe what is cached.
 */
export const statusFailure = (answer: HttpAnswer, now: number): Failure | null => {
  const { status, headers } = answer;
  if ((status >= 200 && status < 300) || status === 304) return null;
  const said = problem.safeParse(parseJson(answer.text)).data;
  const own = status === 409 ? OWN_CODES[said?.code ?? ''] : undefined;
  const code = own ?? (status >= 500 ? 'erp.server' : status === 429 ? 'erp.rateLimited' : CODES[status]);
  if (said === undefined && status < 500 && status !== 429) return { code: 'erp.notAnErpApi', status };
  const wait = retryAfterMs(headers, now);
  return {
    code: code ?? 'erp.badAnswer',
    status,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(said?.detail === undefined ? {} : { detail: said.detail }),
    ...(said?.errors === undefined ? {} : { fields: said.errors }),
  };
};
