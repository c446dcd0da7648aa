import { type Failure, FailureError } from '../../../failure.ts';
import type { Answer } from '../../../sync/ports.ts';

type Unanswered = Exclude<Answer<never>, { kind: 'answered' }>;

/**
 * What a failed question means for what it asked. Whatever may have reached the ERP API without its answer reaching us is `lost`: a
 * timeout, a broken connection, a 5xx, an answer that cannot be read. A refusal by status is certainly without effect.
 */
const unanswered = ({ code, status }: Failure): Unanswered => {
  switch (code) {
    case 'erp.rateLimited':
      return { kind: 'notSent', reason: 'rateLimited' };
    case 'erp.authExpired':
    case 'erp.notConnected':
      return { kind: 'notSent', reason: 'authExpired' };
    case 'erp.forbidden':
      return { kind: 'notSent', reason: 'forbidden' };
    // Refused as a whole; nothing of it was done.
    case 'erp.notFound':
    case 'erp.conflict':
    case 'erp.paused':
    case 'erp.braked':
    case 'erp.invalid':
      return status === undefined ? { kind: 'lost' } : { kind: 'notSent', reason: 'forbidden' };
    default:
      return { kind: 'lost' };
  }
};

/** Never rejects for what can be expected outside; `heed` hears of each failure, with all that is known of it. */
export const asAnswer = async <T>(
  work: () => Promise<T>,
  heed: (failure: Failure) => void,
): Promise<Answer<T>> => {
  try {
    return { kind: 'answered', value: await work() };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    heed(error.failure);
    return unanswered(error.failure);
  }
};
