import { beforeEach, describe, expect, test } from 'vitest';
import { forgetDatabases } from '../fakes/databases.ts';
import { answer } from '../fakes/network.ts';
import { optionsSender } from '../fakes/senders.ts';
import { type FakeWorker, fakeWorker } from '../fakes/worker.ts';
import { keepOrg } from '../orgStore.ts';

const HOST = 'acme.my.salesforce.com';
const ACCOUNT = {
  name: 'Account',
  keyPrefix: '001',
  fields: [
    {
      name: 'Name',
      label: 'Account Name',
      type: 'string',
      length: 255,
      scale: 0,
      nillable: false,
      createable: true,
      updateable: true,
      filterable: true,
      defaultedOnCreate: false,
      unique: false,
    },
  ],
};

let worker: FakeWorker;
beforeEach(async () => {
  forgetDatabases();
  worker = fakeWorker();
  const { vault } = worker.services;
  const host = 'acme.my.salesforce.com';
  await keepOrg('salesforce', {
    label: host,
    user: null,
    ownerId: null,
    host,
    consumerKey: 'k',
    hasCurrencies: false,
    currency: 'EUR',
  });
  await vault.session.write(`salesforce.access ${host}`, { org: host, accessToken: 'sf-token' });
  await keepOrg('hubspot', {
    label: '4711',
    user: 'mia',
    ownerId: null,
    portalId: '4711',
    mode: 'serviceKey',
  });
  await vault.lasting.write('hubspot.serviceKey 4711', 'hs-key');
});

const never = () => new AbortController().signal;

describe('every connected org', () => {
  test('is one that the sync can use, with its own pages and its own sign-in', async () => {
    const orgs = await worker.services.crm.synced();
    expect(orgs.map(({ system, org, pageHost }) => [system, org, pageHost])).toEqual([
      ['salesforce', 'acme.my.salesforce.com', 'acme.lightning.force.com'],
      ['hubspot', '4711', 'app.hubspot.com'],
    ]);
    for (const { sync } of orgs)
      await expect(
        sync.fields(sync.system === 'hubspot' ? 'company' : 'Account', never()),
      ).rejects.toMatchObject({
        failure: { code: 'crm.unreachable' },
      });
    expect(
      worker.network.requests.map(({ url, headers }) => [new URL(url).host, headers?.Authorization]),
    ).toEqual([
      ['acme.my.salesforce.com', 'Bearer sf-token'],
      ['api.hubapi.com', 'Bearer hs-key'],
    ]);
  });

  test('is the same from one question to the next, so that what it told of itself is not asked again', async () => {
    const [once] = await worker.services.crm.synced();
    const [again] = await worker.services.crm.synced();
    expect(once?.sync).toBe(again?.sync);
  });

  test('keeps what it told of its objects for the next worker, until it is disconnected', async () => {
    let described = 0;
    worker.network.on(
      'GET https://acme.my.salesforce.com/services/data/v67.0/sobjects/Account/describe',
      () => {
        described += 1;
        return answer(200, ACCOUNT, { Date: new Date(worker.clock.now).toUTCString() });
      },
    );
    const asked = async (from: FakeWorker) => {
      const [org] = await from.services.crm.synced();
      await org?.sync.open('Account', [], never());
      return described;
    };
    expect([await asked(worker), await asked(worker.restart())]).toEqual([1, 1]);
    const { vault } = worker.services;
    const connection = {
      label: HOST,
      user: null,
      host: HOST,
      consumerKey: 'k',
      hasCurrencies: false,
      currency: 'EUR',
    };
    // Somebody else of the same org has a description of their own.
    await keepOrg('salesforce', { ...connection, ownerId: '005000000000002AAA' });
    expect(await asked(worker.restart())).toBe(2);
    await worker.value('crm.disconnect', { system: 'salesforce', org: HOST }, optionsSender);
    await keepOrg('salesforce', { ...connection, ownerId: null });
    await vault.session.write(`salesforce.access ${HOST}`, { org: HOST, accessToken: 'sf-token' });
    expect(await asked(worker)).toBe(3);
  });

  test('is one where records can be made of every kind that has the key field', async () => {
    const [name] = ACCOUNT.fields;
    const key = { ...name, name: 'Erp_Key__c', label: 'ERP key', nillable: true, unique: true };
    const creates = async (object: string, fields: readonly object[]) => {
      const path = `/services/data/v67.0/sobjects/${object}/describe`;
      const described = { ...ACCOUNT, name: object, fields };
      const date = { Date: new Date(worker.clock.now).toUTCString() };
      worker.network.on(`GET https://acme.my.salesforce.com${path}`, () => answer(200, described, date));
      const [org] = await worker.services.crm.synced();
      const opened = await org?.sync.open(object, [], never());
      return opened !== undefined && opened.creator !== null;
    };
    for (const object of ['Account', 'Contact', 'Quote', 'Order'])
      expect(
        await creates(
          object,
          [name, key].map((each) => ({ ...each })),
        ),
        object,
      ).toBe(true);
    expect(await creates('Opportunity', [{ ...name }, key])).toBe(false);
  });

  test('has one budget for pages and sync: what it says of its limits is known to both, and outlives the worker', async () => {
    worker.network.on('GET https://api.hubapi.com/crm/v3/properties/companies', () =>
      answer(429, { policyName: 'DAILY', message: 'You have reached your daily limit.' }),
    );
    worker.network.on('GET https://api.hubapi.com/crm/v3/properties/0-2', () =>
      answer(429, { policyName: 'DAILY', message: 'You have reached your daily limit.' }),
    );
    const [, portal] = await worker.services.crm.synced();
    await portal?.sync.fields('company', never()).catch(() => undefined);
    const limits = await portal?.limits();
    expect(limits?.pausedUntil).toBeGreaterThan(worker.clock.now);
    const [, later] = await worker.restart().services.crm.synced();
    expect((await later?.limits())?.pausedUntil).toBe(limits?.pausedUntil);
    const reader = await worker.services.crm.reader({ system: 'hubspot', org: '4711' });
    await expect(reader.countFields(never())).rejects.toMatchObject({ failure: { code: 'crm.rateLimited' } });
  });
});
