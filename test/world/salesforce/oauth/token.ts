import type { Org, OrgUser } from '../context.ts';
import type { Codes } from './codes.ts';

const oauthError = (error: string, error_description: string, status = 400): Response =>
  Response.json({ error, error_description }, { status, headers: { 'Cache-Control': 'no-store' } });

const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  authorization_code: ['grant_type', 'code', 'client_id', 'redirect_uri', 'code_verifier'],
  refresh_token: ['grant_type', 'refresh_token', 'client_id'],
};

/** Where a person's identity is told. */
const identityUrl = (org: Org, user: string): string => `https://${org.apiHost}/id/${org.orgId}/${user}`;

const tokens = (
  org: Org,
  user: string,
  scopes: readonly string[],
  grant: string,
  refreshToken: string | null,
): Response => {
  const session = org.sessions.open({ user, kind: 'token', scopes, grant });
  return Response.json(
    {
      access_token: session.token,
      ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
      signature: org.random.next(43).concat('='),
      scope: scopes.join(' '),
      instance_url: `https://${org.apiHost}`,
      id: identityUrl(org, user),
      token_type: 'Bearer',
      issued_at: String(org.now()),
    },
    { headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' } },
  );
};

const offline = (scopes: readonly string[]): boolean =>
  scopes.includes('refresh_token') || scopes.includes('offline_access');

/** `POST /services/oauth2/token`. The answer carries no `expires_in`: how long a session lasts is the org's own affair. */
export const answerToken = async (org: Org, codes: Codes, request: Request): Promise<Response> => {
  if (!/^application\/x-www-form-urlencoded\b/.test(request.headers.get('content-type') ?? ''))
    return oauthError('invalid_request', 'the body must be form-encoded');
  const form = new URLSearchParams(await request.text());
  const grantType = form.get('grant_type') ?? '';
  const known = PARAMETERS[grantType];
  if (known === undefined) return oauthError('unsupported_grant_type', 'grant type not supported');
  const stranger = [...form.keys()].find((key) => !known.includes(key));
  if (stranger !== undefined) return oauthError('invalid_request', `unknown parameter: ${stranger}`);
  const missing = known.find((key) => (form.get(key) ?? '') === '');
  if (missing !== undefined) return oauthError('invalid_request', `missing parameter: ${missing}`);
  const value = (name: string): string => form.get(name) ?? '';
  const client = org.clients.find((app) => app.consumerKey === value('client_id'));
  if (client === undefined) return oauthError('invalid_client_id', 'client identifier invalid');
  if (org.bites.isOn('ipRestricted')) return oauthError('invalid_grant', 'ip restricted');

  if (grantType === 'refresh_token') {
    const next = org.sessions.refresh(value('refresh_token'), client.consumerKey);
    if (next === null) return oauthError('invalid_grant', 'expired access/refresh token');
    const renewed = org.bites.isOn('refreshTokenRotates') ? next.refreshToken : null;
    return tokens(org, next.grant.user, next.grant.scopes, next.grant.grant, renewed);
  }
  const issued = codes.redeem(
    value('code'),
    client.consumerKey,
    value('redirect_uri'),
    value('code_verifier'),
  );
  if (typeof issued === 'string') return oauthError('invalid_grant', issued);
  const { grant, refreshToken } = org.sessions.grant(client.consumerKey, issued.user, issued.scopes);
  return tokens(org, issued.user, issued.scopes, grant, offline(issued.scopes) ? refreshToken : null);
};

/** `POST /services/oauth2/revoke` with `token`: 200 with an empty body; an unknown token is refused. */
export const answerRevoke = async (org: Org, request: Request): Promise<Response> => {
  const form = new URLSearchParams(await request.text());
  const token = form.get('token') ?? '';
  if ([...form.keys()].some((key) => key !== 'token') || token === '')
    return oauthError('invalid_request', 'exactly one parameter is needed: token');
  return org.sessions.revoke(token)
    ? new Response(null, { status: 200 })
    : oauthError('unsupported_token_type', 'this token is not supported');
};

/** `GET /services/oauth2/userinfo` and the identity address. */
export const answerIdentity = (org: Org, user: OrgUser): Response =>
  Response.json({
    sub: identityUrl(org, user.id),
    id: identityUrl(org, user.id),
    user_id: user.id,
    organization_id: org.orgId,
    preferred_username: user.username,
    username: user.username,
    nickname: user.username.split('@')[0],
    name: user.name,
    display_name: user.name,
    email: user.email,
    email_verified: true,
    active: true,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: 'en_US',
    urls: {
      rest: `https://${org.apiHost}/services/data/v{version}/`,
      sobjects: `https://${org.apiHost}/services/data/v{version}/sobjects/`,
      query: `https://${org.apiHost}/services/data/v{version}/query/`,
    },
  });
