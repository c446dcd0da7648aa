// @vitest-environment node
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SalesforceWorld, salesforceWorld } from '../../../test/setup/salesforceSync.ts';
import { forgetDatabases } from '../fakes/databases.ts';

let world: SalesforceWorld;
beforeAll(async () => {
  world = await salesforceWorld();
}, 120_000);
beforeEach(forgetDatabases);
afterAll(() => world.close());

test('an opportunity that has no twin gets one in the ERP, once, whoever syncs and how often', async () => {
  await world.mapOpportunities();
  world.pass(60_000);
  const id = world.org.create('Opportunity', {
    Name: 'Twelve pumps',
    Description: 'C1',
    StageName: 'Prospecting',
    CloseDate: '2026-12-24',
    Amount: 1200.5,
  });
  world.pass(60_000);
  const sync = async (token?: string) => {
    await world.erp.outlive();
    world.pass(60_000);
    const worker = world.worker(token === undefined ? {} : { token });
    await worker.start('manual');
    await worker.idle();
    return worker;
  };
  const first = await sync();
  expect((await first.status()).last).toMatchObject({ result: 'success', counts: { created: 1 } });
  await sync();
  forgetDatabases();
  await sync(await world.erp.token('bea'));
  expect(await world.twinsOf(`salesforce/acme.my.salesforce.com/Opportunity/${id}`)).toHaveLength(1);
});

test('a customer of which the CRM has an account already is asked about, and its account is not made twice', async () => {
  const rule = (crmField: string, erpField: string) => ({
    key: erpField,
    crmField,
    erpField,
    steps: [],
    flow: { direction: 'toCrm' as const, firstTime: 'source' as const },
    blanks: 'keep' as const,
    group: null,
    askAbove: null,
  });
  await world.configure({ customersToCrm: true });
  await world.map('Account', 'customer', {
    create: { toErp: false, toCrm: true },
    rules: [rule('Name', 'name'), rule('Website', 'website')],
  } as never);
  await world.erp.outlive();
  world.org.create('Account', { Name: 'Alder Works GmbH', Website: 'https://alder.example' });
  world.pass(60_000);
  const worker = world.worker();
  await worker.start('manual');
  await worker.idle();
  const names = world.org.records('Account').map(({ Name }) => Name);
  expect(names.filter((name) => /Alder|Birch/.test(String(name)))).toEqual([
    'Alder Works GmbH',
    'Birch Mills',
  ]);
  expect((await worker.status()).last).toMatchObject({
    result: 'conflict',
    counts: { conflict: 1, created: 3, failed: 0 },
  });
});
