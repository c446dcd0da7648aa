import type { ClientApp, Org } from '../context.ts';

const SCOPES = ['api', 'refresh_token', 'offline_access', 'openid', 'id', 'profile', 'email', 'full', 'web'];

const KNOWN = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'prompt',
  'login_hint',
  'display',
  'nonce',
  'immediate',
];

export interface AuthorizationRequest {
  readonly client: ClientApp;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly challenge: string;
  readonly state: string | null;
}

/** Wrong in a way that may not be told to the redirect address: shown to the person. */
export interface Shown {
  readonly shown: { readonly error: string; readonly description: string };
}
/** Wrong, and told to the app at its own address. */
export interface Redirected {
  readonly redirected: string;
}

export const redirectWith = (uri: string, parameters: Readonly<Record<string, string | null>>): string => {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters))
    if (value !== null) url.searchParams.set(name, value);
  return url.href;
};

/**
 * Reads an authorization request (OAuth 2.0 Web Server Flow with PKCE, RFC 7636). The challenge is required and must be S256, as for
 * an app whose secret is not.
 */
export const readAuthorization = (
  org: Org,
  query: URLSearchParams,
): AuthorizationRequest | Shown | Redirected => {
  const shown = (error: string, description: string): Shown => ({ shown: { error, description } });
  const client = org.clients.find((app) => app.consumerKey === query.get('client_id'));
  if (client === undefined) return shown('invalid_client_id', 'client identifier invalid');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!client.redirectUris.includes(redirectUri))
    return shown('redirect_uri_mismatch', 'redirect_uri must match configuration');
  if (org.bites.isOn('appNotInstalled'))
    return shown(
      'OAUTH_APPROVAL_ERROR_GENERIC',
      'this app is not installed in the org; ask an administrator',
    );

  const state = query.get('state');
  const refused = (error: string, error_description: string): Redirected => ({
    redirected: redirectWith(redirectUri, { error, error_description, state }),
  });
  const stranger = [...query.keys()].find((key) => !KNOWN.includes(key));
  if (stranger !== undefined) return refused('invalid_request', `unknown parameter: ${stranger}`);
  if (query.get('response_type') !== 'code')
    return refused('unsupported_response_type', 'response type not supported');
  const challenge = query.get('code_challenge');
  if (challenge === null) return refused('invalid_request', 'missing required code challenge');
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge))
    return refused('invalid_request', 'invalid code challenge');
  const scopes = (query.get('scope') ?? 'api').split(/[ +]/).filter((scope) => scope !== '');
  if (scopes.some((scope) => !SCOPES.includes(scope)))
    return refused('invalid_scope', 'the requested scope is not allowed');
  return { client, redirectUri, scopes, challenge, state };
};
