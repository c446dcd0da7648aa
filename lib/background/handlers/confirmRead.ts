import { FailureError } from '../../failure.ts';
import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

export const confirmRead =
  ({ tickets }: Pick<Services, 'tickets'>): Handler<'confirm.read'> =>
  async ({ ticket: id }, frame) => {
    const ticket = await tickets.read(id, frame);
    if (ticket === null) throw new FailureError({ code: 'message.refused' });
    const { write, company, companyName, customer, erp } = ticket;
    return { kind: write.change, record: company, recordName: companyName, customer, erp };
  };
