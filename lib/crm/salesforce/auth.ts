import * as oauth from 'oauth4webapi';
import * as z from 'zod';
import { FailureError } from '../../failure.ts';
import { type Call, call as networkCall } from '../../http/call.ts';
import { type LaunchAuthFlow, landingOf } from '../authFlow.ts';
import { oauthFailure } from './oauthFailure.ts';
import { oauthFetch } from './oauthFetch.ts';
import { salesforceOrgOf } from './orgHost.ts';
import { recordId18 } from './recordId.ts';

/** What a sign-in gives. With rotation on, each refresh answers a new refresh token and ends the old one: store it before use. */
export interface SalesforceTokens {
  readonly accessToken: string;
  /** null where the app's policy gives none: the sign-in then ends with the session. */
  readonly refreshToken: string | null;
  /** `https://acme.my.salesforce.com`. */
  readonly instanceUrl: string;
  /** Who signed in, as `OwnerId` names them; null = the answer does not tell. */
  readonly userId: string | null;
}

/** An External Client App with PKCE and without a secret ("Require Secret for Web Server Flow" off). */
export interface SalesforceApp {
  /** API host of the org: `acme.my.salesforce.com`. */
  readonly org: string;
  readonly consumerKey: string;
  readonly signal: AbortSignal;
  readonly call?: Call;
}

const SCOPE = 'api refresh_token';

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  id: z.string().optional().catch(undefined),
  instance_url: z.url().transform((url, context) => {
    const { hostname, origin, protocol } = new URL(url);
    // A token must never be sent to a host that is not Salesforce's, whoever says so.
    if (protocol === 'https:' && salesforceOrgOf(hostname) === hostname) return origin;
    context.addIssue('not an API host');
    return z.NEVER;
  }),
});

/**
 * The last part of the identity address, `https://login.salesforce.com/id/00D…/005…`: no call of its own, and no scope.
 * https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_openid.htm
 */
const userIn = (identity: string | undefined): string | null => {
  const id = /\/id\/00D[^/]*\/(005[^/]*)$/.exec(identity ?? '')?.[1];
  return id === undefined ? null : recordId18(id);
};

const tokensOf = (answer: unknown, previousRefreshToken: string | null): SalesforceTokens => {
  const parsed = tokenAnswer.safeParse(answer);
  if (!parsed.success) throw new FailureError({ code: 'crm.badAnswer' }, { cause: parsed.error });
  const { access_token, refresh_token, instance_url, id } = parsed.data;
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? previousRefreshToken,
    instanceUrl: instance_url,
    userId: userIn(id),
  };
};

const serverOf = ({ org, consumerKey, signal, call = networkCall }: SalesforceApp) => {
  if (salesforceOrgOf(org) !== org) throw new FailureError({ code: 'crm.invalid' });
  const issuer = `https://${org}`;
  const server: oauth.AuthorizationServer = {
    issuer,
    authorization_endpoint: `${issuer}/services/oauth2/authorize`,
    token_endpoint: `${issuer}/services/oauth2/token`,
  };
  const client: oauth.Client = { client_id: consumerKey };
  const send = oauthFetch(call, signal);
  return { server, client, send, options: { [oauth.customFetch]: send } };
};

const explained = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw oauthFailure(error);
  }
};

/** Authorization code with PKCE. Rejects with `FailureError`; `cancelled` when the person closes the window. */
export const signInToSalesforce = (
  app: SalesforceApp,
  { redirectUri, launch }: { readonly redirectUri: string; readonly launch: LaunchAuthFlow },
): Promise<SalesforceTokens> =>
  explained(async () => {
    const { server, client, options } = serverOf(app);
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const url = new URL(`${server.issuer}/services/oauth2/authorize`);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: app.consumerKey,
      redirect_uri: redirectUri,
      scope: SCOPE,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString();
    const landing = await landingOf(launch, url);
    const code = oauth.validateAuthResponse(server, client, landing, state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      code,
      redirectUri,
      verifier,
      options,
    );
    return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, response), null);
  });

/** New tokens for a refresh token. `crm.authExpired` where it is revoked, idled out or already rotated away: sign in again. */
export const refreshSalesforce = (app: SalesforceApp, refreshToken: string): Promise<SalesforceTokens> =>
  explained(async () => {
    const { server, client, options } = serverOf(app);
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      refreshToken,
      options,
    );
    return tokensOf(await oauth.processRefreshTokenResponse(server, client, response), refreshToken);
  });

/** Ends a token; ending a refresh token ends the access tokens that came of it. Not by the library: it adds a parameter of its own. */
export const revokeSalesforce = (app: SalesforceApp, token: string): Promise<void> =>
  explained(async () => {
    const { server, send } = serverOf(app);
    const { status } = await send(`${server.issuer}/services/oauth2/revoke`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token }),
    });
    if (status !== 200)
      throw new FailureError({ code: status >= 500 ? 'crm.server' : 'crm.invalid', status });
  });
