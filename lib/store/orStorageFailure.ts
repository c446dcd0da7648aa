import { FailureError } from '../failure.ts';

/** What the browser's storage rejects with (full, closed, forbidden) as failure `storage`. */
export const orStorageFailure = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    throw new FailureError({ code: 'storage' }, { cause });
  }
};
