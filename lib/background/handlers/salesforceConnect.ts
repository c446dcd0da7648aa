import type { Handler } from '../../messaging/serve.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import type { Services } from '../services.ts';

export const salesforceConnect =
  ({ crm, sync }: Pick<Services, 'crm' | 'sync'>): Handler<'salesforce.connect'> =>
  async (request) => {
    const outcome = await crm.connectSalesforce(request);
    // Whoever was signed in there before saw other records.
    await sync.forgetOrg(`salesforce/${outcome.label}`);
    await tellCrmTabs({ name: 'connections.changed' });
    return outcome;
  };
