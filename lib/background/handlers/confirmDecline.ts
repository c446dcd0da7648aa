import type { Handler } from '../../messaging/serve.ts';
import { tellTab } from '../crmTabs.ts';
import type { Services } from '../services.ts';

/** Closes the frame even where the ticket has expired meanwhile: to write nothing needs no ticket. */
export const confirmDecline =
  ({ tickets }: Pick<Services, 'tickets'>): Handler<'confirm.decline'> =>
  async ({ ticket: id }, holder) => {
    if ((await tickets.take(id, holder)) !== null) await tickets.spend(id);
    if (holder.kind === 'confirmFrame')
      await tellTab(holder.tabId, { name: 'confirm.closed', ticket: id, accepted: false });
    return null;
  };
