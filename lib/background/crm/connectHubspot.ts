import { browser } from 'wxt/browser';
import { signInToHubspot } from '../../crm/hubspot/auth.ts';
import { hubspotReader } from '../../crm/hubspot/client.ts';
import { FailureError } from '../../failure.ts';
import type { Request, TestResult } from '../../messaging/protocol.ts';
import { keepOrg } from '../orgStore.ts';
import { forgetTrouble } from '../trouble.ts';
import type { CrmParts } from './crmParts.ts';
import { fixedSession, keepHubspotAccess } from './hubspotSession.ts';
import { launchAuthFlow } from './launchAuthFlow.ts';
import { ownerOf } from './ownerOf.ts';
import { portalOf } from './portalOf.ts';

export const connectHubspot = (request: Request<'hubspot.connect'>, parts: CrmParts): Promise<TestResult> =>
  request.mode === 'oauth' ? withConsent(parts) : withServiceKey(request.serviceKey.trim(), parts);

/** The person consents at HubSpot; the ERP API trades the code, because that takes the app's secret. */
const withConsent = async ({ vault, edge, erp }: CrmParts): Promise<TestResult> => {
  const { signal } = new AbortController();
  const setup = await erp.use((client) => client.hubspotSetup(signal));
  const redirectUri = browser.identity.getRedirectURL();
  const code = await signInToHubspot({ setup, redirectUri, launch: launchAuthFlow });
  const access = await erp.use((client) => client.hubspotExchange(code, signal));

  const { portalId, user, accessToken } = access;
  const session = fixedSession(async () => accessToken);
  const fields = await hubspotReader({ portalId, session, ...edge }).countFields(signal);
  const ownerId = await ownerOf(session, user, edge);
  await vault.lasting.remove(`hubspot.serviceKey ${portalId}`);
  await keepHubspotAccess(vault, access);
  await keepOrg('hubspot', { mode: 'oauth', portalId, label: portalId, user, ownerId });
  await forgetTrouble(`hubspot ${portalId}`);
  return { fields, label: portalId };
};

/** Account-wide and without a user: for a trial or a company of one, and only where policy has nothing against it. */
const withServiceKey = async (serviceKey: string, { vault, edge, policy }: CrmParts): Promise<TestResult> => {
  if (!(await policy()).allowServiceKey) throw new FailureError({ code: 'crm.forbidden' });
  const session = fixedSession(async () => serviceKey);
  const portalId = await portalOf(session, edge);
  const { signal } = new AbortController();
  const fields = await hubspotReader({ portalId, session, ...edge }).countFields(signal);
  await vault.session.remove(`hubspot.access ${portalId}`);
  await vault.lasting.write(`hubspot.serviceKey ${portalId}`, serviceKey);
  await keepOrg('hubspot', { mode: 'serviceKey', portalId, label: portalId, user: null, ownerId: null });
  await forgetTrouble(`hubspot ${portalId}`);
  return { fields, label: portalId };
};
