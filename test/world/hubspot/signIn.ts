import { type Answered, APP } from './fixture.ts';
import { API_HOST, type HubspotWorld } from './portal.ts';

/** The address that a browser is sent to, with the answers it depends on. */
export function authorizeUrl(more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: APP.clientId,
    redirect_uri: APP.redirectUris[0] ?? '',
    scope: APP.scopes.join(' '),
    state: 'state-1',
    ...more,
  });
  return `https://app.hubspot.com/oauth/authorize?${query}`;
}

/** Presses "Connect app" and answers the address that the browser is sent back to. */
export async function pressConnect(hubspot: HubspotWorld, answer = 'yes', portal = '4711'): Promise<URL> {
  const response = await hubspot.fetch(
    new Request(authorizeUrl(), { method: 'POST', body: new URLSearchParams({ consent: answer, portal }) }),
  );
  return new URL(response.headers.get('Location') ?? 'about:blank');
}

export async function token(
  hubspot: HubspotWorld,
  form: Record<string, string | null>,
  version = 'v1',
): Promise<{ status: number; body: Answered; accessToken: string; refreshToken: string }> {
  const sent = Object.entries(form).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const response = await hubspot.fetch(
    new Request(`https://${API_HOST}/oauth/${version}/token`, {
      method: 'POST',
      body: new URLSearchParams(sent),
    }),
  );
  const body = (await response.json()) as Answered;
  return {
    status: response.status,
    body,
    accessToken: String(body.access_token),
    refreshToken: String(body.refresh_token),
  };
}

/** Consent and code exchange in one go; `more` changes the form (null leaves a field out). */
export async function authorize(hubspot: HubspotWorld, more: Record<string, string | null> = {}) {
  const returned = await pressConnect(hubspot);
  return token(hubspot, {
    grant_type: 'authorization_code',
    client_id: APP.clientId,
    client_secret: APP.clientSecret,
    redirect_uri: APP.redirectUris[0] ?? '',
    code: returned.searchParams.get('code') ?? '',
    ...more,
  });
}
