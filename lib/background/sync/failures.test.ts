// @vitest-environment node
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SalesforceWorld, salesforceWorld, type Wire } from '../../../test/setup/salesforceSync.ts';
import { readFailures } from './failures.ts';

let world: SalesforceWorld;
beforeAll(async () => {
  world = await salesforceWorld();
}, 120_000);
afterAll(() => world.close());

const { signal } = new AbortController();
const PLACE = 'salesforce/acme.my.salesforce.com';

test('a record that failed without a link is listed with the name that its CRM gives, or without one where it does not answer', async () => {
  const id = world.org.create('Opportunity', {
    Name: 'Twelve pumps',
    StageName: 'Prospecting',
    CloseDate: '2026-12-24',
  });
  const rows = [
    { link: `${PLACE}/Opportunity/${id}`, outcome: 'failed', reason: 'REQUIRED: Customer.' },
    { link: 'customer/C2', outcome: 'failed', reason: null },
  ];
  const told = await world.erp.ask('PUT', 'sync/runs/failing-run-01', await world.erp.token('ann'), {
    trigger: 'manual',
    state: 'finished',
    rows,
  });
  expect(told.status).toBe(200);
  const read = (crmWire?: Wire) => {
    const options = crmWire === undefined ? {} : { crmWire };
    return readFailures({ erp: world.session({}), crms: async () => [world.connected(options)] }, signal);
  };
  const opportunity = {
    record: { object: 'Opportunity', id },
    code: 'REQUIRED',
    reason: 'REQUIRED: Customer.',
  };
  const customer = { record: null, erpRecord: 'customer/C2', recordName: 'Birch Mills', reason: 'unknown' };
  expect(await read()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        ...opportunity,
        record: expect.objectContaining(opportunity.record),
        recordName: 'Twelve pumps',
      }),
      expect.objectContaining(customer),
    ]),
  );
  const silent = await read(async () => new Response('', { status: 503 }));
  expect(silent.map(({ recordName }) => recordName).toSorted()).toEqual(['Birch Mills', null]);
});
