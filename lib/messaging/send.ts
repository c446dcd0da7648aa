import { browser } from 'wxt/browser';
import { type Failure, FailureError } from '../failure.ts';
import type { Answer, MessageName, Reply, Request } from './protocol.ts';

/** What changes something each time it is carried out: asked a second time it could be done twice, so the person decides. */
const ONCE: ReadonlySet<MessageName> = new Set<MessageName>([
  'link.propose',
  'conflicts.propose',
  'sync.brake.propose',
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
  let met = await deliver(name, request);
  for (const pause of AGAIN_AFTER_MS) {
    if (typeof met !== 'string' || !mayRepeat(met, name)) break;
    await new Promise((resolve) => setTimeout(resolve, pause));
    met = await deliver(name, request);
  }
  return typeof met === 'string' ? { ok: false, failure: FAILURE_OF[met] } : met;
};

/** A worker that is being stopped takes no message for a moment, although the next one wakes it (measured in Chromium 156). */
const AGAIN_AFTER_MS = [20, 300];

/**
 * Why no answer came. `gone`: this page's copy of the extension is over. `absent`: nobody was there, so nothing was done.
 * `stopped`: the worker was, while it had the message. `silent`: a listener took it and never answered.
 */
type Undelivered = 'gone' | 'absent' | 'stopped' | 'silent' | 'unknown';

const FAILURE_OF: Readonly<Record<Undelivered, Failure>> = {
  gone: { code: 'extension.updated' },
  absent: { code: 'extension.updated' },
  silent: { code: 'extension.updated' },
  stopped: { code: 'unexpected' },
  unknown: { code: 'unexpected' },
};

const mayRepeat = (met: Undelivered, name: MessageName): boolean =>
  met === 'absent' || ((met === 'stopped' || met === 'silent') && !ONCE.has(name));

const deliver = async <N extends MessageName>(
  name: N,
  request: Request<N>,
): Promise<Reply<N> | Undelivered> => {
  try {
    const reply: Reply<N> | undefined = await browser.runtime.sendMessage({ name, request });
    return reply ?? 'silent';
  } catch (error) {
    return undelivered(error);
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
// removed (Chromium then also takes `runtime.sendMessage` away: a TypeError); the second for one whose worker is not there.
const GONE = /context invalidated|extension context|sendMessage|reading 'runtime'/i;
const ABSENT = /receiving end does not exist/i;

// "… but the message channel closed before a response was received" (measured in Chromium 156 with the worker stopped); "… moved
// into back/forward cache, so the message channel is closed" of a page that came back.
const STOPPED = /(channel|port) (is )?closed/i;

const undelivered = (error: unknown): Undelivered => {
  const said = error instanceof Error ? error.message : '';
  if (GONE.test(said)) return 'gone';
  if (ABSENT.test(said)) return 'absent';
  return STOPPED.test(said) ? 'stopped' : 'unknown';
};
