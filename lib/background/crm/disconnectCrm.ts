import { revokeSalesforce } from '../../crm/salesforce/auth.ts';
import type { CrmSystem } from '../../erp/api/record.ts';
import { FailureError } from '../../failure.ts';
import { forgetOrg, readOrg } from '../orgStore.ts';
import { forgetTrouble } from '../trouble.ts';
import type { CrmParts } from './crmParts.ts';
import { describedNames } from './syncedOrgs.ts';

/** Forgets the connection here whatever happens, then ends it there. A CRM that cannot be reached does not keep us connected. */
export const disconnectCrm = async (system: CrmSystem, org: string, parts: CrmParts): Promise<void> => {
  const end = await (system === 'salesforce' ? forgetSalesforce : forgetHubspot)(org, parts);
  await forgetOrg(system, org);
  await forgetTrouble(`${system} ${org}`);
  await unlessUnreachable(end);
  await parts.values.removeAll(describedNames(system, org));
};

type End = () => Promise<void>;

const forgetSalesforce = async (org: string, { vault, edge }: CrmParts): Promise<End> => {
  const connection = await readOrg('salesforce', org);
  const token = await vault.lasting.read(`salesforce.refreshToken ${org}`);
  await vault.lasting.remove(`salesforce.refreshToken ${org}`);
  await vault.session.remove(`salesforce.access ${org}`);
  return async () => {
    if (connection === null || token === null) return;
    const { consumerKey } = connection;
    const { signal } = new AbortController();
    await revokeSalesforce({ org, consumerKey, signal, call: edge.call }, token);
  };
};

/** A Service Key is revoked in HubSpot's settings only. */
const forgetHubspot = async (org: string, { vault, erp }: CrmParts): Promise<End> => {
  const connection = await readOrg('hubspot', org);
  await vault.lasting.remove(`hubspot.serviceKey ${org}`);
  await vault.session.remove(`hubspot.access ${org}`);
  return async () => {
    if (connection?.mode !== 'oauth') return;
    await erp.use((client) => client.hubspotDisconnect(org, new AbortController().signal));
  };
};

const unlessUnreachable = async (end: End): Promise<void> => {
  try {
    await end();
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
  }
};
