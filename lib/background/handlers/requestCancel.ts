import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

/** A question that is already answered, or was never asked, is cancelled all the same. */
export const requestCancel =
  ({ cancellations }: Pick<Services, 'cancellations'>): Handler<'request.cancel'> =>
  async ({ requestId }, sender) => {
    cancellations.cancel(sender, requestId);
    return null;
  };
