// @vitest-environment node
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SalesforceWorld, salesforceWorld } from '../../../test/setup/salesforceSync.ts';
import { keptInMemory } from '../../crm/descriptionStore.fixture.ts';
import { forgetDatabases } from '../fakes/databases.ts';

let world: SalesforceWorld;
beforeAll(async () => {
  world = await salesforceWorld();
}, 120_000);
beforeEach(async () => {
  forgetDatabases();
  await world.erp.outlive();
});
afterAll(() => world.close());

test('a field is edited on each side: both agree after one sync, and the next one writes nothing', async () => {
  const id = await world.link(1, 'C1');
  const worker = world.worker();
  await worker.start('manual');
  await worker.idle();
  expect((await worker.status()).last).toMatchObject({ result: 'success', failure: null });

  world.pass(60_000);
  world.org.update(id, { Phone: '+49 431 7777' });
  await world.editErp({ C1: { name: 'Alder Works AG' } });
  await worker.start('manual');
  await worker.idle();
  expect(world.org.record(id)).toMatchObject({ Name: 'Alder Works AG', Phone: '+49 431 7777' });
  expect(await world.erpField('C1', 'phone')).toBe('+49 431 7777');
  expect(await world.erpField('C1', 'name')).toBe('Alder Works AG');

  const before = structuredClone(world.org.records('Account'));
  world.pass(60_000);
  await worker.start('manual');
  await worker.idle();
  expect(world.org.records('Account')).toEqual(before);
  const [third, second] = await world.runs();
  expect(second).toMatchObject({ result: 'success', counts: { updated: 1, seen: 1 } });
  expect(third).toMatchObject({ result: 'success', counts: { updated: 0, unchanged: 1, seen: 1 } });
});

test('a worker that was just woken, with nothing changed, asks one thing for the one object that is mapped', async () => {
  const descriptions = keptInMemory();
  const wake = async () => {
    world.sent.length = 0;
    const worker = world.worker({ descriptions });
    await worker.start('schedule');
    await worker.idle();
    expect((await worker.status()).last).toMatchObject({ result: 'success', failure: null });
    return world.sent;
  };
  await wake();
  // Until then the records of the world count as changed just now.
  world.pass(2 * 3_600_000);
  await wake();
  world.pass(5 * 60_000);
  expect(await wake()).toEqual(['GET /queryAll']);
});
