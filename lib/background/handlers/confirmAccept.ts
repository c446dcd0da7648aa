import { linkRequest } from '../../erp/api/link.ts';
import { recordKey } from '../../erp/api/recordKey.ts';
import { FailureError } from '../../failure.ts';
import type { Handler } from '../../messaging/serve.ts';
import { tellCrmTabs, tellTab } from '../crmTabs.ts';
import type { Services } from '../services.ts';

/** The write itself. Where it failed the ticket comes back, so that the person can try again: a link has no second copy. */
export const confirmAccept =
  ({ erp, cache, tickets }: Pick<Services, 'erp' | 'cache' | 'tickets'>): Handler<'confirm.accept'> =>
  async ({ ticket: id }, frame) => {
    const ticket = await tickets.take(id, frame);
    if (ticket === null) throw new FailureError({ code: 'message.refused' });
    const { company, page, host, customer } = ticket;
    const body = linkRequest.parse({ record: company, host, customer: customer.id });
    try {
      await erp.use((client) => client.link(body, new AbortController().signal));
    } catch (error) {
      await tickets.giveBack(id, ticket);
      throw error;
    }
    await cache.forgetCompany(company);
    const keys = new Set([recordKey(company), recordKey(page)]);
    for (const key of keys) await tellCrmTabs({ name: 'record.changed', key });
    await tellTab(frame.tabId, { name: 'confirm.closed', ticket: id, accepted: true });
    return null;
  };
