import { FailureError } from '../../failure.ts';
import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

export const confirmRead =
  ({ tickets }: Pick<Services, 'tickets'>): Handler<'confirm.read'> =>
  async ({ ticket: id }, holder) => {
    const ticket = await tickets.read(id, holder);
    if (ticket === null) throw new FailureError({ code: 'message.refused' });
    const { write, company, companyName, customer, erp } = ticket.content;
    return { kind: write.change, record: company, recordName: companyName, customer, erp };
  };
