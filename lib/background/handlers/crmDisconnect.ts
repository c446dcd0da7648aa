import type { Handler } from '../../messaging/serve.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import type { Services } from '../services.ts';

export const crmDisconnect =
  ({ crm }: Pick<Services, 'crm'>): Handler<'crm.disconnect'> =>
  async ({ system, org }) => {
    await crm.disconnect(system, org);
    await tellCrmTabs({ name: 'connections.changed' });
    return null;
  };
