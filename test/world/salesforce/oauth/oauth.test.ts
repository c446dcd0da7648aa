import { describe, expect, it } from 'vitest';
import { DEFAULT_USER } from '../org.ts';
import {
  authorization,
  CLIENT,
  decide,
  logIn,
  redeem,
  refresh,
  requestToken,
  sample,
  signIn,
} from '../sample.ts';

const authorize = (about: Readonly<Record<string, string | null>>) =>
  sample().plain(`/services/oauth2/authorize?${authorization(about)}`);

const failure = async (answer: Response): Promise<unknown> => ({
  status: answer.status,
  ...(await answer.json()),
});

describe('an authorization request', () => {
  it('shows a login page that may not be framed', async () => {
    const answer = await authorize({});
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    expect(await answer.text()).toContain('id="username"');
  });

  it.each([
    [{ client_id: 'nobody' }, 'error=invalid_client_id'],
    [{ client_id: null }, 'error=invalid_client_id'],
    [{ redirect_uri: 'https://connector.example/callback/' }, 'error=redirect_uri_mismatch'],
    [{ redirect_uri: null }, 'error=redirect_uri_mismatch'],
  ])('%j is told to the person only', async (about, text) => {
    const answer = await authorize(about);
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(await answer.text()).toContain(text);
  });

  it.each([
    [{ code_challenge: null }, 'missing required code challenge'],
    [{ code_challenge_method: 'plain' }, 'invalid code challenge'],
    [{ code_challenge_method: null }, 'invalid code challenge'],
    [{ code_challenge: 'short' }, 'invalid code challenge'],
    [{ response_type: 'token' }, 'response type not supported'],
    [{ scope: 'everything' }, 'the requested scope is not allowed'],
    [{ surprise: '1' }, 'unknown parameter: surprise'],
  ])('%j is told to the app, with its state', async (about, description) => {
    const answer = await authorize(about);
    const to = new URL(answer.headers.get('location') ?? '');
    expect(answer.status).toBe(302);
    expect(to.origin + to.pathname).toBe(CLIENT.redirectUris[0]);
    expect([to.searchParams.get('error_description'), to.searchParams.get('state')]).toEqual([
      description,
      'xyzzy',
    ]);
  });

  it('puts what it carries into the page as text', async () => {
    const answer = await authorize({ login_hint: '"><script>alert(1)</script>' });
    expect(await answer.text()).not.toContain('<script>');
  });
});

describe('signing in', () => {
  it('needs the right password', async () => {
    expect(await logIn(sample(), 'guess')).toBeNull();
    expect(await logIn(sample())).toMatch(/^sid=00D/);
  });

  it('asks for consent at once where the browser is signed in, unless a new login is asked for', async () => {
    const world = sample();
    const headers = { cookie: (await logIn(world)) ?? '' };
    const page = async (about: Record<string, string>) =>
      (await world.plain(`/services/oauth2/authorize?${authorization(about)}`, { headers })).text();
    expect(await page({})).toContain('id="oaapprove"');
    expect(await page({ prompt: 'login' })).toContain('id="username"');
  });

  it('tells the app when the person says no', async () => {
    const to = await decide(sample(), 'Deny');
    expect([to.searchParams.get('error'), to.searchParams.get('code')]).toEqual(['access_denied', null]);
  });

  it('cannot be consented to without a login', async () => {
    const answer = await sample().plain('/services/oauth2/authorize/consent', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `${authorization()}&decision=Allow`,
    });
    expect(answer.headers.get('location')).toBeNull();
    expect(await answer.text()).toContain('id="username"');
  });

  it('gives a code, and for it tokens that open the API', async () => {
    const world = sample();
    const to = await decide(world, 'Allow');
    expect(to.searchParams.get('state')).toBe('xyzzy');
    const answer = await redeem(world, to.searchParams.get('code') ?? '');
    const tokens = (await answer.json()) as Record<string, string>;
    expect(tokens).toMatchObject({
      token_type: 'Bearer',
      scope: 'api refresh_token',
      instance_url: 'https://acme.my.salesforce.com',
      id: `https://acme.my.salesforce.com/id/${world.org.orgId}/${DEFAULT_USER.id}`,
    });
    expect(tokens).not.toHaveProperty('expires_in');
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    expect((await world.api('/limits', { headers })).status).toBe(200);
    for (const path of ['/services/oauth2/userinfo', new URL(tokens.id ?? '').pathname])
      expect(await (await world.plain(path, { headers })).json()).toMatchObject({
        user_id: DEFAULT_USER.id,
        organization_id: world.org.orgId,
        preferred_username: DEFAULT_USER.username,
      });
  });

  it('gives no refresh token without its scope', async () => {
    const world = sample();
    const code = (await decide(world, 'Allow', { scope: 'api' })).searchParams.get('code') ?? '';
    expect(await (await redeem(world, code)).json()).not.toHaveProperty('refresh_token');
  });

  it('without scope api opens nothing', async () => {
    const world = sample();
    const code = (await decide(world, 'Allow', { scope: 'openid' })).searchParams.get('code') ?? '';
    const { access_token } = (await (await redeem(world, code)).json()) as { access_token: string };
    expect(
      (await world.api('/limits', { headers: { authorization: `Bearer ${access_token}` } })).status,
    ).toBe(401);
  });
});

describe('the token address', () => {
  const code = async (world: ReturnType<typeof sample>) =>
    (await decide(world, 'Allow')).searchParams.get('code') ?? '';

  it('takes a code once', async () => {
    const world = sample();
    const once = await code(world);
    expect((await redeem(world, once)).status).toBe(200);
    expect(await failure(await redeem(world, once))).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('takes a code with its own verifier only, and burns it on a wrong one', async () => {
    const world = sample();
    const once = await code(world);
    expect(await failure(await redeem(world, once, 'another-verifier'))).toMatchObject({
      error: 'invalid_grant',
      error_description: 'invalid code verifier',
    });
    expect((await redeem(world, once)).ok).toBe(false);
  });

  it('takes a code for 15 minutes', async () => {
    const world = sample();
    const once = await code(world);
    world.clock.ms += 15 * 60_000 + 1;
    expect(await failure(await redeem(world, once))).toMatchObject({
      error_description: 'expired authorization code',
    });
  });

  it('takes a code for the redirect address it was asked with', async () => {
    const world = sample();
    const answer = await requestToken(world, {
      grant_type: 'authorization_code',
      code: await code(world),
      redirect_uri: 'https://connector.example/other',
      code_verifier: 'x',
    });
    expect(await failure(answer)).toMatchObject({ error: 'invalid_grant' });
  });

  it.each([
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
    [{ grant_type: 'refresh_token' }, 'invalid_request'],
    [{ grant_type: 'refresh_token', refresh_token: 'guess' }, 'invalid_grant'],
    [{ grant_type: 'refresh_token', refresh_token: 'guess', client_id: 'nobody' }, 'invalid_client_id'],
    [{ grant_type: 'refresh_token', refresh_token: 'guess', audience: 'x' }, 'invalid_request'],
  ])('refuses %j', async (fields, error) => {
    expect(await failure(await requestToken(sample(), fields))).toMatchObject({ status: 400, error });
  });

  it('reads forms only', async () => {
    const answer = await sample().plain('/services/oauth2/token', { method: 'POST', body: '{}' });
    expect(await failure(answer)).toMatchObject({ error: 'invalid_request' });
  });

  it('renews access, with a new refresh token each time', async () => {
    const world = sample();
    const first = await signIn(world);
    const second = (await (await refresh(world, first.refresh_token)).json()) as typeof first;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(second.access_token).not.toBe(first.access_token);
    expect((await refresh(world, second.refresh_token)).status).toBe(200);
  });

  it('keeps the refresh token where the app does not rotate it', async () => {
    const world = sample();
    world.org.bites.off('refreshTokenRotates');
    const { refresh_token } = await signIn(world);
    expect(await (await refresh(world, refresh_token)).json()).not.toHaveProperty('refresh_token');
  });
});

describe('revoking', () => {
  const revoke = (world: ReturnType<typeof sample>, token: string) =>
    world.plain('/services/oauth2/revoke', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token }).toString(),
    });

  it.each(['access_token', 'refresh_token'] as const)('the %s ends the whole grant', async (which) => {
    const world = sample();
    const tokens = await signIn(world);
    expect((await revoke(world, tokens[which])).status).toBe(200);
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    expect((await world.api('/limits', { headers })).status).toBe(401);
    expect((await refresh(world, tokens.refresh_token)).ok).toBe(false);
    expect((await world.plain('/services/oauth2/userinfo', { headers })).status).toBe(403);
  });

  it.each(['', 'guess'])('%j is refused', async (token) => {
    expect((await revoke(sample(), token)).status).toBe(400);
  });
});

it('the identity of another user or org is refused', async () => {
  const world = sample();
  const headers = { authorization: `Bearer ${world.org.accessToken()}` };
  expect((await world.plain(`/id/${world.org.orgId}/${world.org.users[1]?.id}`, { headers })).status).toBe(
    403,
  );
  expect((await world.plain(`/id/00D000000000062EAA/${DEFAULT_USER.id}`, { headers })).status).toBe(403);
});
