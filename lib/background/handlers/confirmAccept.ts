import { linkRequest } from '../../erp/api/link.ts';
import { neverLinkRequest } from '../../erp/api/neverLink.ts';
import { linkId } from '../../erp/api/primitives.ts';
import { recordKey } from '../../erp/api/recordKey.ts';
import type { ErpClient } from '../../erp/client.ts';
import { FailureError } from '../../failure.ts';
import type { Answer } from '../../messaging/protocol.ts';
import type { Handler } from '../../messaging/serve.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import type { Services } from '../services.ts';
import { type LinkWrite, linkedRecord, type Ticket, tellProposer } from '../tickets.ts';

type Parts = Pick<Services, 'erp' | 'cache' | 'tickets' | 'sync'>;

/** What a yes does; each kind of ticket has its own. */
interface Deed {
  /** null = all of it was written; else what became of each part. */
  carryOut(): Promise<Answer<'confirm.accept'>>;
  /** What was shown is no longer so, or has just been changed: whoever shows it reads again. */
  reread(): Promise<void>;
}

/**
 * The write itself. Where it failed the ticket comes back, so that the person can try again: none of these has a second copy. Where the
 * worker died with it, the next one writes it again: decisions are remembered under their key, and of the others what has been
 * written cannot be written twice.
 */
export const confirmAccept =
  (parts: Parts): Handler<'confirm.accept'> =>
  async ({ ticket: id }, holder) => {
    const { tickets } = parts;
    const ticket = await tickets.take(id, holder);
    if (ticket === null) throw new FailureError({ code: 'message.refused' });
    const deed = deedOf(parts, id, ticket.content);
    let partly: Answer<'confirm.accept'>;
    try {
      partly = await deed.carryOut();
    } catch (error) {
      // What the person saw is no longer so: every tab reads again, and the same yes could only be refused again.
      if (isOutdated(error)) {
        await deed.reread();
        await tickets.spend(id);
        // It may be outdated by that very yes.
        if (ticket.isTaken && ticket.content.kind !== 'resolve')
          throw new FailureError({ code: 'message.refused' });
      } else await tickets.giveBack(id, ticket);
      throw error;
    }
    await deed.reread();
    await tickets.spend(id);
    // What was not written has to be seen before the frame goes.
    if (partly === null) await tellProposer(ticket, { name: 'confirm.closed', ticket: id, accepted: true });
    return partly;
  };

const deedOf = (parts: Parts, id: string, content: Ticket['content']): Deed => {
  const { erp, cache, sync } = parts;
  switch (content.kind) {
    case 'link':
      return {
        carryOut: () => erp.use((client) => write(client, content)).then(() => null),
        reread: async () => {
          await cache.forgetCompany(content.company);
          const keys = new Set([recordKey(content.company), recordKey(content.page)]);
          for (const key of keys) await tellCrmTabs({ name: 'record.changed', key });
        },
      };
    case 'resolve':
      // The ticket's own name: whatever a click or a worker repeats, they are decided once.
      return {
        carryOut: () => sync.people.resolve(content, id),
        reread: () => sync.people.decided(content),
      };
    case 'brake':
      return {
        carryOut: () => sync.people.approve(content.question.id).then(() => null),
        reread: () => sync.people.approved(content),
      };
  }
};

const write = async (client: ErpClient, ticket: LinkWrite): Promise<void> => {
  const { signal } = new AbortController();
  const { write: asked, host, customer } = ticket;
  const record = linkedRecord(ticket);
  switch (asked.change) {
    case 'link':
    case 'linkDeal':
      await client.link(linkRequest.parse({ record, host, customer: customer.id }), signal);
      return;
    case 'unlink':
    case 'unlinkDeal':
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
  error instanceof FailureError &&
  OUTDATED.includes(error.failure.status ?? 0) &&
  // Stopped for now: what was shown is still so.
  error.failure.code !== 'erp.paused' &&
  error.failure.code !== 'erp.braked';
