import type { Handler } from '../../messaging/serve.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import type { Services } from '../services.ts';

export const salesforceConnect =
  ({ crm }: Pick<Services, 'crm'>): Handler<'salesforce.connect'> =>
  async (request) => {
    const outcome = await crm.connectSalesforce(request);
    await tellCrmTabs({ name: 'connections.changed' });
    return outcome;
  };
