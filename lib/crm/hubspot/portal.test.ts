// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { APP, COMPANY, CONTACT, DEAL, KEY, START, testWorld } from '../../../test/world/hubspot/fixture.ts';
import type { RecordRef } from '../../erp/api/record.ts';
import { httpCaller } from '../../http/call.ts';
import { anySignal, companiesOf, fixedSession } from '../scriptedApi.fixture.ts';
import type { CrmSession } from '../session.ts';
import { signInToHubspot } from './auth.ts';
import { hubspotReader } from './client.ts';

// The reader against a portal that bites as the real one does.
const record = (object: string, id: string): RecordRef => ({ system: 'hubspot', org: '4711', object, id });

const opened = ({ session = fixedSession(KEY), ...options }: OpenOptions = {}) => {
  const world = testWorld(options);
  const call = httpCaller({ fetch: (request) => world.hubspot.fetch(request), isOnline: () => true });
  const reader = hubspotReader({ portalId: '4711', session, call, now: world.clock.now });
  return { ...world, reader };
};
type OpenOptions = { session?: CrmSession } & Parameters<typeof testWorld>[0];

describe('reading', () => {
  test('finds company, identity and fields, and asks for nothing that the API does not know', async () => {
    const { reader, hubspot } = opened();
    expect(await companiesOf(reader, record('deal', DEAL), anySignal())).toEqual([
      record('company', COMPANY),
    ]);
    expect(await reader.identify(record('company', COMPANY), anySignal())).toEqual({
      record: record('company', COMPANY),
      isPerson: false,
      name: 'Nordwind Maschinen GmbH',
      website: 'nordwind.example',
      email: null,
      phone: null,
      city: 'Kiel',
      country: null,
    });
    expect(await reader.countFields(anySignal())).toBeGreaterThan(5);
    expect(hubspot.contractViolations).toEqual([]);
    expect(hubspot.calls).toHaveLength(4);
  });

  test('names a primary company first and once, though it is listed twice', async () => {
    const { reader } = opened();
    expect(await companiesOf(reader, record('contact', CONTACT), anySignal())).toEqual([
      record('company', COMPANY),
      record('company', '9002'),
    ]);
  });

  test('hears the new id of a merged company', async () => {
    const { reader, call } = opened();
    const merged = await call('POST', '/crm/objects/2026-09/companies/merge', {
      primaryObjectId: COMPANY,
      objectIdToMerge: '9002',
    });
    const survivor = String(merged.body.id);
    expect(survivor).not.toBe('9002');
    const identity = await reader.identify(record('company', '9002'), anySignal());
    expect(identity.record).toEqual(record('company', survivor));
  });

  test('cannot tell an archived company from one that never was', async () => {
    const { reader } = opened();
    for (const id of ['9003', '123456']) {
      await expect(reader.identify(record('company', id), anySignal())).rejects.toMatchObject({
        failure: { code: 'crm.notFound', status: 404 },
      });
    }
  });

  test('still works when the numbered versions have ended', async () => {
    const { reader, hubspot } = opened();
    hubspot.bites.set('numberedApisEnd', true);
    expect((await reader.identify(record('company', COMPANY), anySignal())).city).toBe('Kiel');
    expect(await companiesOf(reader, record('deal', DEAL), anySignal())).toHaveLength(1);
    expect(await reader.countFields(anySignal())).toBeGreaterThan(5);
  });
});

describe('refusals', () => {
  const refused = async (world: ReturnType<typeof opened>) => {
    const error: unknown = await world.reader
      .identify(record('company', COMPANY), anySignal())
      .catch((reason: unknown) => reason);
    return (error as { failure: unknown }).failure;
  };

  test('a token without the scope is forbidden, not empty', async () => {
    const world = opened({
      serviceKeys: [{ key: KEY, portalId: '4711', scopes: ['crm.objects.contacts.read'] }],
    });
    expect(await refused(world)).toMatchObject({ code: 'crm.forbidden', status: 403 });
    await expect(companiesOf(world.reader, record('contact', CONTACT), anySignal())).rejects.toMatchObject({
      failure: { code: 'crm.forbidden' },
    });
  });

  test('a revoked key is expired', async () => {
    expect(await refused(opened({ serviceKeys: [] }))).toMatchObject({
      code: 'crm.authExpired',
      status: 401,
    });
  });

  test('ten seconds spent: the wait comes from the headers, as no Retry-After is sent', async () => {
    const world = opened({ budgets: { starterPerTenSeconds: 1, professionalPerTenSeconds: 1 } });
    await world.reader.countFields(anySignal());
    expect(await refused(world)).toMatchObject({
      code: 'crm.rateLimited',
      status: 429,
      retryAfterMs: 10_000,
    });
    world.clock.forward(10_001);
    expect((await world.reader.identify(record('company', COMPANY), anySignal())).city).toBe('Kiel');
  });

  test('a day spent: not before the next full hour', async () => {
    const world = opened({ budgets: { perDay: 1 } });
    await world.reader.countFields(anySignal());
    expect(START % 3_600_000).toBe(0);
    world.clock.forward(20 * 60_000);
    expect(await refused(world)).toMatchObject({ code: 'crm.rateLimited', retryAfterMs: 40 * 60_000 });
  });

  test.each([
    [423, { code: 'crm.rateLimited', status: 423, retryAfterMs: 2_000 }],
    [429, { code: 'crm.rateLimited', status: 429, retryAfterMs: 1_000 }],
    [477, { code: 'crm.server', status: 477, retryAfterMs: 60_000 }],
    [502, { code: 'crm.server', status: 502 }],
    [504, { code: 'crm.server', status: 504 }],
  ] as const)('a passing %i is told, and the next read succeeds', async (status, failure) => {
    const world = opened();
    world.hubspot.failNext(status);
    expect(await refused(world)).toMatchObject(failure);
    expect((await world.reader.identify(record('company', COMPANY), anySignal())).city).toBe('Kiel');
  });
});

test('a person signs in, reads, and after half an hour reads on with a renewed token', async () => {
  const signingIn = testWorld();
  const { hubspot, clock } = signingIn;
  const redirectUri = APP.redirectUris[0] ?? '';
  const consent = async (url: string) => {
    const form = new URLSearchParams({ portal: '4711', consent: 'yes' });
    const answer = await hubspot.fetch(new Request(url, { method: 'POST', body: form }));
    return answer.headers.get('Location') ?? '';
  };
  const setup = {
    clientId: APP.clientId,
    scopes: APP.scopes,
    authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
  };
  const { code } = await signInToHubspot({ setup, redirectUri, launch: consent });

  // What the ERP API does with the secret.
  const exchange = async (grant: Record<string, string>) => {
    const form = {
      client_id: APP.clientId,
      client_secret: APP.clientSecret,
      redirect_uri: redirectUri,
      ...grant,
    };
    const request = new Request('https://api.hubapi.com/oauth/v1/token', {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return (await (await hubspot.fetch(request)).json()) as { access_token: string; refresh_token: string };
  };
  const first = await exchange({ grant_type: 'authorization_code', code });
  const session: CrmSession = {
    accessToken: async () => first.access_token,
    renew: async () =>
      (await exchange({ grant_type: 'refresh_token', refresh_token: first.refresh_token })).access_token,
  };
  const call = httpCaller({ fetch: (request) => hubspot.fetch(request), isOnline: () => true });
  const reader = hubspotReader({ portalId: '4711', session, call, now: clock.now });
  expect((await reader.identify(record('company', COMPANY), anySignal())).city).toBe('Kiel');
  clock.forward(31 * 60_000);
  expect((await reader.identify(record('company', COMPANY), anySignal())).city).toBe('Kiel');
  expect(hubspot.calls.filter((each) => each.includes('/companies/'))).toHaveLength(3);
});
