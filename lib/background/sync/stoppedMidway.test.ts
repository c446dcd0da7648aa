// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type SalesforceWorld,
  salesforceWorld,
  through,
  type Wire,
} from '../../../test/setup/salesforceSync.ts';
import { DEFAULT_CONFIG } from '../../erp/api/config.ts';

let world: SalesforceWorld;
let accounts: readonly string[] = [];
beforeAll(async () => {
  world = await salesforceWorld();
  accounts = [await world.link(1, 'C1'), await world.link(2, 'C2')];
}, 120_000);
beforeEach(async () => {
  await world.anew();
  await through(world.worker());
  edits += 1;
  for (const account of accounts) world.org.update(account, { Phone: `+49 12 ${edits}` });
  world.pass(60_000);
}, 60_000);
afterAll(() => world.close());

let edits = 0;
/** Something happens in the company between the plan of a run and its first write. */
const beforeWriting = (happens: () => Promise<void>): Wire => {
  let has = false;
  return async (request, deliver) => {
    if (!has && request.url.endsWith('/sync/prepare')) {
      has = true;
      await happens();
    }
    return deliver(request);
  };
};
const expectAgreed = async () => {
  expect(await world.erpField('C1', 'phone')).toBe(`+49 12 ${edits}`);
  expect(await world.erpField('C2', 'phone')).toBe(`+49 12 ${edits}`);
};

describe('a run that is stopped midway', () => {
  test.each([
    ['paused', 'An administrator has stopped the sync.', { paused: true }],
    [
      'off',
      'Nobody has switched the sync on.',
      {
        flags: {
          m38_crm: false,
          m38_crm_customer360: false,
          m38_crm_pipeline: false,
          m38_crm_auto_order: false,
        },
      },
    ],
  ] as const)(
    'because the company has it %s is no conflict: it says so, and that nothing goes on',
    async (reason, detail, change) => {
      const erpWire = beforeWriting(() => world.configure(change));
      const { last, hold } = await through(world.worker({ erpWire }));
      expect(last).toMatchObject({ result: 'failed', failure: { code: 'erp.paused', status: 409, detail } });
      expect(hold).toEqual({ reason, system: null, org: null, until: null });
      // Also to a worker that only reads of it.
      expect((await world.worker().status()).last?.failure).toEqual(last?.failure);
      await world.configure({});
      expect((await through(world.worker())).last).toMatchObject({ result: 'success', failure: null });
      await expectAgreed();
    },
  );

  test('by what the company lets change within an hour says which, and is tried again', async () => {
    const perHour = { ...DEFAULT_CONFIG.brake.perHour, updates: 1 };
    const erpWire = beforeWriting(() => world.configure({ brake: { ...DEFAULT_CONFIG.brake, perHour } }));
    const { last, hold, nextAt } = await through(world.worker({ erpWire }));
    expect(last).toMatchObject({
      result: 'failed',
      failure: {
        code: 'erp.braked',
        detail: expect.stringMatching(/^updates: \d+ in this hour, 1 are allowed\.$/),
      },
    });
    expect(hold).toBeNull();
    expect(nextAt).not.toBeNull();
    await world.configure({});
    expect((await through(world.worker())).last?.result).toBe('success');
    await expectAgreed();
  });
});
