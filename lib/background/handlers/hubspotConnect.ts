import type { Handler } from '../../messaging/serve.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import type { Services } from '../services.ts';

export const hubspotConnect =
  ({ crm }: Pick<Services, 'crm'>): Handler<'hubspot.connect'> =>
  async (request) => {
    const outcome = await crm.connectHubspot(request);
    await tellCrmTabs({ name: 'connections.changed' });
    return outcome;
  };
