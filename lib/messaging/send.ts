import { browser } from 'wxt/browser';
import { type Failure, FailureError } from '../failure.ts';
import type { Answer, MessageName, Reply, Request } from './protocol.ts';

/** What changes something each time it is carried out: asked a second time it could be done twice, so the person decides. */
const ONCE: ReadonlySet<MessageName> = new Set<MessageName>([
  'link.propose',
  'confirm.accept',
  'erp.connect',
  'salesforce.connect',
  'hubspot.connect',
]);

/**
 * Asks the worker. Answers the value, or throws a `FailureError` that says what went wrong. A worker that the browser stopped
 * between question and answer is woken and asked once more, unless the message is one that must not be carried out twice.
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
    return await deliver(name, request);
  } catch (error) {
    if (!isStopped(error) || ONCE.has(name)) return undeliverable(error);
  }
  try {
    return await deliver(name, request);
  } catch (error) {
    return undeliverable(error);
  }
};

const deliver = async <N extends MessageName>(name: N, request: Request<N>): Promise<Reply<N>> => {
  const reply: Reply<N> | undefined = await browser.runtime.sendMessage({ name, request });
  // No listener answered: the worker that this page belongs to is gone.
  return reply ?? { ok: false, failure: { code: 'extension.updated' } };
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

// "… but the message channel closed before a response was received" (measured in Chromium 156 with the worker stopped); "… moved
// into back/forward cache, so the message channel is closed" of a page that came back.
const STOPPED = /(channel|port) (is )?closed/i;

const isStopped = (error: unknown): boolean => error instanceof Error && STOPPED.test(error.message);

const undeliverable = (error: unknown): { readonly ok: false; readonly failure: Failure } => ({
  ok: false,
  failure: {
    code: error instanceof Error && GONE.test(error.message) ? 'extension.updated' : 'unexpected',
  },
});
