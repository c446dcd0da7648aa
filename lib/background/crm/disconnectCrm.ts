import { revokeSalesforce } from '../../crm/salesforce/auth.ts';
import type { CrmSystem } from '../../erp/api/record.ts';
import { FailureError } from '../../failure.ts';
import { readConnection, removeConnection } from '../connectionStore.ts';
import { forgetTrouble } from '../trouble.ts';
import type { CrmParts } from './crmParts.ts';

/** Forgets the connection here whatever happens, then ends it there. A CRM that cannot be reached does not keep us connected. */
export const disconnectCrm = async (system: CrmSystem, parts: CrmParts): Promise<void> => {
  const end = system === 'salesforce' ? await forgetSalesforce(parts) : await forgetHubspot(parts);
  await removeConnection(system);
  await forgetTrouble(system);
  await unlessUnreachable(end);
};

type End = () => Promise<void>;

const forgetSalesforce = async ({ vault, edge }: CrmParts): Promise<End> => {
  const connection = await readConnection('salesforce');
  const token = await vault.lasting.read('salesforce.refreshToken');
  await vault.lasting.remove('salesforce.refreshToken');
  await vault.session.remove('salesforce.access');
  return async () => {
    if (connection === null || token === null) return;
    const { host: org, consumerKey } = connection;
    const { signal } = new AbortController();
    await revokeSalesforce({ org, consumerKey, signal, call: edge.call }, token);
  };
};

/** A Service Key is revoked in HubSpot's settings only. */
const forgetHubspot = async ({ vault, erp }: CrmParts): Promise<End> => {
  const connection = await readConnection('hubspot');
  await vault.lasting.remove('hubspot.serviceKey');
  await vault.session.remove('hubspot.access');
  return async () => {
    if (connection?.mode !== 'oauth') return;
    await erp.use((client) => client.hubspotDisconnect(new AbortController().signal));
  };
};

const unlessUnreachable = async (end: End): Promise<void> => {
  try {
    await end();
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
  }
};
