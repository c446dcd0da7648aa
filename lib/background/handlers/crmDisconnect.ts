import type { Handler } from '../../messaging/serve.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import type { Services } from '../services.ts';

export const crmDisconnect =
  ({ crm, sync }: Pick<Services, 'crm' | 'sync'>): Handler<'crm.disconnect'> =>
  async ({ system, org }) => {
    await crm.disconnect(system, org);
    await sync.forgetOrg(`${system}/${org}`);
    await tellCrmTabs({ name: 'connections.changed' });
    return null;
  };
