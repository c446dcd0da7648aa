import { type Failure, FailureError } from '../failure.ts';

/** Who answers a limit with a day's wait is believed for this long; then one question finds out. */
const LONGEST_MS = 60 * 60_000;

interface RateLimitGate {
  /** Throws `erp.rateLimited`, with what is left of the wait, while the ERP API takes no more questions of this token. */
  pass(token: string): void;
  note(token: string, failure: Failure): void;
}

/**
 * One tab's limit is everybody's: while the ERP API has told us to wait, no tab asks it in vain. Counted on a clock that nobody
 * can set. Kept in memory alone: a worker that was stopped asks once and is told again.
 */
export const rateLimitGate = (elapsed: () => number = () => performance.now()): RateLimitGate => {
  let closed: { readonly token: string; readonly until: number } | null = null;
  return {
    pass: (token) => {
      if (closed === null || closed.token !== token) return;
      const left = closed.until - elapsed();
      if (left > 0)
        throw new FailureError({ code: 'erp.rateLimited', status: 429, retryAfterMs: Math.ceil(left) });
      closed = null;
    },
    note: (token, { code, retryAfterMs }) => {
      if (code !== 'erp.rateLimited' || retryAfterMs === undefined) return;
      closed = { token, until: elapsed() + Math.min(retryAfterMs, LONGEST_MS) };
    },
  };
};
