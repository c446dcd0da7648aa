import { FailureError } from '../../failure.ts';
import type { Handler } from '../../messaging/serve.ts';
import { chooseOfflineReading, readOfflineReading } from '../offlineReading.ts';
import type { Services } from '../services.ts';

/** A choice that the browser has no room for is not made: it would say "kept" and keep nothing. */
export const offlineReadingWrite =
  ({ cache, policy }: Pick<Services, 'cache' | 'policy'>): Handler<'offlineReading.write'> =>
  async ({ keep }) => {
    const { isAllowed } = await readOfflineReading(policy);
    if (keep && !isAllowed) throw new FailureError({ code: 'erp.forbidden' });
    await chooseOfflineReading(keep);
    try {
      await cache.keepAsWanted();
    } catch (error) {
      await chooseOfflineReading(false);
      throw error;
    }
    return readOfflineReading(policy);
  };
