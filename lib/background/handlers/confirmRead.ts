import { FailureError } from '../../failure.ts';
import type { ConfirmTicket } from '../../messaging/protocol.ts';
import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';
import { conflictItem } from '../sync/conflictItem.ts';
import type { Ticket } from '../tickets.ts';

export const confirmRead =
  ({ tickets, sync }: Pick<Services, 'tickets' | 'sync'>): Handler<'confirm.read'> =>
  async ({ ticket: id }, holder) => {
    const ticket = await tickets.read(id, holder);
    if (ticket === null) throw new FailureError({ code: 'message.refused' });
    return shown(sync, ticket.content);
  };

const shown = async (
  { people }: Pick<Services['sync'], 'people'>,
  content: Ticket['content'],
): Promise<ConfirmTicket> => {
  switch (content.kind) {
    case 'link': {
      const { write, company, companyName, customer, erp } = content;
      return { kind: write.change, record: company, recordName: companyName, customer, erp };
    }
    case 'resolve':
      return {
        kind: 'resolve',
        decisions: content.decisions.map(({ question, choice }) => ({
          conflict: conflictItem(question),
          choice,
        })),
      };
    case 'brake':
      return { kind: 'brake', brake: await people.shownBrake(content) };
  }
};
