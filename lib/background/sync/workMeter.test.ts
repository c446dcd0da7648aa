// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SalesforceWorld, salesforceWorld, type Wire } from '../../../test/setup/salesforceSync.ts';
import type { RunReport } from '../../erp/api/sync/run.ts';
import { forgetDatabases } from '../fakes/databases.ts';

let world: SalesforceWorld;
let account = '';
beforeAll(async () => {
  world = await salesforceWorld();
  account = await world.link(1, 'C1');
}, 120_000);
beforeEach(async () => {
  forgetDatabases();
  await world.erp.outlive();
  await world.resume();
  await through();
  edits += 1;
  world.pass(60_000);
  world.org.update(account, { Phone: `+49 40 ${edits}` });
}, 60_000);
afterAll(() => world.close());

let edits = 0;
const MINUTE = 60_000;
const through = async (options: Parameters<SalesforceWorld['worker']>[0] = {}) => {
  const worker = world.worker(options);
  await worker.start('manual');
  await worker.idle();
  return worker.status();
};
const paused = async () => {
  const admin = await world.erp.token('admin', 'crm.admin');
  return ((await world.erp.ask('GET', 'sync', admin)).body as { paused: string | null }).paused;
};

/** Keeps what runs told of themselves. */
const hearing = (then: Wire = (request, deliver) => deliver(request)) => {
  const told: RunReport[] = [];
  const erpWire: Wire = async (request, deliver) => {
    if (request.url.includes('/sync/runs/')) told.push((await request.clone().json()) as RunReport);
    return then(request, deliver);
  };
  return { told, erpWire };
};
/** A clock by which each step of the worker takes so long. */
const steps = (ms: number) => {
  let at = 0;
  return () => {
    at += ms;
    return at;
  };
};

describe('a run', () => {
  test('that is at work for longer than a quarter of an hour stops the sync; the ERP API hears of it meanwhile, and how long it took', async () => {
    const { told, erpWire } = hearing();
    await through({ erpWire, awake: steps(80_000) });
    const [first, last] = [told[0], told.at(-1)];
    expect(first).toMatchObject({ state: 'running', rows: [] });
    expect(first?.workedMs).toBeLessThan(10 * MINUTE);
    expect(last?.workedMs).toBeGreaterThan(16 * MINUTE);
    expect(await paused()).toBe('tooLong');
    // It began before it was told of for the first time.
    const took = (await world.runs()).map(
      ({ startedAt, finishedAt }) => Date.parse(finishedAt ?? startedAt) - Date.parse(startedAt),
    );
    expect(Math.max(...took)).toBeGreaterThan(5 * MINUTE);
  });

  test('that takes a moment is told of once, at its end', async () => {
    const { told, erpWire } = hearing();
    await through({ erpWire, awake: steps(100) });
    expect(told).toMatchObject([{ state: 'finished' }]);
    expect(told[0]?.workedMs).toBeGreaterThan(1_000);
    expect(told[0]?.workedMs).toBeLessThan(10_000);
    expect(await paused()).toBeNull();
  });

  test('in which the laptop slept was not at work for so long, on a system whose clocks go on', async () => {
    let at = 0;
    const { told, erpWire } = hearing((request, deliver) => {
      if (request.url.includes('/sync/links')) at += 8 * 60 * MINUTE;
      return deliver(request);
    });
    await through({ erpWire, awake: () => at });
    expect(told).toMatchObject([{ state: 'finished' }]);
    expect(told[0]?.workedMs).toBeGreaterThan(0);
    expect(told[0]?.workedMs).toBeLessThan(5 * MINUTE);
    expect(await paused()).toBeNull();
  });

  test('whose worker died was at work in that one as well; what lies between is no work', async () => {
    const { promise: died, resolve: die } = Promise.withResolvers<void>();
    const first = hearing((request, deliver) => {
      if (!request.url.includes('/sync/runs/')) return deliver(request);
      die();
      return new Promise<never>(() => undefined);
    });
    const awake = steps(10_000);
    void world.worker({ erpWire: first.erpWire, awake }).start('manual');
    await died;
    const before = first.told[0]?.workedMs ?? 0;
    expect(before).toBeGreaterThan(2 * MINUTE);
    await world.erp.outlive();
    world.pass(60 * MINUTE);
    const next = hearing();
    const worker = world.worker({ erpWire: next.erpWire, awake: steps(10) });
    await worker.wake();
    await worker.idle();
    const [{ workedMs = 0 } = {}] = next.told;
    // What was not stored yet when it died is lost.
    expect(workedMs).toBeGreaterThan(before - MINUTE);
    expect(workedMs).toBeLessThan(before + MINUTE);
  });
});
