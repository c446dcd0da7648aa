import { type Failure, FailureError } from '../failure.ts';
import { abortable } from '../http/abortable.ts';
import type { Call, HttpAnswer, HttpRequest } from '../http/call.ts';
import { TransportError } from '../http/transportError.ts';
import { transportFailure } from '../http/transportFailure.ts';
import type { CrmSession } from './session.ts';

/** Longest wait for one CRM call, its body included. */
const TIMEOUT_MS = 20_000;

export interface CrmCallContext {
  readonly call: Call;
  readonly session: CrmSession;
  readonly signal: AbortSignal;
  /** What an answer that is not 2xx means. */
  readonly refusal: (answer: HttpAnswer) => Failure;
}

export type CrmCall = (
  request: Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>,
) => Promise<HttpAnswer>;

/**
 * A call with the session's token. A refused token is renewed once and no more: CRM clients of their own renew for ever.
 * Answers 2xx, or rejects with `FailureError`; so no client library ever sees a refusal and puts it into a message.
 */
export const authorizedCall = ({ call, session, signal, refusal }: CrmCallContext): CrmCall => {
  const isExpired = (answer: HttpAnswer) =>
    answer.status === 401 && refusal(answer).code === 'crm.authExpired';

  return async (request) => {
    const send = (token: string) =>
      call({
        ...request,
        headers: { ...request.headers, Authorization: `Bearer ${token}` },
        timeoutMs: TIMEOUT_MS,
        signal,
      });
    try {
      const token = await abortable(session.accessToken(), signal);
      let answer = await send(token);
      if (isExpired(answer)) answer = await send(await abortable(session.renew(token), signal));
      if (answer.status < 200 || answer.status > 299) throw new FailureError(refusal(answer));
      return answer;
    } catch (error) {
      if (error instanceof TransportError)
        throw new FailureError(transportFailure(error, 'crm'), { cause: error });
      throw error;
    }
  };
};
