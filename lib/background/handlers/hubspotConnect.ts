import type { Handler } from '../../messaging/serve.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import type { Services } from '../services.ts';

export const hubspotConnect =
  ({ crm, sync }: Pick<Services, 'crm' | 'sync'>): Handler<'hubspot.connect'> =>
  async (request) => {
    const outcome = await crm.connectHubspot(request);
    // Whoever was signed in there before saw other records.
    await sync.forgetOrg(`hubspot/${outcome.label}`);
    await tellCrmTabs({ name: 'connections.changed' });
    return outcome;
  };
