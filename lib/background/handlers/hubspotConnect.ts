import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

export const hubspotConnect =
  ({ crm }: Pick<Services, 'crm'>): Handler<'hubspot.connect'> =>
  (request) =>
    crm.connectHubspot(request);
