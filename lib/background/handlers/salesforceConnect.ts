import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

export const salesforceConnect =
  ({ crm }: Pick<Services, 'crm'>): Handler<'salesforce.connect'> =>
  (request) =>
    crm.connectSalesforce(request);
