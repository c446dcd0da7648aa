import type { HubspotSetup } from '../../erp/api/hubspotConnection.ts';
import { FailureError } from '../../failure.ts';
import { type LaunchAuthFlow, landingOf } from '../authFlow.ts';

/** HubSpot's sign-in pages; whatever address the ERP API gives, no other host is opened. */
const SIGN_IN_HOST = /^app(-[a-z0-9]+)?\.hubspot\.com$/;

export interface HubspotSignIn {
  readonly setup: HubspotSetup;
  readonly redirectUri: string;
  readonly launch: LaunchAuthFlow;
}

/**
 * Lets the person choose a portal and consent, and answers the one-time code for the ERP API, which holds the client's secret and
 * exchanges it. https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/working-with-oauth
 */
export const signInToHubspot = async ({
  setup,
  redirectUri,
  launch,
}: HubspotSignIn): Promise<{ readonly code: string; readonly redirectUri: string }> => {
  const url = URL.parse(setup.authorizeUrl);
  if (url === null || url.protocol !== 'https:' || !SIGN_IN_HOST.test(url.hostname))
    throw new FailureError({ code: 'crm.invalid' });
  const state = crypto.randomUUID();
  url.searchParams.set('client_id', setup.clientId);
  url.searchParams.set('redirect_uri', redirectUri);
  url.searchParams.set('scope', setup.scopes.join(' '));
  url.searchParams.set('state', state);
  return { code: codeIn(await landingOf(launch, url), state), redirectUri };
};

/** A landing with another state was made by somebody else: its code would connect their portal. */
const codeIn = ({ searchParams }: URL, state: string): string => {
  if (searchParams.get('state') !== state) throw new FailureError({ code: 'crm.badAnswer' });
  const error = searchParams.get('error');
  if (error !== null) {
    const detail = searchParams.get('error_description');
    throw new FailureError({
      code: error === 'access_denied' ? 'crm.forbidden' : 'crm.invalid',
      ...(detail === null ? {} : { detail }),
    });
  }
  const code = searchParams.get('code');
  if (code === null || code === '') throw new FailureError({ code: 'crm.badAnswer' });
  return code;
};
