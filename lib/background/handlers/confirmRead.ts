import { FailureError } from '../../failure.ts';
import type { ConfirmTicket } from '../../messaging/protocol.ts';
import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';
import { linkedRecord, type Ticket } from '../tickets.ts';

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
      const { write, recordName, customer, erp } = content;
      return { kind: write.change, record: linkedRecord(content), recordName, customer, erp };
    }
    case 'resolve': {
      const questions = content.decisions.map(({ question }) => question);
      const conflicts = await people.shownConflicts(questions, new AbortController().signal);
      return {
        kind: 'resolve',
        decisions: conflicts.flatMap((conflict, index) => {
          const choice = content.decisions[index]?.choice;
          return choice === undefined ? [] : [{ conflict, choice }];
        }),
      };
    }
    case 'brake':
      return { kind: 'brake', brake: await people.shownBrake(content) };
  }
};
