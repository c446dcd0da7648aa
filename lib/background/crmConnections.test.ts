// Long because both CRMs keep the same promises here, each beside the other.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { HttpRequest } from '../http/call.ts';
import { forgetDatabases } from './fakes/databases.ts';
import { answer, erpLine, problemAnswer } from './fakes/network.ts';
import { ACCOUNT_PAGE, COMPANY_PAGE, CONTACT_PAGE, ORG, PORTAL, viewOf } from './fakes/records.ts';
import { crmSender, optionsSender } from './fakes/senders.ts';
import { connectedWorker, type FakeWorker } from './fakes/worker.ts';

const API = `https://${ORG}`;
const TOKEN_LINE = `POST ${API}/services/oauth2/token`;
const DESCRIBE = `GET ${API}/services/data/v67.0/sobjects/Account/describe`;
const RELATIONS_LINE = `GET ${API}/services/data/v67.0/query`;
const CONTACT_LINE = `GET ${API}/services/data/v67.0/sobjects/Contact/${CONTACT_PAGE.record.id}`;
const PROPERTIES = 'GET https://api.hubapi.com/crm/v3/properties/companies';
const OWNERS = 'GET https://api.hubapi.com/crm/v3/owners';
const COMPANIES = 'GET https://api.hubapi.com/crm/objects/2026-09/companies';
const REDIRECT = 'https://jofpajcdfiinehnpidkcijgdfnhihiaf.chromiumapp.org/';

let worker: FakeWorker;
/** What the sign-in page leads back to. */
let land: (url: URL) => string | undefined;

beforeEach(async () => {
  vi.restoreAllMocks();
  forgetDatabases();
  worker = await connectedWorker();
  land = (url) => `${REDIRECT}?code=c1&state=${url.searchParams.get('state')}`;
  fakeBrowser.identity.getRedirectURL = () => REDIRECT;
  fakeBrowser.identity.launchWebAuthFlow = vi.fn(async ({ url }: { url: string }) =>
    land(new URL(url)),
  ) as unknown as typeof fakeBrowser.identity.launchWebAuthFlow;
});
const connections = () => worker.value('connections.read', {}, optionsSender);
const bearer = (request: HttpRequest | undefined) =>
  request?.headers?.Authorization ?? request?.headers?.authorization;

describe('Salesforce', () => {
  let granted: number;
  const typed = { host: 'https://acme.lightning.force.com/lightning/page/home', consumerKey: ' key ' };
  const connect = () => worker.ask('salesforce.connect', typed, optionsSender);
  const grant = (request: HttpRequest) => {
    granted += 1;
    const isRefresh = String(request.body).includes('grant_type=refresh_token');
    return answer(200, {
      access_token: `access-${granted}`,
      refresh_token: `refresh-${granted}`,
      instance_url: API,
      token_type: 'Bearer',
      ...(isRefresh ? {} : { id: 'x' }),
    });
  };
  beforeEach(() => {
    granted = 0;
    worker.network.on(TOKEN_LINE, grant);
    worker.network.on(DESCRIBE, answer(200, { fields: [{ name: 'Id' }, { name: 'Name' }] }));
    worker.network.on(
      RELATIONS_LINE,
      answer(400, [{ errorCode: 'INVALID_TYPE', message: 'sObject type is not supported.' }]),
    );
    worker.network.on(
      CONTACT_LINE,
      answer(200, { Id: CONTACT_PAGE.record.id, AccountId: ACCOUNT_PAGE.record.id }),
    );
    worker.network.on(erpLine('GET record-view'), answer(200, viewOf(ACCOUNT_PAGE.record)));
  });
  const viewContact = () =>
    worker.ask('record.view', { page: CONTACT_PAGE, requestId: 'q' }, crmSender(CONTACT_PAGE));

  test('is connected once its field list came back', async () => {
    expect(await connect()).toEqual({ ok: true, value: { fields: 2, label: ORG } });
    expect(await connections()).toMatchObject({
      salesforce: [{ state: 'connected', label: ORG, host: ORG, consumerKey: 'key' }],
    });
    expect(await viewContact()).toMatchObject({ ok: true, value: { value: { via: ACCOUNT_PAGE.record } } });
    expect(await worker.value('crm.test', { system: 'salesforce', org: ORG }, optionsSender)).toEqual({
      fields: 2,
      label: ORG,
    });
  });

  test('keeps who signed in, as its records name their owner; signing in again as somebody else replaces them', async () => {
    const as = async (id: unknown) => {
      worker.network.on(TOKEN_LINE, (request) => {
        const { text } = grant(request);
        return answer(200, { ...JSON.parse(text), id });
      });
      await connect();
      return (await worker.services.crm.synced()).map(({ user }) => user);
    };
    const address = 'https://login.salesforce.com/id/00DQy0000000001MAA';
    expect(await as(`${address}/005Qy0000000001IAA`)).toEqual(['005Qy0000000001IAA']);
    expect(await as(`${address}/005Qy0000000002`)).toEqual(['005Qy0000000002IAA']);
    // An id of something else, or none: whose records they are is not known, and never somebody before's.
    for (const strange of [`${address}/001Qy0000000001IAA`, 7, undefined])
      expect(await as(strange), String(strange)).toEqual([null]);
  });

  test('is not connected while the field list does not come', async () => {
    worker.network.on(DESCRIBE, answer(403, [{ errorCode: 'API_DISABLED_FOR_ORG', message: 'no' }]));
    expect(await connect()).toMatchObject({ ok: false });
    expect(await connections()).toMatchObject({ salesforce: [] });
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain('secret.salesforce');
  });

  test('a host that is none is refused before any window opens', async () => {
    const elsewhere = { host: 'salesforce.example.org', consumerKey: 'k' };
    expect(await worker.ask('salesforce.connect', elsewhere, optionsSender)).toMatchObject({
      failure: { code: 'crm.invalid', fields: [{ path: 'host' }] },
    });
    expect(fakeBrowser.identity.launchWebAuthFlow).not.toHaveBeenCalled();
  });

  test('a closed window is the person\'s own "no"', async () => {
    vi.mocked(fakeBrowser.identity.launchWebAuthFlow).mockRejectedValue(
      new Error('The user did not approve access.'),
    );
    expect(await connect()).toEqual({ ok: false, failure: { code: 'cancelled' } });
  });

  test('a flow that ends nowhere is no sign-in', async () => {
    land = () => undefined;
    expect(await connect()).toMatchObject({ ok: false });
  });

  test('tokens lie nowhere readable on disk, and the refresh token not even in the session', async () => {
    await connect();
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toMatch(/access-1|refresh-1/);
    expect(JSON.stringify(await fakeBrowser.storage.session.get())).not.toContain('refresh-1');
  });

  test('after the browser was closed signs in again by itself', async () => {
    await connect();
    await fakeBrowser.storage.session.clear();
    expect(await viewContact()).toMatchObject({ ok: true });
    const [, refreshed] = worker.network.requests.filter(({ url }) => url.endsWith('/oauth2/token'));
    expect(new URLSearchParams(refreshed?.body).get('refresh_token')).toBe('refresh-1');
  });

  test('a refused token is renewed once for all who were refused, with the newest refresh token', async () => {
    await connect();
    worker.network.on(CONTACT_LINE, (request) =>
      bearer(request) === 'Bearer access-1'
        ? answer(401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }])
        : answer(200, { Id: CONTACT_PAGE.record.id, AccountId: ACCOUNT_PAGE.record.id }),
    );
    const propose = () =>
      worker.ask(
        'link.propose',
        { page: CONTACT_PAGE, customer: 'G01', change: 'link' },
        crmSender(CONTACT_PAGE),
      );
    await Promise.all([viewContact(), propose()]);
    expect(granted).toBe(2);
    await fakeBrowser.storage.session.remove(`secret.salesforce.access ${ORG}`);
    await viewContact();
    const last = worker.network.requests.filter(({ url }) => url.endsWith('/oauth2/token')).at(-1);
    expect(new URLSearchParams(last?.body).get('refresh_token')).toBe('refresh-2');
  });

  test('a sign-in that has ended for good is shown until somebody connects again', async () => {
    await connect();
    await fakeBrowser.storage.session.clear();
    worker.network.on(TOKEN_LINE, answer(400, { error: 'invalid_grant', error_description: 'expired' }));
    expect(await viewContact()).toMatchObject({ failure: { code: 'crm.authExpired' } });
    expect(await connections()).toMatchObject({
      salesforce: [{ state: 'failed', failure: { code: 'crm.authExpired' } }],
    });
    worker.network.on(TOKEN_LINE, grant);
    await connect();
    expect(await connections()).toMatchObject({ salesforce: [{ state: 'connected' }] });
  });

  test('without a refresh token the sign-in ends with the browser', async () => {
    worker.network.on(
      TOKEN_LINE,
      answer(200, { access_token: 'a', instance_url: API, token_type: 'Bearer' }),
    );
    await connect();
    expect(await viewContact()).toMatchObject({ ok: true });
    await fakeBrowser.storage.session.remove(`secret.salesforce.access ${ORG}`);
    expect(await viewContact()).toEqual({ ok: false, failure: { code: 'crm.authExpired' } });
  });

  test('another org is not connected because this one is', async () => {
    await connect();
    const record = { ...CONTACT_PAGE.record, org: 'umbra.my.salesforce.com' };
    const page = { ...CONTACT_PAGE, record, host: 'umbra.lightning.force.com' };
    expect(await worker.ask('record.view', { page, requestId: 'q' }, crmSender(page))).toEqual({
      ok: false,
      failure: {
        code: 'crm.otherOrg',
        orgs: { system: 'salesforce', connected: ORG, record: 'umbra.my.salesforce.com' },
      },
    });
    await expect(worker.services.crm.reader(record)).rejects.toMatchObject({
      failure: { code: 'crm.otherOrg' },
    });
  });

  test('disconnecting forgets and revokes', async () => {
    await connect();
    worker.network.on(`POST ${API}/services/oauth2/revoke`, answer(200, ''));
    await worker.value('crm.disconnect', { system: 'salesforce', org: ORG }, optionsSender);
    expect(new URLSearchParams(worker.network.requests.at(-1)?.body).get('token')).toBe('refresh-1');
    expect(await connections()).toMatchObject({ salesforce: [] });
    expect(await worker.ask('crm.test', { system: 'salesforce', org: ORG }, optionsSender)).toMatchObject({
      failure: { code: 'crm.notConnected' },
    });
  });

  test('disconnecting forgets even where Salesforce cannot be reached', async () => {
    await connect();
    expect(await worker.ask('crm.disconnect', { system: 'salesforce', org: ORG }, optionsSender)).toEqual({
      ok: true,
      value: null,
    });
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain('salesforce');
  });

  test('a refresh that was under way does not undo a sign-out', async () => {
    await connect();
    await fakeBrowser.storage.session.remove(`secret.salesforce.access ${ORG}`);
    const { promise, resolve } = Promise.withResolvers<void>();
    worker.network.on(TOKEN_LINE, (request) => promise.then(() => grant(request)));
    const asked = viewContact();
    await vi.waitFor(() => expect(worker.network.count(TOKEN_LINE)).toBe(2));
    await worker.value('crm.disconnect', { system: 'salesforce', org: ORG }, optionsSender);
    resolve();
    expect(await asked).toMatchObject({ failure: { code: 'crm.notConnected' } });
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain('salesforce');
  });
});

describe('HubSpot, by consent', () => {
  const access = (token: string, minutes = 30) => ({
    accessToken: token,
    expiresAt: new Date(worker.clock.now + minutes * 60_000).toISOString(),
    portalId: PORTAL,
    user: 'ida@acme.example',
  });
  const connect = () => worker.ask('hubspot.connect', { mode: 'oauth' }, optionsSender);
  const readFields = () => worker.ask('crm.test', { system: 'hubspot', org: PORTAL }, optionsSender);
  const lastBearer = () => bearer(worker.network.requests.filter(({ url }) => url.includes('hubapi')).at(-1));
  beforeEach(() => {
    worker.network.on(
      erpLine('GET connections/hubspot'),
      answer(200, { clientId: 'c', scopes: ['s'], authorizeUrl: 'https://app.hubspot.com/oauth/authorize' }),
    );
    worker.network.on(erpLine('POST connections/hubspot/exchange'), () => answer(200, access('first')));
    worker.network.on(OWNERS, () => answer(200, { results: [] }));
    worker.network.on(erpLine('POST connections/hubspot/token'), () => answer(200, access('second')));
    worker.network.on(
      PROPERTIES,
      answer(200, { results: [{ name: 'name' }, { name: 'domain' }, { name: 'city' }] }),
    );
  });

  test('the ERP API trades the code; the worker holds a short-lived token only', async () => {
    expect(await connect()).toEqual({ ok: true, value: { fields: 3, label: PORTAL } });
    expect(await connections()).toMatchObject({
      hubspot: [{ state: 'connected', portalId: PORTAL, mode: 'oauth', user: 'ida@acme.example' }],
    });
    const exchange = worker.network.requests.find(({ url }) => url.endsWith('/exchange'));
    expect(JSON.parse(exchange?.body ?? '')).toEqual({ code: 'c1', redirectUri: REDIRECT });
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain('first');
  });

  test('keeps how the records name the person as their owner, where the portal tells; else nobody’s are theirs', async () => {
    const userNow = async () => {
      await connect();
      return (await worker.services.crm.synced()).map(({ user }) => user);
    };
    worker.network.on(OWNERS, answer(200, { results: [{ id: '41', email: 'Ida@acme.example', userId: 7 }] }));
    expect(await userNow()).toEqual(['41']);
    worker.network.on(OWNERS, answer(200, { results: [{ id: '42', email: 'bob@acme.example' }] }));
    expect(await userNow()).toEqual(['ida@acme.example']);
    worker.network.on(OWNERS, answer(403, { category: 'MISSING_SCOPES', message: 'no' }));
    expect(await userNow()).toEqual(['ida@acme.example']);
  });

  test('the token is used until a minute before its end, then a new one is fetched', async () => {
    await connect();
    worker.clock.now += 29 * 60_000 - 1;
    await readFields();
    expect(lastBearer()).toBe('Bearer first');
    worker.clock.now += 1;
    await readFields();
    expect(lastBearer()).toBe('Bearer second');
    expect(worker.network.count(erpLine('POST connections/hubspot/token'))).toBe(1);
  });

  test('a refused token is renewed', async () => {
    await connect();
    worker.network.on(PROPERTIES, (request) =>
      bearer(request) === 'Bearer first'
        ? answer(401, { category: 'EXPIRED_AUTHENTICATION', message: 'expired' })
        : answer(200, { results: [{ name: 'name' }] }),
    );
    expect(await readFields()).toEqual({ ok: true, value: { fields: 1, label: PORTAL } });
  });

  test.each([404, 409])(
    'a connection that the ERP API no longer has (%i) asks to connect again',
    async (status) => {
      await connect();
      worker.clock.now += 3_600_000;
      worker.network.on(erpLine('POST connections/hubspot/token'), problemAnswer(status));
      expect(await readFields()).toMatchObject({ failure: { code: 'crm.authExpired' } });
      expect(await connections()).toMatchObject({ hubspot: [{ state: 'failed' }] });
      worker.network.on(erpLine('POST connections/hubspot/token'), () => answer(200, access('third')));
      expect(await readFields()).toMatchObject({ ok: true });
      expect(await connections()).toMatchObject({ hubspot: [{ state: 'connected' }] });
    },
  );

  test('an ERP API that is down is said to be down', async () => {
    await connect();
    worker.clock.now += 3_600_000;
    worker.network.on(erpLine('POST connections/hubspot/token'), problemAnswer(503));
    expect(await readFields()).toMatchObject({ failure: { code: 'erp.server' } });
  });

  test('a token of another portal is not used', async () => {
    await connect();
    worker.clock.now += 3_600_000;
    worker.network.on(erpLine('POST connections/hubspot/token'), () =>
      answer(200, { ...access('x'), portalId: '9' }),
    );
    expect(await readFields()).toMatchObject({ failure: { code: 'crm.authExpired' } });
  });

  test('disconnecting has the ERP API forget it too', async () => {
    await connect();
    worker.network.on(erpLine('DELETE connections/hubspot'), answer(204, ''));
    await worker.value('crm.disconnect', { system: 'hubspot', org: PORTAL }, optionsSender);
    expect(worker.network.count(erpLine('DELETE connections/hubspot'))).toBe(1);
    expect(await connections()).toMatchObject({
      hubspot: [],
    });
  });
});

describe('HubSpot, by Service Key', () => {
  const KEY = 'pat-invented-0001';
  const connect = () =>
    worker.ask('hubspot.connect', { mode: 'serviceKey', serviceKey: ` ${KEY} ` }, optionsSender);
  const url = `https://app.hubspot.com/contacts/${PORTAL}/record/0-2/90210777`;
  beforeEach(() => {
    worker.network.on(COMPANIES, answer(200, { results: [{ id: '90210777', url }] }));
    worker.network.on(PROPERTIES, answer(200, { results: [{ name: 'name' }] }));
  });

  test('the portal is read from a record', async () => {
    expect(await connect()).toEqual({ ok: true, value: { fields: 1, label: PORTAL } });
    expect(await connections()).toMatchObject({
      hubspot: [{ state: 'connected', mode: 'serviceKey', user: null }],
    });
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain(KEY);
    expect(await worker.value('crm.test', { system: 'hubspot', org: PORTAL }, optionsSender)).toMatchObject({
      fields: 1,
    });
    expect(await worker.services.crm.reader(COMPANY_PAGE.record)).toMatchObject({ system: 'hubspot' });
  });

  test.each([
    ['a portal without a company', { results: [] }, 'crm.notFound'],
    ['an address that is no record', { results: [{ url: 'https://example.com/' }] }, 'crm.badAnswer'],
    ['no address', { results: [{ id: '1' }] }, 'crm.badAnswer'],
  ])('%s names no portal', async (_, body, code) => {
    worker.network.on(COMPANIES, answer(200, body));
    expect(await connect()).toMatchObject({ failure: { code } });
  });

  test('a key that has been revoked asks for another', async () => {
    await connect();
    worker.network.on(PROPERTIES, answer(401, { category: 'INVALID_AUTHENTICATION', message: 'no' }));
    expect(await worker.ask('crm.test', { system: 'hubspot', org: PORTAL }, optionsSender)).toMatchObject({
      failure: { code: 'crm.authExpired' },
    });
  });

  test('disconnecting forgets the key; only HubSpot can revoke it', async () => {
    await connect();
    const { length } = worker.network.requests;
    await worker.value('crm.disconnect', { system: 'hubspot', org: PORTAL }, optionsSender);
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain('hubspot');
    expect(worker.network.requests).toHaveLength(length);
  });

  test('a key that was lost from the vault asks to connect again', async () => {
    await connect();
    await fakeBrowser.storage.local.remove(`secret.hubspot.serviceKey ${PORTAL}`);
    expect(await worker.ask('crm.test', { system: 'hubspot', org: PORTAL }, optionsSender)).toMatchObject({
      failure: { code: 'crm.authExpired' },
    });
  });
});
