import { describe, expect, it } from 'vitest';
import { APP, COMPANY, CONTACT, call, testWorld } from './fixture.ts';
import { API_HOST } from './portal.ts';
import { authorize, authorizeUrl, pressConnect, token } from './signIn.ts';

const bearer = (accessToken: string) => ({ Authorization: `Bearer ${accessToken}` });
const refresh = (refreshToken: string, more: Record<string, string | null> = {}) => ({
  grant_type: 'refresh_token',
  client_id: APP.clientId,
  client_secret: APP.clientSecret,
  refresh_token: refreshToken,
  ...more,
});

describe('OAuth', () => {
  it('hands a code to the registered address, with the state it was given', async () => {
    const { hubspot } = testWorld();
    const returned = await pressConnect(hubspot);
    expect(returned.origin + returned.pathname).toBe(APP.redirectUris[0]);
    expect(returned.searchParams.get('state')).toBe('state-1');
    expect(returned.searchParams.get('code')).not.toBeNull();
  });

  it('says so when the user cancels', async () => {
    const returned = await pressConnect(testWorld().hubspot, 'no');
    expect(returned.searchParams.get('error')).toBe('access_denied');
    expect(returned.searchParams.get('code')).toBeNull();
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['another redirect address', { redirect_uri: 'https://evil.example.com/' }],
    ['fewer scopes than the app has', { scope: 'oauth' }],
    ['scopes that the app does not have', { scope: `${APP.scopes.join(' ')} tickets` }],
    ['no scopes', { scope: '' }],
    ['an unknown parameter', { code_chalenge: 'x' }],
  ])('shows no consent for %s', async (_, more) => {
    const { hubspot } = testWorld();
    const response = await hubspot.fetch(new Request(authorizeUrl(more)));
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('Connect app');
  });

  it('shows the accounts and the scopes, and may end at the app only', async () => {
    const response = await testWorld().hubspot.fetch(new Request(authorizeUrl()));
    const html = await response.text();
    expect(html).toContain('Connect app');
    expect(html).toContain('Acme Europe (815)');
    expect(html).toContain('crm.objects.contacts.read');
    expect(response.headers.get('Content-Security-Policy')).toContain(
      "form-action 'self' https://extension.example.com",
    );
  });

  it('exchanges a code once for tokens that read what was granted', async () => {
    const { hubspot } = testWorld();
    const { status, body, accessToken } = await authorize(hubspot);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'bearer', expires_in: 1800 });
    const read = await call(
      hubspot,
      'GET',
      `/crm/objects/2026-09/companies/${COMPANY}`,
      undefined,
      bearer(accessToken),
    );
    expect(read.status).toBe(200);
    const owners = await call(hubspot, 'GET', '/crm/owners/2026-09', undefined, bearer(accessToken));
    expect(owners).toMatchObject({
      status: 403,
      body: {
        category: 'MISSING_SCOPES',
        errors: [{ context: { requiredGranularScopes: ['crm.objects.owners.read'] } }],
      },
    });
  });

  it.each([
    ['a code used twice', {}, 'BAD_AUTH_CODE'],
    ['no secret', { client_secret: null }, 'BAD_CLIENT_SECRET'],
    ['a wrong secret', { client_secret: 'guess' }, 'BAD_CLIENT_SECRET'],
    ['an unknown client', { client_id: 'nobody' }, 'BAD_CLIENT_ID'],
    ['an unknown grant', { grant_type: 'password' }, 'BAD_GRANT_TYPE'],
  ])('refuses %s', async (_, more, code) => {
    const { hubspot } = testWorld();
    const returned = await pressConnect(hubspot);
    const form = {
      grant_type: 'authorization_code',
      client_id: APP.clientId,
      client_secret: APP.clientSecret,
      redirect_uri: APP.redirectUris[0] ?? '',
      code: returned.searchParams.get('code') ?? '',
    };
    if (code === 'BAD_AUTH_CODE') await token(hubspot, form);
    expect(await token(hubspot, { ...form, ...more })).toMatchObject({ status: 400, body: { status: code } });
  });

  it('refuses a code for another redirect address, and one that is a minute old', async () => {
    const { hubspot, clock } = testWorld();
    const moved = await authorize(hubspot, { redirect_uri: 'https://elsewhere.example.com' });
    expect(moved).toMatchObject({ status: 400, body: { status: 'MISMATCH_REDIRECT_URI_AUTH_CODE' } });
    const returned = await pressConnect(hubspot);
    clock.forward(60_000);
    const late = await authorize(hubspot, { code: returned.searchParams.get('code') ?? '' });
    expect(late).toMatchObject({ status: 400, body: { status: 'BAD_AUTH_CODE' } });
  });

  it('reads forms only', async () => {
    const { hubspot } = testWorld();
    const answer = await call(hubspot, 'POST', '/oauth/v1/token', refresh('any'));
    expect(answer).toMatchObject({ status: 400, body: { status: 'BAD_GRANT_TYPE' } });
  });

  it('renews an expired access token with the same refresh token', async () => {
    const { hubspot, clock } = testWorld();
    const first = await authorize(hubspot);
    clock.forward(30 * 60_000);
    const stale = await call(
      hubspot,
      'GET',
      `/crm/v3/objects/contacts/${CONTACT}`,
      undefined,
      bearer(first.accessToken),
    );
    expect(stale).toMatchObject({ status: 401, body: { category: 'EXPIRED_AUTHENTICATION' } });
    const second = await token(hubspot, refresh(first.refreshToken), '2026-09');
    expect(second.refreshToken).toBe(first.refreshToken);
    expect(second.body).toMatchObject({ hub_id: 4711, user_id: 8001, scopes: APP.scopes });
    const fresh = await call(
      hubspot,
      'GET',
      `/crm/v3/objects/contacts/${CONTACT}`,
      undefined,
      bearer(second.accessToken),
    );
    expect(fresh.status).toBe(200);
  });

  it('tells what a token is', async () => {
    const { hubspot } = testWorld();
    const { accessToken, refreshToken } = await authorize(hubspot);
    const access = await call(hubspot, 'GET', `/oauth/v1/access-tokens/${accessToken}`);
    expect(access.body).toMatchObject({
      hub_id: 4711,
      user: 'sam.seller@example.com',
      token_type: 'access',
      expires_in: 1800,
    });
    const known = await call(hubspot, 'GET', `/oauth/v1/refresh-tokens/${refreshToken}`);
    expect(known.body).toMatchObject({ client_id: APP.clientId, token_type: 'refresh' });
    const introspect = async (secret: string) => {
      const body = new URLSearchParams({
        token: secret,
        client_id: APP.clientId,
        client_secret: APP.clientSecret,
      });
      const request = new Request(`https://${API_HOST}/oauth/2026-09/token/introspect`, {
        method: 'POST',
        body,
      });
      return (await hubspot.fetch(request)).json() as Promise<unknown>;
    };
    expect(await introspect(accessToken)).toMatchObject({ active: true, hub_id: 4711 });
    expect(await introspect('nonsense')).toEqual({ active: false });
  });

  it.each(['v1', '2026-09'])(
    'ends every token at once when the refresh token is revoked (%s)',
    async (version) => {
      const { hubspot } = testWorld();
      const { accessToken, refreshToken } = await authorize(hubspot);
      if (version === 'v1') {
        expect((await call(hubspot, 'DELETE', `/oauth/v1/refresh-tokens/${refreshToken}`)).status).toBe(204);
      } else {
        const body = new URLSearchParams({
          token: refreshToken,
          client_id: APP.clientId,
          client_secret: APP.clientSecret,
        });
        const url = `https://${API_HOST}/oauth/2026-09/token/revoke`;
        expect((await hubspot.fetch(new Request(url, { method: 'POST', body }))).status).toBe(204);
      }
      const read = await call(
        hubspot,
        'GET',
        `/crm/v3/objects/companies/${COMPANY}`,
        undefined,
        bearer(accessToken),
      );
      expect(read).toMatchObject({ status: 401, body: { category: 'INVALID_AUTHENTICATION' } });
      expect(await token(hubspot, refresh(refreshToken))).toMatchObject({
        status: 400,
        body: { status: 'BAD_REFRESH_TOKEN' },
      });
      expect((await call(hubspot, 'GET', `/oauth/v1/refresh-tokens/${refreshToken}`)).status).toBe(404);
      expect((await call(hubspot, 'GET', `/oauth/v1/access-tokens/${accessToken}`)).status).toBe(404);
      expect((await call(hubspot, 'DELETE', '/oauth/v1/refresh-tokens/nonsense')).status).toBe(404);
    },
  );

  it('keeps accounts apart: a key of one account never reads another', async () => {
    const { hubspot } = testWorld();
    const europe = { Authorization: 'Bearer pat-eu1-22222222-bbbb' };
    expect(
      (await call(hubspot, 'GET', `/crm/v3/objects/companies/${COMPANY}`, undefined, europe)).status,
    ).toBe(404);
    const details = await call(hubspot, 'GET', '/account-info/v3/details', undefined, europe);
    expect(details.body).toMatchObject({
      portalId: 815,
      uiDomain: 'app-eu1.hubspot.com',
      dataHostingLocation: 'eu1',
    });
  });

  it('refuses no token and a wrong one alike', async () => {
    const { hubspot } = testWorld();
    for (const Authorization of ['', 'Bearer pat-na1-wrong', `Basic ${COMPANY}`]) {
      const answer = await call(hubspot, 'GET', `/crm/v3/objects/companies/${COMPANY}`, undefined, {
        Authorization,
      });
      expect(answer).toMatchObject({ status: 401, body: { category: 'INVALID_AUTHENTICATION' } });
    }
  });
});
