import { describe, expect, test } from 'vitest';
import { signInToHubspot } from './auth.ts';

const REDIRECT = 'https://jofpajcdfiinehnpidkcijgdfnhihiaf.chromiumapp.org/';
const setup = {
  clientId: '0f1e2d3c-invented',
  scopes: ['oauth', 'crm.objects.companies.read'],
  authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
};

/** A person who consents; `landing` turns the asked address into the one that the window ends on. */
const signingIn = (landing: (asked: URL) => string, authorizeUrl = setup.authorizeUrl) => {
  const asked: URL[] = [];
  const launch = async (url: string) => {
    asked.push(new URL(url));
    return landing(new URL(url));
  };
  return {
    asked,
    answer: signInToHubspot({ setup: { ...setup, authorizeUrl }, redirectUri: REDIRECT, launch }),
  };
};
const landed = (asked: URL, more: Record<string, string>) =>
  `${REDIRECT}?${new URLSearchParams({ state: asked.searchParams.get('state') ?? '', ...more })}`;

test('the consent page is asked for client, scopes and landing, and its code is handed on', async () => {
  const { asked, answer } = signingIn((url) => landed(url, { code: 'na1-invented' }));
  expect(await answer).toEqual({ code: 'na1-invented', redirectUri: REDIRECT });
  expect(asked[0]?.origin).toBe('https://app.hubspot.com');
  expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({
    client_id: setup.clientId,
    redirect_uri: REDIRECT,
    scope: 'oauth crm.objects.companies.read',
    state: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
});

test('each sign-in has a state of its own', async () => {
  const first = signingIn((url) => landed(url, { code: 'a' }));
  const second = signingIn((url) => landed(url, { code: 'b' }));
  await Promise.all([first.answer, second.answer]);
  expect(first.asked[0]?.searchParams.get('state')).not.toBe(second.asked[0]?.searchParams.get('state'));
});

describe('what is refused', () => {
  test.each<[string, (asked: URL) => string, string]>([
    ['a landing with another state', () => `${REDIRECT}?code=planted&state=theirs`, 'crm.badAnswer'],
    ['a landing without a state', () => `${REDIRECT}?code=planted`, 'crm.badAnswer'],
    ['a landing without a code', (url) => landed(url, {}), 'crm.badAnswer'],
    ['a landing with an empty code', (url) => landed(url, { code: '' }), 'crm.badAnswer'],
    ['a landing that is no address', () => 'nowhere', 'crm.badAnswer'],
    ['a person who declines', (url) => landed(url, { error: 'access_denied' }), 'crm.forbidden'],
    ['a scope that the app lacks', (url) => landed(url, { error: 'invalid_scope' }), 'crm.invalid'],
  ])('%s', async (_, landing, code) => {
    await expect(signingIn(landing).answer).rejects.toMatchObject({ failure: { code } });
  });

  test('a refusal carries its sentence', async () => {
    const { answer } = signingIn((url) => landed(url, { error: 'invalid_scope', error_description: 'No.' }));
    await expect(answer).rejects.toMatchObject({ failure: { detail: 'No.' } });
  });

  test('a closed window is the person’s own no', async () => {
    const launch = () => Promise.reject(new Error('The user did not approve access.'));
    await expect(signInToHubspot({ setup, redirectUri: REDIRECT, launch })).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
  });

  test.each([
    'https://app.hubspot.com.example.org/oauth/authorize',
    'http://app.hubspot.com/oauth/authorize',
    'https://example.org/?https://app.hubspot.com/',
    'javascript:alert(1)',
  ])('an ERP API that sends people to %s', async (authorizeUrl) => {
    const { asked, answer } = signingIn((url) => landed(url, { code: 'x' }), authorizeUrl);
    await expect(answer).rejects.toMatchObject({ failure: { code: 'crm.invalid' } });
    expect(asked).toEqual([]);
  });

  test('a regional consent page is no stranger', async () => {
    const { answer } = signingIn(
      (url) => landed(url, { code: 'eu1-invented' }),
      'https://app-eu1.hubspot.com/oauth/authorize',
    );
    expect((await answer).code).toBe('eu1-invented');
  });
});
