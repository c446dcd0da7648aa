// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mortal } from '../../../test/setup/mortal.ts';
import { type SalesforceWorld, salesforceWorld } from '../../../test/setup/salesforceSync.ts';
import { forgetDatabases } from '../fakes/databases.ts';

let world: SalesforceWorld;
let account = '';
beforeAll(async () => {
  world = await salesforceWorld();
  account = await world.link(1, 'C1');
}, 120_000);
beforeEach(async () => {
  forgetDatabases();
  // A lease of the browser before, which nobody renews.
  await world.erp.outlive();
});
afterAll(() => world.close());

const settle = async () => {
  // The browser starts another worker, the alarm wakes it, the intents of the one before have had their time.
  await world.erp.outlive();
  world.pass(10 * 60_000);
  const worker = world.worker();
  await worker.wake();
  await worker.idle();
  await worker.start('schedule');
  await worker.idle();
  return worker;
};

const edit = async (n: number) => {
  world.pass(60_000);
  world.org.update(account, { Phone: `+49 40 ${n}` });
  await world.editErp({ C1: { name: `Alder Works ${n}` } });
};

const expectAgreed = async (n: number, name: string) => {
  const wanted = { Name: `Alder Works ${n}`, Phone: `+49 40 ${n}` };
  expect(world.org.record(account), name).toMatchObject(wanted);
  expect(await world.erpField('C1', 'name'), name).toBe(wanted.Name);
  expect(await world.erpField('C1', 'phone'), name).toBe(wanted.Phone);
};

/** Before an await is, for a worker that waits for one thing at a time, after the one before: some of them show that it is so. */
const STEP = { before: 5, after: 1 };

describe('a worker that is killed', () => {
  test.each(['before', 'after'] as const)(
    'at any await of a sync (%s it is done) is followed by one that comes to the same end',
    async (when) => {
      const first = world.worker();
      await first.start('manual');
      await first.idle();
      const whole = mortal(Number.POSITIVE_INFINITY, when);
      await edit(1);
      const counted = world.worker(whole.parts);
      await counted.start('schedule');
      await counted.idle();
      await expectAgreed(1, 'without a death');
      expect(whole.count()).toBeGreaterThan(25);
      for (let at = 1; at <= whole.count(); at += STEP[when]) {
        const name = `killed ${when} await ${at} of ${whole.count()}`;
        await edit(at + 1);
        const { died, parts } = mortal(at, when);
        const dying = world.worker(parts);
        void dying.start('schedule');
        await Promise.race([died, dying.idle()]);
        const next = await settle();
        await expectAgreed(at + 1, name);
        const { last, waiting } = await next.status();
        expect(last?.result, name).toBe('success');
        expect(waiting?.conflicts ?? 0, name).toBe(0);
      }
      // Whatever had happened: when both agree, nothing is written any more.
      const before = structuredClone(world.org.records('Account'));
      await settle();
      expect(world.org.records('Account')).toEqual(before);
    },
    // Some forty deaths, each with two whole syncs after it.
    240_000,
  );
});
