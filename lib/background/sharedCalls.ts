import { FailureError } from '../failure.ts';

interface Running<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/** Starts the work, or joins the work under this key that is already running. */
export type SharedCalls<T> = (
  key: string,
  signal: AbortSignal,
  start: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

/**
 * Equal questions in flight share one call. Each asker can leave alone, which settles it as `cancelled`; the call itself is
 * aborted when the last one has left.
 */
export const sharedCalls = <T>(): SharedCalls<T> => {
  const running = new Map<string, Running<T>>();

  const begin = (key: string, start: (signal: AbortSignal) => Promise<T>): Running<T> => {
    const controller = new AbortController();
    const call: Running<T> = { promise: start(controller.signal), controller, waiting: 0 };
    running.set(key, call);
    const forget = () => void (running.get(key) === call && running.delete(key));
    call.promise.then(forget, forget);
    return call;
  };

  return async (key, signal, start) => {
    if (signal.aborted) throw cancelled();
    const call = running.get(key) ?? begin(key, start);
    call.waiting += 1;
    const { promise: left, reject } = Promise.withResolvers<never>();
    const leave = () => reject(cancelled());
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([call.promise, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      call.waiting -= 1;
      if (call.waiting === 0) {
        if (running.get(key) === call) running.delete(key);
        call.controller.abort();
      }
    }
  };
};

const cancelled = (): FailureError => new FailureError({ code: 'cancelled' });
