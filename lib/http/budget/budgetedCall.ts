import { FailureError } from '../../failure.ts';
import { abortable } from '../abortable.ts';
import type { Call } from '../call.ts';
import { TransportError } from '../transportError.ts';
import type { CallBudget, CallUse } from './callBudget.ts';

interface BudgetedCallOptions {
  readonly call: Call;
  readonly budget: CallBudget;
  readonly use: CallUse;
  /** `now`: epoch milliseconds. */
  readonly clock: { now(): number; wait(ms: number): Promise<void> };
}

/** A person looks at a page; nobody looks at a sync. */
const PATIENCE_MS: Readonly<Record<CallUse, number>> = { page: 5_000, sync: 60_000 };

/**
 * A call within the budget: it waits for seconds, and where that is not enough it is not sent, but rejected with
 * `crm.rateLimited` and what is left of the pause. Whoever is answered tells the budget what the server said.
 */
export const budgetedCall =
  ({ call, budget, use, clock }: BudgetedCallOptions): Call =>
  async (request) => {
    const lane = budget.laneOf(request);
    let patience = PATIENCE_MS[use];
    for (;;) {
      if (request.signal.aborted) throw new TransportError('cancelled');
      const leave = await budget.take(use, lane);
      if (leave.kind === 'go') break;
      const waitMs = leave.kind === 'wait' ? leave.ms : leave.until - clock.now();
      if (leave.kind === 'paused' || waitMs > patience)
        throw new FailureError({ code: 'crm.rateLimited', retryAfterMs: Math.max(0, waitMs) });
      patience -= waitMs;
      await abortable(clock.wait(waitMs), request.signal);
    }
    const answer = await call(request);
    await budget.note(answer);
    return answer;
  };
