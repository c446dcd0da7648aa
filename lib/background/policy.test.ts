import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import managedSchema from '../../public/managed-schema.json' with { type: 'json' };
import { forgetDatabases } from './fakes/databases.ts';
import { answer, ERP, erpLine, problemAnswer } from './fakes/network.ts';
import { ACCOUNT_PAGE, ME, viewOf } from './fakes/records.ts';
import { crmSender, optionsSender } from './fakes/senders.ts';
import { connectedWorker, fakeWorker } from './fakes/worker.ts';
import { managedKeys, readPolicy } from './policy.ts';

const preset = (values: Record<string, unknown>) => fakeBrowser.storage.managed.set(values);
beforeEach(() => {
  vi.restoreAllMocks();
  forgetDatabases();
});

const NONE = {
  erpAddress: undefined,
  salesforceHost: undefined,
  salesforceConsumerKey: undefined,
  allowServiceKey: true,
  cacheHours: 24,
  allowOfflineReading: true,
  disabled: false,
};

test('without a policy nothing is set and nothing locked', async () => {
  expect(await readPolicy()).toEqual(NONE);
  expect(managedKeys(await readPolicy())).toEqual([]);
});

test('a browser without managed storage has no policy', async () => {
  vi.spyOn(fakeBrowser.storage.managed, 'get').mockRejectedValue(
    new Error('Managed storage manifest not found'),
  );
  expect(await readPolicy()).toEqual(NONE);
});

test('a key of the wrong type counts as absent', async () => {
  await preset({ erpAddress: 7, cacheHours: 'always', disabled: 'no', allowServiceKey: 0 });
  expect(await readPolicy()).toEqual(NONE);
});

test('the browser is told of exactly the keys that are read, with their types', async () => {
  const types = { string: 'text', boolean: false, number: 3 } as const;
  const filled = Object.fromEntries(
    Object.entries(managedSchema.properties).map(([key, { type }]) => [
      key,
      types[type as keyof typeof types],
    ]),
  );
  await preset(filled);
  expect(await readPolicy()).toEqual(filled);
});

test('what is set is locked', async () => {
  await preset({ erpAddress: ERP, salesforceHost: 'h', salesforceConsumerKey: 'k', allowServiceKey: false });
  expect(managedKeys(await readPolicy())).toEqual([
    'erp.address',
    'salesforce.host',
    'salesforce.consumerKey',
    'hubspot.serviceKey',
  ]);
});

describe('a preset', () => {
  test('is shown before anything is connected', async () => {
    await preset({ erpAddress: ERP, salesforceHost: 'acme.my.salesforce.com', salesforceConsumerKey: 'k' });
    expect(await fakeWorker().value('connections.read', {}, optionsSender)).toMatchObject({
      erp: { state: 'disconnected', address: ERP },
      salesforce: [],
      presets: { salesforceHost: 'acme.my.salesforce.com', salesforceConsumerKey: 'k' },
      managed: ['erp.address', 'salesforce.host', 'salesforce.consumerKey'],
    });
  });

  test('of the address cannot be gone round: no other address is even asked', async () => {
    await preset({ erpAddress: `${ERP}/` });
    const worker = fakeWorker();
    worker.network.on(erpLine('GET me'), answer(200, ME));
    const elsewhere = { address: 'https://elsewhere.example', token: 't' };
    expect(await worker.ask('erp.connect', elsewhere, optionsSender)).toEqual({
      ok: false,
      failure: { code: 'erp.forbidden' },
    });
    expect(worker.network.requests).toHaveLength(0);
    expect(await worker.ask('erp.connect', { address: ERP, token: 't' }, optionsSender)).toMatchObject({
      ok: true,
    });
  });

  test.each([[{ salesforceHost: 'umbra.my.salesforce.com' }], [{ salesforceConsumerKey: 'another' }]])(
    'of Salesforce cannot be gone round: %j',
    async (values) => {
      await preset(values);
      const request = { host: 'acme.my.salesforce.com', consumerKey: 'k' };
      expect(await fakeWorker().ask('salesforce.connect', request, optionsSender)).toEqual({
        ok: false,
        failure: { code: 'crm.forbidden' },
      });
    },
  );

  test('against Service Keys refuses them before HubSpot hears of it', async () => {
    await preset({ allowServiceKey: false });
    const worker = fakeWorker();
    const request = { mode: 'serviceKey', serviceKey: 'pat-invented' } as const;
    expect(await worker.ask('hubspot.connect', request, optionsSender)).toEqual({
      ok: false,
      failure: { code: 'crm.forbidden' },
    });
    expect(worker.network.requests).toHaveLength(0);
  });
});

describe('the kill switch', () => {
  test('keeps the panel out and asks the ERP nothing', async () => {
    const worker = await connectedWorker();
    worker.network.on(erpLine('GET record-view'), answer(200, viewOf(ACCOUNT_PAGE.record)));
    const executeScript = vi.fn(async () => []);
    fakeBrowser.scripting.executeScript =
      executeScript as unknown as typeof fakeBrowser.scripting.executeScript;
    await preset({ disabled: true });
    expect(await worker.value('panel.mount', {})).toBeNull();
    expect(executeScript).not.toHaveBeenCalled();
    expect(await worker.ask('record.view', { page: ACCOUNT_PAGE, requestId: 'q1' })).toEqual({
      ok: false,
      failure: { code: 'erp.forbidden' },
    });
    expect(worker.network.count(erpLine('GET record-view'))).toBe(0);
    expect(await worker.ask('erp.connect', { address: ERP, token: 't' }, optionsSender)).toMatchObject({
      ok: false,
    });
  });
});

test('a policy of no cache is heeded from the next view on', async () => {
  const worker = await connectedWorker();
  worker.network.on(erpLine('GET record-view'), answer(200, viewOf(ACCOUNT_PAGE.record)));
  await worker.value('record.view', { page: ACCOUNT_PAGE, requestId: 'q1' });
  expect(await worker.value('record.cached', { page: ACCOUNT_PAGE })).not.toBeNull();
  await preset({ cacheHours: 0 });
  expect(await worker.value('record.cached', { page: ACCOUNT_PAGE })).toBeNull();
});

describe('where people find help', () => {
  const failed = async (supportUrl: string | undefined) => {
    const worker = await connectedWorker();
    if (supportUrl !== undefined) await preset({ supportUrl });
    worker.network.on(erpLine('GET record-view'), problemAnswer(500));
    return worker.ask('record.view', { page: ACCOUNT_PAGE, requestId: 'q' }, crmSender(ACCOUNT_PAGE));
  };

  test.each(['https://help.acme.example/erp', 'mailto:help@acme.example'])(
    'is told with a fault of the ERP API: %s',
    async (support) => {
      expect(await failed(support)).toMatchObject({ failure: { code: 'erp.server', support } });
    },
  );

  test.each([undefined, 'javascript:alert(1)', 'http://help.acme.example', 'https://', 'not an address'])(
    'is nowhere where the policy says %s',
    async (support) => {
      const answer = await failed(support);
      expect(answer).toMatchObject({ failure: { code: 'erp.server' } });
      expect(answer).not.toHaveProperty('failure.support');
    },
  );
});
