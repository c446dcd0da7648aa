import { describe, expect, test } from 'vitest';
import type { LinkId } from '../../lib/sync/ids.ts';
import type { Planned, PlannedChange } from '../../lib/sync/planning/planned.ts';
import type { Progress } from '../../lib/sync/progress.ts';
import { asValue, type Stored } from '../../lib/sync/value.ts';
import { type Scenario, scenarioOf } from './scenario.ts';
import { World } from './world.ts';

/** Nothing goes wrong by itself, every pair agrees, both sides store what they are sent. */
const calm = (more: Partial<Scenario> = {}): Scenario => {
  const scenario = scenarioOf(1, 1);
  const side = { answersStored: true, lagMs: 0, storage: {}, clockOffset: 0 };
  return {
    ...scenario,
    pairs: 5,
    units: ['name', 'money'],
    policy: 'lastWriteWins',
    blanks: 'propagate',
    askAbove: null,
    freshLinks: false,
    batchSize: 2,
    keptReadings: 2_000,
    brake: null,
    create: null,
    autoOrder: false,
    erpKind: 'embedded',
    crm: { ...scenario.crm, ...side, locking: 'lock' },
    erp: { ...scenario.erp, ...side, locking: 'lock' },
    faults: {
      crash: 0,
      loseRequest: 0,
      loseAnswer: 0,
      slow: 0,
      sleep: 0,
      down: 0,
      rateLimit: 0,
      leases: true,
    },
    ...more,
  };
};

const type = (world: World, id: string, field: string, stored: Stored): void => {
  const record = world.crm.records.get(id);
  const held = record?.fields.get(field);
  if (record === undefined || held === undefined) throw new Error(`No ${id}.${field}.`);
  world.scheduler.now += 10_000;
  world.crm.set(record, field, stored, world.typed('crm', field, 'n', [held.instance]));
  world.crm.touch(record);
};

const drain = async (world: World): Promise<void> => {
  while (!world.scheduler.idle) await world.scheduler.step();
};

/** A world in which one browser has synced everything once, so that only what is typed from here on is news. */
const settled = async (more?: Partial<Scenario>) => {
  const world = new World(calm(more), null, true);
  world.healing = true;
  const [browser] = world.browsers;
  if (browser === undefined) throw new Error('No browser.');
  browser.start('full');
  await drain(world);
  world.scheduler.now += 60_000;
  return { world, browser };
};

const erpName = (world: World, id: string) => world.stored('erp', id, 'name');

test('a run tells how far it is, phase by phase, and ends where it said', async () => {
  const { world, browser } = await settled();
  for (const id of ['A0', 'A1', 'A2']) type(world, id, 'name', asValue(`new ${id} 1`));
  const told: Progress[] = [];
  browser.start('schedule', { kind: 'all' }, (progress) => told.push(progress));
  await drain(world);
  expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['discovering', 'planning', 'syncing']);
  const syncing = told.filter(({ phase }) => phase === 'syncing');
  expect(syncing.at(0)?.done).toBe(0);
  expect(syncing.at(-1)?.done).toBe(syncing.at(-1)?.total);
  for (const [index, { done, total }] of syncing.entries()) {
    expect(done).toBeGreaterThanOrEqual(syncing[index - 1]?.done ?? 0);
    expect(done).toBeLessThanOrEqual(total ?? Number.NaN);
  }
});

test('a run that is cancelled ends after the batch in hand, is told of, and leaves the rest to be done', async () => {
  const { world, browser } = await settled();
  const ids = ['A0', 'A1', 'A2', 'A3', 'A4'];
  for (const id of ids) type(world, id, 'name', asValue(`new ${id} 1`));
  browser.start('schedule', { kind: 'all' }, ({ phase, done }) => {
    if (phase === 'syncing' && done > 0) browser.cancel();
  });
  await drain(world);
  const written = ids.filter((_, index) => JSON.stringify(erpName(world, `E${index}`)).includes('new'));
  expect(written.length).toBeGreaterThan(0);
  expect(written.length).toBeLessThan(ids.length);
  expect(browser.lastEnd).toMatchObject({ kind: 'finished', result: 'cancelled' });
  expect([...world.api.links.values()].every(({ pending }) => pending === null)).toBe(true);
  browser.start('schedule');
  await drain(world);
  for (const [index, id] of ids.entries())
    expect(erpName(world, `E${index}`)).toEqual(asValue(`new ${id} 1`));
});

test('one record alone: nothing else is read or written, and no position moves', async () => {
  const { world, browser } = await settled();
  for (const id of ['A0', 'A1']) type(world, id, 'name', asValue(`new ${id} 1`));
  browser.start('record', { kind: 'record', link: 'L2' as LinkId });
  await drain(world);
  expect(erpName(world, 'E1')).toEqual(asValue('new A1 1'));
  expect(erpName(world, 'E0')).not.toEqual(asValue('new A0 1'));
  browser.start('schedule');
  await drain(world);
  expect(erpName(world, 'E0')).toEqual(asValue('new A0 1'));
});

test('what was read to plan is not read again to write', async () => {
  const { world, browser } = await settled({ batchSize: 50 });
  type(world, 'A3', 'name', asValue('new 1'));
  const before = world.trace?.length ?? 0;
  browser.start('schedule');
  await drain(world);
  const lines = (world.trace ?? []).slice(before);
  expect(lines.filter((line) => line.includes('reads crm'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('prepare'))).toHaveLength(1);
});

describe('the brake', () => {
  const limits = { updates: 2, deletes: 0, clears: 0.5, moved: 1_000_000 };

  test('a run that would change too much writes nothing, says so, and goes on as itself once a person has approved', async () => {
    const { world, browser } = await settled({ brake: limits });
    for (const id of ['A0', 'A1', 'A2']) type(world, id, 'name', asValue(`new ${id} 1`));
    const landed = world.erp.writesLanded;
    browser.start('schedule');
    await drain(world);
    expect(browser.lastEnd).toMatchObject({ kind: 'braked', reasons: ['3 updates'] });
    browser.start('schedule');
    await drain(world);
    expect(world.erp.writesLanded).toBe(landed);
    const [waiting] = world.api.braked;
    world.api.approve();
    browser.start('schedule');
    await drain(world);
    expect(browser.lastEnd).toMatchObject({ kind: 'finished', id: waiting, result: 'success' });
    expect(erpName(world, 'E2')).toEqual(asValue('new A2 1'));
  });

  test('an approval covers what was approved: where more has changed by then, a person is asked about that', async () => {
    const { world, browser } = await settled({ brake: { ...limits, updates: 1 } });
    for (const id of ['A0', 'A1']) type(world, id, 'name', asValue(`new ${id} 1`));
    const landed = world.erp.writesLanded;
    browser.start('schedule');
    await drain(world);
    expect(browser.lastEnd).toMatchObject({ kind: 'braked', reasons: ['2 updates'] });
    world.api.approve();
    type(world, 'A2', 'name', asValue('new A2 1'));
    browser.start('schedule');
    await drain(world);
    expect(world.erp.writesLanded - landed).toBeLessThanOrEqual(2);
    expect([...world.api.beyond]).toEqual([]);
  });

  test('a run that waits is given up by a start that is cancelled, and nothing of it is lost', async () => {
    const { world, browser } = await settled({ brake: limits });
    for (const id of ['A0', 'A1', 'A2']) type(world, id, 'name', asValue(`new ${id} 1`));
    browser.start('schedule');
    await drain(world);
    browser.start('schedule');
    browser.cancel();
    await drain(world);
    expect(browser.lastEnd).toMatchObject({ kind: 'finished', result: 'cancelled' });
    world.api.limits = null;
    browser.start('schedule');
    await drain(world);
    expect(erpName(world, 'E0')).toEqual(asValue('new A0 1'));
  });

  test('it is told how many values a field would lose of how many, and what amounts would move', async () => {
    const { world, browser } = await settled();
    for (const id of ['A0', 'A1', 'A2', 'A3']) type(world, id, 'name', asValue(`there ${id} 1`));
    browser.start('schedule');
    await drain(world);
    world.api.limits = limits;
    for (const id of ['A0', 'A1', 'A2']) type(world, id, 'name', { kind: 'blank' });
    type(world, 'A3', 'amount', asValue(1_000_037));
    browser.start('schedule');
    await drain(world);
    const { counts } = world.api.intentions.at(-1) ?? { counts: null };
    expect(counts).toMatchObject({ updates: 4, deletes: 0 });
    expect(counts?.clears).toContainEqual(
      expect.objectContaining({ side: 'erp', field: 'name', cleared: 3, of: 4 }),
    );
    expect(counts?.moved.reduce((sum, { amount }) => sum + amount, 0)).toBeGreaterThan(0);
  });
});

test('a record without a link: a dry run says that a twin would be made and of what, the run makes it and counts it', async () => {
  const create = { toErp: true, toCrm: false, unique: true, keyLagMs: 0, singles: [] };
  const { world, browser } = await settled({ create, brake: null });
  world.addRecord('crm', 'U9');
  type(world, 'U9', 'name', asValue('new 1'));
  const planned: Planned[] = [];
  const end = browser.plan((change) => planned.push(change));
  await drain(world);
  expect(await end).toMatchObject({ kind: 'planned', counts: { creates: 1 } });
  expect(planned).toMatchObject([
    { kind: 'twin', of: { side: 'crm', id: 'U9' }, step: { kind: 'make' }, candidates: [] },
  ]);
  const size = world.erp.records.size;
  browser.start('schedule');
  await drain(world);
  expect(browser.lastEnd).toMatchObject({ kind: 'finished', result: 'success', counts: { created: 1 } });
  expect(world.erp.records.size).toBe(size + 1);
  expect(erpName(world, world.linksOf('crm', 'U9')[0]?.erp ?? '')).toEqual(asValue('new 1'));
});

test('what turns up in a run that had planned to write nothing waits for the next one, and for its brake', async () => {
  const { world, browser } = await settled({ keptReadings: 0 });
  browser.start('full', { kind: 'all' }, ({ phase, done, total }) => {
    if (phase === 'planning' && done === total) type(world, 'A4', 'name', asValue('between 1'));
  });
  await drain(world);
  expect(erpName(world, 'E4')).not.toEqual(asValue('between 1'));
  expect(browser.stored().dirty).toContainEqual({ kind: 'link', id: 'L5' });
  browser.start('schedule');
  await drain(world);
  expect(erpName(world, 'E4')).toEqual(asValue('between 1'));
});

test('a dry run names each change with its cause, and leaves nothing behind', async () => {
  const { world, browser } = await settled({ policy: 'crmWins' });
  type(world, 'A0', 'name', asValue('one side 1'));
  type(world, 'A1', 'name', asValue('both sides 2'));
  const there = world.erp.records.get('E1');
  if (there === undefined) throw new Error('No E1.');
  world.erp.set(there, 'name', asValue('both sides 3'), world.typed('erp', 'name', 'n3', []));
  world.erp.touch(there);
  const before = JSON.stringify([...world.api.links.values()]);
  const landed = world.erp.writesLanded;
  const changes: PlannedChange[] = [];
  const state = browser.stored();
  const end = browser.plan((change) => {
    if (change.kind === 'change') changes.push(change);
  });
  await drain(world);
  expect(await end).toMatchObject({ kind: 'planned', counts: { updates: 2 } });
  expect(changes.map(({ link, fields }) => [link, fields])).toEqual([
    ['L1', [expect.objectContaining({ side: 'erp', changed: 'crm', why: 'onlyChange' })]],
    ['L2', [expect.objectContaining({ side: 'erp', changed: 'both', why: 'crmWins' })]],
  ]);
  expect(JSON.stringify([...world.api.links.values()])).toBe(before);
  expect(world.erp.writesLanded).toBe(landed);
  expect(browser.stored()).toEqual(state);
  expect(world.trace?.filter((line) => line.includes('lease'))).toHaveLength(1);
});
