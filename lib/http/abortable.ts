import { TransportError } from './transportError.ts';

/** The promise, or `cancelled` as soon as the signal says so; what the promise does afterwards is ignored. */
export const abortable = async <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> => {
  if (signal.aborted) throw new TransportError('cancelled');
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const cancel = () => reject(new TransportError('cancelled'));
  signal.addEventListener('abort', cancel);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};
