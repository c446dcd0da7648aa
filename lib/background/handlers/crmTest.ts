import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

export const crmTest =
  ({ crm }: Pick<Services, 'crm'>): Handler<'crm.test'> =>
  ({ system, org }) =>
    crm.test(system, org);
