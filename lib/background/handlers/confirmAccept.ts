import { linkRequest } from '../../erp/api/link.ts';
import { neverLinkRequest } from '../../erp/api/neverLink.ts';
import { linkId } from '../../erp/api/primitives.ts';
import { recordKey } from '../../erp/api/recordKey.ts';
import type { ErpClient } from '../../erp/client.ts';
import { FailureError } from '../../failure.ts';
import type { Handler } from '../../messaging/serve.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import type { Services } from '../services.ts';
import { type LinkWrite, tellProposer } from '../tickets.ts';

/** The write itself. Where it failed the ticket comes back, so that the person can try again: none of these has a second copy. */
export const confirmAccept =
  ({ erp, cache, tickets }: Pick<Services, 'erp' | 'cache' | 'tickets'>): Handler<'confirm.accept'> =>
  async ({ ticket: id }, holder) => {
    const ticket = await tickets.take(id, holder);
    if (ticket === null) throw new FailureError({ code: 'message.refused' });
    const { company, page } = ticket.content;
    const reread = async () => {
      await cache.forgetCompany(company);
      const keys = new Set([recordKey(company), recordKey(page)]);
      for (const key of keys) await tellCrmTabs({ name: 'record.changed', key });
    };
    try {
      await erp.use((client) => write(client, ticket.content));
    } catch (error) {
      // What the person saw is no longer so: every tab reads again, and the same yes could only be refused again.
      if (isOutdated(error)) await reread();
      else await tickets.giveBack(id, ticket);
      throw error;
    }
    await reread();
    await tellProposer(ticket, { name: 'confirm.closed', ticket: id, accepted: true });
    return null;
  };

const write = async (client: ErpClient, ticket: LinkWrite): Promise<void> => {
  const { signal } = new AbortController();
  const { write: asked, company: record, host, customer } = ticket;
  switch (asked.change) {
    case 'link':
      await client.link(linkRequest.parse({ record, host, customer: customer.id }), signal);
      return;
    case 'unlink':
      return client.unlink({ id: linkId.parse(asked.link), rev: asked.rev }, signal);
    case 'neverLink':
      await client.neverLink(neverLinkRequest.parse({ record, customer: customer.id }), signal);
      return;
    case 'allowLink':
      return client.allowLink(asked.never, signal);
  }
};

/** 404: gone; 409: does not fit what is there; 412: another revision. */
const OUTDATED = [404, 409, 412];

const isOutdated = (error: unknown): boolean =>
  error instanceof FailureError && OUTDATED.includes(error.failure.status ?? 0);
