import { describe, expect, test } from 'vitest';
import { answerJson, anySignal, scriptedApi } from '../scriptedApi.fixture.ts';
import { refreshSalesforce, revokeSalesforce, signInToSalesforce } from './auth.ts';

const ORG = 'acme.my.salesforce.com';
const REDIRECT = 'https://jofpajcdfiinehnpidkcijgdfnhihiaf.chromiumapp.org/';
const TOKEN = 'POST /services/oauth2/token';
const granted = {
  access_token: '00Dxx!access',
  refresh_token: '5Aep-first',
  instance_url: `https://${ORG}`,
  id: 'https://login.salesforce.com/id/00Dxx0000000001AAA/005xx0000000001AAA',
  token_type: 'Bearer',
  issued_at: '1795167000000',
  signature: 'invented=',
  scope: 'api refresh_token',
};

const app = (api: ReturnType<typeof scriptedApi>, org = ORG) => ({
  org,
  consumerKey: '3MVG9invented',
  signal: anySignal(),
  call: api.call,
});
const signingIn = (
  answers: Parameters<typeof scriptedApi>[0],
  landing = (asked: URL) => `${REDIRECT}?code=aPrx-invented&state=${asked.searchParams.get('state')}`,
) => {
  const api = scriptedApi(answers);
  const asked: URL[] = [];
  const launch = async (url: string) => {
    asked.push(new URL(url));
    return landing(new URL(url));
  };
  return { api, asked, answer: signInToSalesforce(app(api), { redirectUri: REDIRECT, launch }) };
};
const formOf = async (request: Request | undefined) =>
  Object.fromEntries(new URLSearchParams((await request?.text()) ?? ''));

const sha256 = async (text: string) => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(digest).toString('base64url');
};

describe('signing in', () => {
  test('asks My Domain with PKCE, trades the code with the verifier and gives the tokens', async () => {
    const { api, asked, answer } = signingIn({ [TOKEN]: answerJson(granted) });
    expect(await answer).toEqual({
      accessToken: '00Dxx!access',
      refreshToken: '5Aep-first',
      userId: '005xx0000000001AAA',
      instanceUrl: `https://${ORG}`,
    });
    const { origin, pathname, searchParams } = asked[0] ?? new URL('about:blank');
    expect(origin + pathname).toBe(`https://${ORG}/services/oauth2/authorize`);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    const form = await formOf(api.requests[0]);
    expect(form).toMatchObject({
      grant_type: 'authorization_code',
      code: 'aPrx-invented',
      client_id: '3MVG9invented',
      redirect_uri: REDIRECT,
    });
    expect(form).not.toHaveProperty('client_secret');
    expect(await sha256(form.code_verifier ?? '')).toBe(searchParams.get('code_challenge'));
  });

  test('without a refresh token is a session that ends by itself', async () => {
    const { refresh_token: _, ...session } = granted;
    expect((await signingIn({ [TOKEN]: answerJson(session) }).answer).refreshToken).toBeNull();
  });

  test.each<[string, (asked: URL) => string, string]>([
    ['another state', () => `${REDIRECT}?code=planted&state=theirs`, 'crm.badAnswer'],
    ['no state', () => `${REDIRECT}?code=planted`, 'crm.badAnswer'],
    [
      'a no of the person',
      (url) =>
        `${REDIRECT}?error=access_denied&error_description=end-user+denied+authorization&state=${url.searchParams.get('state')}`,
      'crm.forbidden',
    ],
    [
      'an app that is not installed',
      (url) => `${REDIRECT}?error=OAUTH_APPROVAL_ERROR_GENERIC&state=${url.searchParams.get('state')}`,
      'crm.invalid',
    ],
    ['no address', () => 'nowhere', 'crm.badAnswer'],
  ])('that lands with %s trades no code', async (_, landing, code) => {
    const { api, answer } = signingIn({ [TOKEN]: answerJson(granted) }, landing);
    await expect(answer).rejects.toMatchObject({ failure: { code } });
    expect(api.requests).toEqual([]);
  });

  test('a closed window is the person’s own no', async () => {
    const launch = () => Promise.reject(new Error('The user did not approve access.'));
    const answer = signInToSalesforce(app(scriptedApi({})), { redirectUri: REDIRECT, launch });
    await expect(answer).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });

  test.each([
    'https://acme.my.salesforce.com.example.org',
    'http://acme.my.salesforce.com',
    'https://acme.lightning.force.com',
    'https://example.org',
  ])('tokens that are to be sent to %s are refused', async (instance_url) => {
    const { answer } = signingIn({ [TOKEN]: answerJson({ ...granted, instance_url }) });
    await expect(answer).rejects.toMatchObject({ failure: { code: 'crm.badAnswer' } });
  });

  test.each(['acme.lightning.force.com', 'example.org', 'acme.my.salesforce.com/../x'])(
    'is not begun at %s',
    async (org) => {
      const launch = async () => REDIRECT;
      const answer = signInToSalesforce(app(scriptedApi({}), org), { redirectUri: REDIRECT, launch });
      await expect(answer).rejects.toMatchObject({ failure: { code: 'crm.invalid' } });
    },
  );
});

describe('refreshing', () => {
  const refreshing = (answers: Parameters<typeof scriptedApi>[0]) => {
    const api = scriptedApi(answers);
    return { api, answer: refreshSalesforce(app(api), '5Aep-first') };
  };

  test('with rotation gives the next refresh token', async () => {
    const { api, answer } = refreshing({
      [TOKEN]: answerJson({ ...granted, access_token: '00Dxx!next', refresh_token: '5Aep-second' }),
    });
    expect(await answer).toMatchObject({ accessToken: '00Dxx!next', refreshToken: '5Aep-second' });
    expect(await formOf(api.requests[0])).toEqual({
      grant_type: 'refresh_token',
      refresh_token: '5Aep-first',
      client_id: '3MVG9invented',
    });
  });

  test('without rotation keeps the one it has', async () => {
    const { refresh_token: _, ...rest } = granted;
    expect((await refreshing({ [TOKEN]: answerJson(rest) }).answer).refreshToken).toBe('5Aep-first');
  });

  const refused = (error: string) =>
    answerJson({ error, error_description: 'expired access/refresh token' }, 400);
  test.each<[string, Parameters<typeof scriptedApi>[0][string], Record<string, unknown>]>([
    [
      'a token that was revoked, idled out or rotated away: sign in again',
      refused('invalid_grant'),
      { code: 'crm.authExpired', status: 400, detail: 'expired access/refresh token' },
    ],
    ['an app that is gone', refused('invalid_client_id'), { code: 'crm.invalid', status: 400 }],
    [
      'a maintenance page',
      () => new Response('<html>', { status: 503, headers: { 'content-type': 'text/html' } }),
      { code: 'crm.server', status: 503 },
    ],
    [
      'a page of a proxy',
      () => new Response('<html>', { status: 403, headers: { 'content-type': 'text/html' } }),
      { code: 'crm.badAnswer', status: 403 },
    ],
    ['an answer without a token', answerJson({ instance_url: `https://${ORG}` }), { code: 'crm.badAnswer' }],
    [
      'a broken connection',
      () => Promise.reject(new TypeError('Failed to fetch')),
      { code: 'crm.unreachable' },
    ],
  ])('ends with %s', async (_, answer, failure) => {
    await expect(refreshing({ [TOKEN]: answer }).answer).rejects.toMatchObject({ failure });
  });
});

describe('revoking', () => {
  test('names the token', async () => {
    const api = scriptedApi({ 'POST /services/oauth2/revoke': () => new Response(null, { status: 200 }) });
    await revokeSalesforce(app(api), '5Aep-first');
    expect(await formOf(api.requests[0])).toEqual({ token: '5Aep-first' });
  });

  test('of a token that is over already says so', async () => {
    const api = scriptedApi({
      'POST /services/oauth2/revoke': answerJson({ error: 'unsupported_token_type' }, 400),
    });
    await expect(revokeSalesforce(app(api), 'over')).rejects.toMatchObject({
      failure: { code: 'crm.invalid' },
    });
  });
});
