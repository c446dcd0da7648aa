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
