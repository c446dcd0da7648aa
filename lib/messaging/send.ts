import { browser } from 'wxt/browser';
import { type Failure, FailureError } from '../failure.ts';
import type { Answer, MessageName, Reply, Request } from './protocol.ts';

/**
 * Asks the worker. Answers the value, or throws a `FailureError` that says what went wrong.
 *
 * With a `signal`, an abort settles the question at once as `cancelled` and, where the request has a `requestId`, tells the
 * worker to drop what it is doing for it.
 */
export const send = async <N extends MessageName>(
  name: N,
  request: Request<N>,
  signal?: AbortSignal,
): Promise<Answer<N>> => {
  const reply = await (signal === undefined ? ask(name, request) : abortable(name, request, signal));
  if (!reply.ok) throw new FailureError(reply.failure);
  return reply.value;
};

const ask = async <N extends MessageName>(name: N, request: Request<N>): Promise<Reply<N>> => {
  try {
    const reply: Reply<N> | undefined = await browser.runtime.sendMessage({ name, request });
    // No listener answered: the worker that this page belongs to is gone.
    return reply ?? { ok: false, failure: { code: 'extension.updated' } };
  } catch (error) {
    return { ok: false, failure: undeliverable(error) };
  }
};

const abortable = async <N extends MessageName>(
  name: N,
  request: Request<N>,
  signal: AbortSignal,
): Promise<Reply<N>> => {
  const cancelled: Reply<N> = { ok: false, failure: { code: 'cancelled' } };
  if (signal.aborted) return cancelled;
  const { promise: aborted, resolve } = Promise.withResolvers<Reply<N>>();
  const cancel = () => {
    resolve(cancelled);
    if ('requestId' in request) void ask('request.cancel', { requestId: request.requestId });
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await Promise.race([ask(name, request), aborted]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

// The browser gives no codes, only sentences. The first is Chromium's and Firefox's for a page whose extension was replaced or
// removed (Chromium then also takes `runtime.sendMessage` away: a TypeError); the second for one whose worker cannot be started.
const GONE =
  /context invalidated|receiving end does not exist|extension context|sendMessage|reading 'runtime'/i;

const undeliverable = (error: unknown): Failure => ({
  code: error instanceof Error && GONE.test(error.message) ? 'extension.updated' : 'unexpected',
});
