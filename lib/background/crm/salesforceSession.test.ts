import { beforeEach, expect, test } from 'vitest';
import { vault } from '../../vault/vault.ts';
import { forgetDatabases } from '../fakes/databases.ts';
import { answer, type FakeNetwork, fakeNetwork } from '../fakes/network.ts';
import { ORG } from '../fakes/records.ts';
import { keepSalesforceTokens, salesforceSession } from './salesforceSession.ts';

const TOKEN = `POST https://${ORG}/services/oauth2/token`;
let network: FakeNetwork;

beforeEach(async () => {
  forgetDatabases();
  network = fakeNetwork();
  network.on(TOKEN, () =>
    answer(200, {
      access_token: `access-${network.count(TOKEN) + 1}`,
      instance_url: `https://${ORG}`,
      token_type: 'Bearer',
    }),
  );
  await keepSalesforceTokens(vault, {
    accessToken: 'access-1',
    refreshToken: 'refresh-1',
    instanceUrl: `https://${ORG}`,
    userId: null,
  });
});
const session = (host = ORG) =>
  salesforceSession({
    vault,
    call: network.call,
    connection: {
      host,
      consumerKey: 'key',
      label: host,
      user: null,
      ownerId: null,
      hasCurrencies: null,
      currency: null,
    },
    isCurrent: async () => true,
  });

test('whoever comes late with a token that has been renewed meanwhile gets the new one', async () => {
  const current = session();
  expect(await current.renew('access-1')).toBe('access-2');
  expect(await current.renew('access-1')).toBe('access-2');
  expect(network.count(TOKEN)).toBe(1);
});

test('a token that was renewed and refused again is renewed again', async () => {
  const current = session();
  expect(await current.renew(await current.renew('access-1'))).toBe('access-3');
});

test("another org's token is never used", async () => {
  await vault.session.write('salesforce.access umbra.my.salesforce.com', { accessToken: 'theirs' });
  expect(await session().accessToken()).toBe('access-1');
  expect(await session('umbra.my.salesforce.com').accessToken()).toBe('theirs');
});
