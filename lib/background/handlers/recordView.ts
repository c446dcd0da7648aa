import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

export const recordView =
  ({ views, cancellations }: Pick<Services, 'views' | 'cancellations'>): Handler<'record.view'> =>
  ({ page, requestId, company }, sender) =>
    cancellations.run(sender, requestId, (signal) => views.fresh(page, signal, company));
