import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { RecordPage } from '../crm/port.ts';
import type { HttpRequest } from '../http/call.ts';
import { vault } from '../vault/vault.ts';
import { forgetDatabases } from './fakes/databases.ts';
import { answer, erpLine } from './fakes/network.ts';
import { ACCOUNT_PAGE, ORG, PORTAL, viewOf } from './fakes/records.ts';
import { crmSender, optionsSender } from './fakes/senders.ts';
import { connectedWorker, type FakeWorker } from './fakes/worker.ts';
import { namePerOrg } from './namePerOrg.ts';
import { readOrgs } from './orgStore.ts';

const OTHER = 'umbra.my.salesforce.com';
const REDIRECT = 'https://jofpajcdfiinehnpidkcijgdfnhihiaf.chromiumapp.org/';
const OPPORTUNITY = '006Aa00000Qm3XyIAJ';

let worker: FakeWorker;

const bearer = (request: HttpRequest | undefined) =>
  request?.headers?.Authorization ?? request?.headers?.authorization;
const answers = (org: string, accountFields: readonly string[] = ['Id', 'CurrencyIsoCode']) => {
  const api = `https://${org}`;
  worker.network.on(
    `POST ${api}/services/oauth2/token`,
    answer(200, {
      access_token: `access of ${org}`,
      refresh_token: `refresh of ${org}`,
      instance_url: api,
      token_type: 'Bearer',
    }),
  );
  worker.network.on(
    `GET ${api}/services/data/v67.0/sobjects/Account/describe`,
    answer(200, { fields: accountFields.map((name) => ({ name })) }),
  );
  worker.network.on(
    `GET ${api}/services/data/v67.0/sobjects/Opportunity/${OPPORTUNITY}`,
    answer(200, { Id: OPPORTUNITY, AccountId: ACCOUNT_PAGE.record.id, Amount: 1250 }),
  );
  worker.network.on(`POST ${api}/services/oauth2/revoke`, answer(200, ''));
};
const connect = (org: string) =>
  worker.value('salesforce.connect', { host: org, consumerKey: 'key' }, optionsSender);
const dealIn = (org: string): RecordPage => ({
  record: { system: 'salesforce', org, object: 'Opportunity', id: OPPORTUNITY },
  kind: 'opportunity',
  host: org.replace('.my.salesforce.com', '.lightning.force.com'),
});
const view = (page: RecordPage) =>
  worker.ask('record.view', { page, requestId: crypto.randomUUID() }, crmSender(page));
const bearersOf = (org: string) =>
  worker.network.requests
    .filter(({ url }) => url.includes(`${org}/services/data/v67.0/sobjects/Opportunity`))
    .map(bearer);
const connections = () => worker.value('connections.read', {}, optionsSender);

beforeEach(async () => {
  vi.restoreAllMocks();
  forgetDatabases();
  worker = await connectedWorker();
  fakeBrowser.identity.getRedirectURL = () => REDIRECT;
  fakeBrowser.identity.launchWebAuthFlow = vi.fn(
    async ({ url }: { url: string }) => `${REDIRECT}?code=c1&state=${new URL(url).searchParams.get('state')}`,
  ) as unknown as typeof fakeBrowser.identity.launchWebAuthFlow;
  for (const org of [ORG, OTHER]) {
    answers(org);
    worker.network.on(erpLine('GET record-view'), ({ url }) => {
      const asked = new URL(url).searchParams.get('org') ?? ORG;
      return answer(200, viewOf({ ...ACCOUNT_PAGE.record, org: asked }));
    });
  }
});

describe('two Salesforce orgs', () => {
  beforeEach(async () => {
    await connect(ORG);
    await connect(OTHER);
  });

  test('are both connected, and a record is read in its own org with its own sign-in', async () => {
    expect((await connections()).salesforce).toMatchObject([
      { state: 'connected', host: ORG },
      { state: 'connected', host: OTHER },
    ]);
    expect(await view(dealIn(ORG))).toMatchObject({ ok: true });
    expect(await view(dealIn(OTHER))).toMatchObject({ ok: true });
    expect(bearersOf(ORG)).toEqual([`Bearer access of ${ORG}`]);
    expect(bearersOf(OTHER)).toEqual([`Bearer access of ${OTHER}`]);
  });

  test('are refreshed each with its own token after the browser was closed', async () => {
    await fakeBrowser.storage.session.clear();
    await view(dealIn(OTHER));
    const [refreshed] = worker.network.requests.filter(({ body }) =>
      body?.includes('grant_type=refresh_token'),
    );
    expect(refreshed?.url).toContain(OTHER);
    expect(new URLSearchParams(refreshed?.body).get('refresh_token')).toBe(`refresh of ${OTHER}`);
  });

  test('are tested and disconnected each for itself', async () => {
    expect(await worker.value('crm.test', { system: 'salesforce', org: OTHER }, optionsSender)).toEqual({
      fields: 2,
      label: OTHER,
    });
    await worker.value('crm.disconnect', { system: 'salesforce', org: ORG }, optionsSender);
    expect((await connections()).salesforce).toMatchObject([{ state: 'connected', host: OTHER }]);
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain(ORG);
    expect(await view(dealIn(OTHER))).toMatchObject({ ok: true });
    expect(await view(dealIn(ORG))).toMatchObject({
      failure: { code: 'crm.otherOrg', orgs: { connected: OTHER, record: ORG } },
    });
  });

  test('do not share an expired sign-in: it is shown where it belongs', async () => {
    await fakeBrowser.storage.session.clear();
    worker.network.on(`POST https://${OTHER}/services/oauth2/token`, answer(400, { error: 'invalid_grant' }));
    expect(await view(dealIn(OTHER))).toMatchObject({ failure: { code: 'crm.authExpired' } });
    expect((await connections()).salesforce).toMatchObject([
      { state: 'connected', host: ORG },
      { state: 'failed', host: OTHER, failure: { code: 'crm.authExpired' } },
    ]);
  });

  test('a record of a third one is told which are connected', async () => {
    expect(await view(dealIn('third.my.salesforce.com'))).toMatchObject({
      failure: { code: 'crm.otherOrg', orgs: { connected: `${ORG}, ${OTHER}` } },
    });
  });

  test('one that is connected again keeps its place', async () => {
    await connect(ORG);
    expect((await connections()).salesforce.map(({ host }) => host)).toEqual([ORG, OTHER]);
  });
});

describe('the currency of an org with only one', () => {
  const currency = (code: string | null, org = ORG) =>
    worker.ask('salesforce.currency', { org, currency: code }, optionsSender);
  const askedWith = () =>
    new URL(worker.network.requests.filter(({ url }) => url.includes('record-view')).at(-1)?.url ?? '')
      .searchParams;

  test('is what a person has said of it, for deals that name none', async () => {
    answers(ORG, ['Id']);
    await connect(ORG);
    expect((await connections()).salesforce).toMatchObject([{ hasCurrencies: false, currency: null }]);
    await view(dealIn(ORG));
    expect(askedWith().get('dealCurrency')).toBeNull();
    expect(await currency('EUR')).toEqual({ ok: true, value: null });
    expect(worker.told.at(-1)?.message).toEqual({ name: 'connections.changed' });
    await view(dealIn(ORG));
    expect(askedWith().get('dealCurrency')).toBe('EUR');
    await connect(ORG);
    expect((await connections()).salesforce).toMatchObject([{ currency: 'EUR' }]);
    await currency(null);
    await view(dealIn(ORG));
    expect(askedWith().get('dealCurrency')).toBeNull();
  });

  test('is never put in where records name theirs', async () => {
    await connect(ORG);
    await currency('EUR');
    await view(dealIn(ORG));
    expect(askedWith().get('dealCurrency')).toBeNull();
  });

  test('is learnt by a test of a connection that was never asked', async () => {
    answers(ORG, ['Id']);
    await connect(ORG);
    answers(ORG);
    await worker.value('crm.test', { system: 'salesforce', org: ORG }, optionsSender);
    expect((await connections()).salesforce).toMatchObject([{ hasCurrencies: true }]);
  });

  test('is not kept of an org that is not connected', async () => {
    expect(await currency('EUR', OTHER)).toMatchObject({ failure: { code: 'crm.notConnected' } });
  });

  test('is a code of three letters', async () => {
    expect(await currency('euro')).toMatchObject({ failure: { code: 'message.refused' } });
  });
});

describe('a device from before there could be several', () => {
  const SALESFORCE = { host: ORG, consumerKey: 'key', label: ORG, user: null };
  const HUBSPOT = { mode: 'serviceKey', portalId: PORTAL, label: PORTAL, user: null };
  beforeEach(async () => {
    await fakeBrowser.storage.local.set({
      'connection.salesforce': SALESFORCE,
      'connection.hubspot': HUBSPOT,
    });
    await vault.lasting.write('salesforce.refreshToken', 'kept');
    await vault.lasting.write('hubspot.serviceKey', 'pat-invented-0002');
  });

  test('stays connected, its secrets under the names of its orgs', async () => {
    await namePerOrg(vault);
    const learnt = { hasCurrencies: null, currency: null, ownerId: null };
    expect(await readOrgs('salesforce')).toEqual([{ ...SALESFORCE, ...learnt }]);
    expect(await readOrgs('hubspot')).toEqual([{ ...HUBSPOT, ownerId: null }]);
    expect(await vault.lasting.read(`salesforce.refreshToken ${ORG}`)).toBe('kept');
    expect(await vault.lasting.read(`hubspot.serviceKey ${PORTAL}`)).toBe('pat-invented-0002');
    expect(await vault.lasting.read('salesforce.refreshToken')).toBeNull();
    expect(await vault.lasting.read('hubspot.serviceKey')).toBeNull();
    await view(dealIn(ORG));
    const refreshed = worker.network.requests.find(({ body }) => body?.includes('grant_type=refresh_token'));
    expect(new URLSearchParams(refreshed?.body).get('refresh_token')).toBe('kept');
  });

  test('is moved once: what came after stays', async () => {
    await namePerOrg(vault);
    await connect(OTHER);
    await namePerOrg(vault);
    expect((await readOrgs('salesforce')).map(({ host }) => host)).toEqual([ORG, OTHER]);
  });

  test('goes without a secret that was lost', async () => {
    await vault.lasting.remove('salesforce.refreshToken');
    await vault.lasting.remove('hubspot.serviceKey');
    await namePerOrg(vault);
    expect(await view(dealIn(ORG))).toMatchObject({ failure: { code: 'crm.authExpired' } });
  });
});
