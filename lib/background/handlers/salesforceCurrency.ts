import { FailureError } from '../../failure.ts';
import type { Handler } from '../../messaging/serve.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import { keepOrg, readOrg } from '../orgStore.ts';

/** Which currency an org with only one has: its records do not say. */
export const salesforceCurrency =
  (): Handler<'salesforce.currency'> =>
  async ({ org, currency }) => {
    const known = await readOrg('salesforce', org);
    if (known === null) throw new FailureError({ code: 'crm.notConnected' });
    await keepOrg('salesforce', { ...known, currency });
    await tellCrmTabs({ name: 'connections.changed' });
    return null;
  };
