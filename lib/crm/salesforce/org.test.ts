// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { idOf } from '../../../test/world/salesforce/ids.ts';
import {
  createSalesforceOrg,
  DEFAULT_USER,
  type SalesforceOptions,
} from '../../../test/world/salesforce/org.ts';
import type { RecordRef } from '../../erp/api/record.ts';
import { type Call, httpCaller } from '../../http/call.ts';
import { anySignal, companiesOf, fixedSession } from '../scriptedApi.fixture.ts';
import type { CrmSession } from '../session.ts';
import { refreshSalesforce, revokeSalesforce, signInToSalesforce } from './auth.ts';
import { salesforceReader } from './client.ts';

// The reader against an org that bites as a real one does.
const ORG = 'acme.my.salesforce.com';
const REDIRECT = 'https://jofpajcdfiinehnpidkcijgdfnhihiaf.chromiumapp.org/';
const CONSUMER_KEY = '3MVG9.ledgerside';
const NORDWIND = idOf('Account', 1);
const LOSER = idOf('Account', 2);
const CONTACT = idOf('Contact', 1);
const OPPORTUNITY = idOf('Opportunity', 1);
const QUOTE = idOf('Quote', 1);
const record = (object: string, id: string): RecordRef => ({ system: 'salesforce', org: ORG, object, id });

const opened = (options: Partial<SalesforceOptions> = {}) => {
  const org = createSalesforceOrg({
    myDomain: 'acme',
    clients: [{ consumerKey: CONSUMER_KEY, name: 'Ledgerside', redirectUris: [REDIRECT] }],
    now: () => Date.parse('2026-11-20T09:30:00Z'),
    records: {
      Account: [
        { Id: NORDWIND, Name: 'Nordwind Maschinen GmbH', Website: 'nordwind.example', BillingCity: 'Kiel' },
        { Id: LOSER, Name: 'Nordwind Maschinen' },
      ],
      Contact: [{ Id: CONTACT, LastName: 'Holm', AccountId: NORDWIND }],
      Opportunity: [
        {
          Id: OPPORTUNITY,
          Name: 'Two lathes',
          StageName: 'Prospecting',
          CloseDate: '2026-12-20',
          AccountId: NORDWIND,
        },
      ],
      Quote: [{ Id: QUOTE, Name: 'Two lathes', OpportunityId: OPPORTUNITY, AccountId: NORDWIND }],
    },
    ...options,
  });
  const call = httpCaller({ fetch: (request) => org.fetch(request), isOnline: () => true });
  const reading = (session: CrmSession, over: Call = call) =>
    salesforceReader({ instanceUrl: `https://${ORG}`, session, call: over });
  return { org, call, reading, reader: reading(fixedSession(org.accessToken())) };
};
const failureOf = async (answer: Promise<unknown>) =>
  ((await answer.catch((reason: unknown) => reason)) as { failure: unknown }).failure;

describe('reading', () => {
  test('finds company, identity and fields', async () => {
    const { reader } = opened();
    const company = [record('Account', NORDWIND)];
    expect(await companiesOf(reader, record('Contact', CONTACT), anySignal())).toEqual(company);
    expect(await companiesOf(reader, record('Opportunity', OPPORTUNITY), anySignal())).toEqual(company);
    expect(await companiesOf(reader, record('Quote', QUOTE), anySignal())).toEqual(company);
    expect(await reader.identify(record('Account', NORDWIND), anySignal())).toEqual({
      record: record('Account', NORDWIND),
      isPerson: false,
      name: 'Nordwind Maschinen GmbH',
      website: 'nordwind.example',
      email: null,
      phone: null,
      city: 'Kiel',
      country: null,
    });
    expect(await reader.countFields(anySignal())).toBeGreaterThan(10);
  });

  test('an org without quotes says that there is no such thing', async () => {
    const { reader } = opened({ features: { quotes: false }, records: {} });
    expect(await failureOf(companiesOf(reader, record('Quote', QUOTE), anySignal()))).toMatchObject({
      code: 'crm.notFound',
      status: 404,
    });
  });

  test('a hidden field of an account is unknown; the rest is read', async () => {
    const { org, reader } = opened();
    org.bites.on('fieldHidden', { user: DEFAULT_USER.id, object: 'Account', field: 'BillingCity' });
    expect(await reader.identify(record('Account', NORDWIND), anySignal())).toMatchObject({
      website: 'nordwind.example',
      city: null,
    });
  });

  test('a contact whose account is hidden from the user is forbidden, not without one', async () => {
    const { org, reader } = opened();
    org.bites.on('fieldHidden', { user: DEFAULT_USER.id, object: 'Contact', field: 'AccountId' });
    expect(await failureOf(companiesOf(reader, record('Contact', CONTACT), anySignal()))).toMatchObject({
      code: 'crm.forbidden',
    });
  });

  test('a record that is not shared looks like one that is gone, and so does a merged one', async () => {
    const { org, reader } = opened();
    org.merge(NORDWIND, LOSER);
    expect(await failureOf(reader.identify(record('Account', LOSER), anySignal()))).toMatchObject({
      code: 'crm.notFound',
      status: 404,
    });
    org.bites.on('recordHidden', { user: DEFAULT_USER.id, id: NORDWIND });
    expect(await failureOf(reader.identify(record('Account', NORDWIND), anySignal()))).toMatchObject({
      code: 'crm.notFound',
    });
  });
});

describe('trouble', () => {
  const read = (reader: ReturnType<typeof opened>['reader'], signal = anySignal()) =>
    reader.identify(record('Account', NORDWIND), signal);

  test('a maintenance page is a server that is away; the next read succeeds', async () => {
    const { org, reader } = opened();
    org.bites.on('unavailable', { times: 1 });
    expect(await failureOf(read(reader))).toEqual({ code: 'crm.server', status: 503 });
    expect((await read(reader)).city).toBe('Kiel');
  });

  test.each(['before', 'after'] as const)('a connection lost %s the work is unreachable', async (when) => {
    const { org, reader } = opened();
    org.bites.on('connectionDrops', { times: 1, when });
    expect(await failureOf(read(reader))).toEqual({ code: 'crm.unreachable' });
  });

  test('an org that never answers is a timeout, and leaving the page does not wait for it', async () => {
    const { org, call, reader, reading } = opened();
    org.bites.on('neverAnswers', { times: 2 });
    const hasty = reading(fixedSession(org.accessToken()), (request) => call({ ...request, timeoutMs: 30 }));
    expect(await failureOf(read(hasty))).toEqual({ code: 'crm.timeout' });
    const abort = new AbortController();
    const answer = failureOf(read(reader, abort.signal));
    abort.abort();
    expect(await answer).toEqual({ code: 'cancelled' });
  });

  test('the spent requests of a day are a limit, not a lack of rights', async () => {
    const { org, reader } = opened();
    org.bites.on('requestLimit', { requests: 1 });
    await read(reader);
    expect(await failureOf(read(reader))).toMatchObject({ code: 'crm.rateLimited', status: 403 });
  });

  test('a retired API version is told as an invalid request', async () => {
    const { org, reader } = opened();
    org.bites.on('versionRetired', { below: 99 });
    expect(await failureOf(read(reader))).toMatchObject({ code: 'crm.invalid', status: 410 });
  });

  test('a session that ends in mid-work is renewed once', async () => {
    const { org, reading } = opened();
    let token = org.accessToken();
    const reader = reading({
      accessToken: async () => token,
      renew: async () => {
        token = org.accessToken();
        return token;
      },
    });
    org.bites.on('sessionExpires', { afterRequests: 1 });
    expect((await read(reader)).city).toBe('Kiel');
    org.bites.off('sessionExpires');
    expect((await read(reader)).city).toBe('Kiel');
  });

  test('a token of nobody is expired', async () => {
    expect(await failureOf(read(opened().reading(fixedSession('invented'))))).toMatchObject({
      code: 'crm.authExpired',
      status: 401,
    });
  });
});

describe('signing in', () => {
  /** The person's browser: sign-in page, consent page, and the address it ends on. */
  const person =
    ({ org }: ReturnType<typeof opened>, decision: 'Allow' | 'Deny') =>
    async (url: string) => {
      const { origin, searchParams } = new URL(url);
      const post = (path: string, more: Record<string, string>, cookie = '') =>
        org.fetch(
          new Request(`${origin}/services/oauth2/authorize/${path}`, {
            method: 'POST',
            headers: { cookie },
            body: new URLSearchParams([...searchParams, ...Object.entries(more)]),
          }),
        );
      const { username, password } = DEFAULT_USER;
      const signedIn = await post('login', { username, pw: password });
      const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';');
      const consented = await post('consent', { decision }, cookie);
      return consented.headers.get('location') ?? '';
    };
  const appOf = ({ call }: ReturnType<typeof opened>) => ({
    org: ORG,
    consumerKey: CONSUMER_KEY,
    signal: anySignal(),
    call,
  });

  test('gives tokens that read, rotate once each, and end when revoked', async () => {
    const world = opened();
    const app = appOf(world);
    const first = await signInToSalesforce(app, { redirectUri: REDIRECT, launch: person(world, 'Allow') });
    expect(first).toMatchObject({ instanceUrl: `https://${ORG}`, userId: world.org.users[0]?.id });
    const reader = world.reading(fixedSession(first.accessToken));
    expect(await reader.countFields(anySignal())).toBeGreaterThan(10);

    const second = await refreshSalesforce(app, first.refreshToken ?? '');
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(await failureOf(refreshSalesforce(app, first.refreshToken ?? ''))).toMatchObject({
      code: 'crm.authExpired',
    });
    const third = await refreshSalesforce(app, second.refreshToken ?? '');
    await revokeSalesforce(app, third.refreshToken ?? '');
    expect(await failureOf(refreshSalesforce(app, third.refreshToken ?? ''))).toMatchObject({
      code: 'crm.authExpired',
    });
    expect(
      await failureOf(world.reading(fixedSession(third.accessToken)).countFields(anySignal())),
    ).toMatchObject({ code: 'crm.authExpired' });
  });

  test('a person who declines is told so', async () => {
    const world = opened();
    const answer = signInToSalesforce(appOf(world), { redirectUri: REDIRECT, launch: person(world, 'Deny') });
    expect(await failureOf(answer)).toEqual({
      code: 'crm.forbidden',
      detail: 'end-user denied authorization',
    });
  });
});
