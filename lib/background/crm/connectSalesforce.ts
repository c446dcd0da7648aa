import { browser } from 'wxt/browser';
import { signInToSalesforce } from '../../crm/salesforce/auth.ts';
import { salesforceReader } from '../../crm/salesforce/client.ts';
import { salesforceOrgOf } from '../../crm/salesforce/orgHost.ts';
import { FailureError } from '../../failure.ts';
import type { Request, TestResult } from '../../messaging/protocol.ts';
import { keepOrg, readOrg } from '../orgStore.ts';
import { forgetTrouble } from '../trouble.ts';
import type { CrmParts } from './crmParts.ts';
import { fixedSession } from './hubspotSession.ts';
import { launchAuthFlow } from './launchAuthFlow.ts';
import { keepSalesforceTokens } from './salesforceSession.ts';

/** Signs in with PKCE, then reads the field list; nothing is kept before it came back. */
export const connectSalesforce = async (
  typed: Request<'salesforce.connect'>,
  { vault, edge, policy }: CrmParts,
): Promise<TestResult> => {
  const preset = await policy();
  const org = salesforceOrgOf(typed.host);
  if (org === null) throw new FailureError({ code: 'crm.invalid', fields: [{ path: 'host', message: '' }] });
  const consumerKey = typed.consumerKey.trim();
  const isPreset =
    (preset.salesforceHost === undefined || salesforceOrgOf(preset.salesforceHost) === org) &&
    (preset.salesforceConsumerKey === undefined || preset.salesforceConsumerKey === consumerKey);
  if (!isPreset) throw new FailureError({ code: 'crm.forbidden' });

  const { signal } = new AbortController();
  const app = { org, consumerKey, signal, call: edge.call };
  const redirectUri = browser.identity.getRedirectURL();
  const tokens = await signInToSalesforce(app, { redirectUri, launch: launchAuthFlow });
  const { instanceUrl, accessToken } = tokens;
  const session = fixedSession(async () => accessToken);
  const reader = salesforceReader({ instanceUrl, session, ...edge });
  const fields = await reader.countFields(signal);
  const hasCurrencies = await reader.hasCurrencies(signal);

  const host = new URL(instanceUrl).hostname;
  await keepSalesforceTokens(vault, tokens);
  const currency = (await readOrg('salesforce', host))?.currency ?? null;
  const person = { user: null, ownerId: tokens.userId };
  await keepOrg('salesforce', { host, consumerKey, label: host, ...person, hasCurrencies, currency });
  await forgetTrouble(`salesforce ${host}`);
  return { fields, label: host };
};
