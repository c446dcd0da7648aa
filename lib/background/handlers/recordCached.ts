import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

export const recordCached =
  ({ views }: Pick<Services, 'views'>): Handler<'record.cached'> =>
  ({ page }) =>
    views.cached(page);
