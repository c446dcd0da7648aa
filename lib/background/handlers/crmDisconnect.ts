import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

export const crmDisconnect =
  ({ crm }: Pick<Services, 'crm'>): Handler<'crm.disconnect'> =>
  async ({ system }) => {
    await crm.disconnect(system);
    return null;
  };
