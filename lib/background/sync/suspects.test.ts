// @vitest-environment node
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SalesforceWorld, salesforceWorld, type Wire } from '../../../test/setup/salesforceSync.ts';
import { forgetDatabases } from '../fakes/databases.ts';

let world: SalesforceWorld;
beforeAll(async () => {
  world = await salesforceWorld();
}, 120_000);
beforeEach(forgetDatabases);
afterAll(() => world.close());

const DAY = 24 * 3_600_000;
const { signal } = new AbortController();

test('after a sleep in which deletes went by unheard, linked records that are not seen any more wait for a person; nothing is deleted', async () => {
  const [gone] = [await world.link(1, 'C1'), await world.link(2, 'C2')];
  const through = async (options: Parameters<SalesforceWorld['worker']>[0] = {}) => {
    await world.erp.outlive();
    world.pass(60_000);
    const worker = world.worker(options);
    await worker.start('manual');
    await worker.idle();
    return worker;
  };
  await through();
  world.org.bites.on('deletedPurge', { days: 15 });
  world.org.remove(gone);
  world.pass(60 * DAY);

  // What could not be counted is counted by the next sync, which would otherwise have forgotten how long it was.
  const crmWire: Wire = async (request, deliver) =>
    request.url.includes('/deleted') ? new Response('', { status: 503 }) : deliver(request);
  const failing = await through({ crmWire });
  expect((await failing.status()).last).toMatchObject({
    result: 'failed',
    failure: { code: 'crm.unreachable' },
  });

  const before = world.sent.length;
  const worker = await through();
  expect(world.sent.slice(before).filter((line) => line.endsWith('/deleted'))).toHaveLength(1);
  expect(await worker.failures(signal)).toMatchObject([
    { code: 'suspectDeleted', reason: 'suspectDeleted', erpRecord: 'customer/C1' },
  ]);
  expect(await world.twinsOf(`salesforce/acme.my.salesforce.com/Account/${gone}`)).toHaveLength(1);
  expect(await world.erpField('C1', 'name')).toBe('Account 1');

  const sent = world.sent.length;
  await through();
  expect(world.sent.slice(sent).filter((line) => line.endsWith('/deleted'))).toEqual([]);
});

test('a recycle bin that was emptied long before its time is noticed after a few days; after a night in which it was not, it costs one call', async () => {
  const gone = await world.link(3, 'C3');
  world.org.bites.off('deletedPurge');
  const through = async () => {
    await world.erp.outlive();
    world.pass(60_000);
    const worker = world.worker();
    await worker.start('manual');
    await worker.idle();
    return worker;
  };
  await through();
  const asked = world.sent.length;
  world.pass(3_600_000);
  await through();
  expect(world.sent.slice(asked).filter((line) => line.endsWith('/deleted'))).toEqual([]);
  world.pass(14 * 3_600_000);
  await through();
  expect(world.sent.slice(asked).filter((line) => line.endsWith('/deleted'))).toHaveLength(1);

  world.org.bites.on('deletedPurge', { days: 2 });
  world.org.remove(gone);
  world.pass(5 * DAY);
  const worker = await through();
  const ofGone = (await worker.failures(signal)).filter(({ erpRecord }) => erpRecord === 'customer/C3');
  expect(ofGone).toMatchObject([{ code: 'suspectDeleted', reason: 'suspectDeleted' }]);
  expect(await world.erpField('C3', 'name')).toBe('Account 3');
});
