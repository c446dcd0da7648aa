import { describe, expect, test } from 'vitest';
import { act } from './people.ts';
import { type Scenario, scenarioOf } from './scenario.ts';
import { heal, play } from './story.ts';
import { World } from './world.ts';

/** Nothing goes wrong by itself here: what differs is the one thing that a relation is about. */
const calm = (seed: number): Scenario => {
  const scenario = scenarioOf(seed, 1);
  const side = { answersStored: true, lagMs: 0, tombstoneMs: 86_400_000, history: true, fieldTimes: true };
  return {
    ...scenario,
    pairs: 3,
    // No merges: of two linked records that become one, the first to be looked at keeps the survivor and the other one is asked about.
    actions: ['edit', 'edit', 'clear', 'delete'],
    crm: { ...scenario.crm, ...side },
    erp: { ...scenario.erp, ...side },
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
  };
};

interface Turn {
  readonly order?: number;
  readonly between?: (world: World) => Promise<void>;
}

/** The same things are typed, then everybody syncs until nothing is left to do. */
const settle = async (scenario: Scenario, { order = 0, between }: Turn = {}): Promise<string> => {
  const world = new World(scenario, null, false);
  for (let each = 0; each < 6; each++) {
    world.scheduler.now += 5_000;
    act(world);
  }
  world.random.restart(order);
  await between?.(world);
  await heal(world);
  expect(world.violations).toEqual([]);
  return stateOf(world);
};

const stateOf = (world: World): string => {
  const records = [world.crm, world.erp].flatMap(({ records: all }) =>
    [...all.values()].map(({ id, gone, fields }): readonly unknown[] => {
      const values = [...fields]
        .filter(([field]) => field !== 'title')
        .map(([field, { stored }]) => [field, stored]);
      return [id, gone !== null, Object.fromEntries(values)];
    }),
  );
  const questions = [...world.api.links.values()].map(({ id, ended, conflicts }) => [
    id,
    ended,
    [...conflicts.keys()].sort(),
  ]);
  return JSON.stringify([records, questions]);
};

const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);

describe('the same result', () => {
  test('in whatever order answers and changes arrive', async () => {
    for (const seed of SEEDS) expect(await settle(calm(seed), { order: 7 })).toBe(await settle(calm(seed)));
  });

  test('in one batch or many', async () => {
    for (const seed of SEEDS)
      expect(await settle({ ...calm(seed), batchSize: 1 })).toBe(
        await settle({ ...calm(seed), batchSize: 50 }),
      );
  });

  test('by one user or three', async () => {
    for (const seed of SEEDS)
      expect(await settle({ ...calm(seed), browsers: 3 })).toBe(await settle(calm(seed)));
  });

  test('whether clients run a day late or a day early', async () => {
    for (const seed of SEEDS) {
      const late = await settle({ ...calm(seed), clientOffsets: [-86_400_000] });
      expect(late).toBe(await settle({ ...calm(seed), clientOffsets: [86_400_000] }));
    }
  });

  test('wherever the worker dies', async () => {
    for (const seed of SEEDS.slice(0, 25)) {
      // Where a system rewrites what it is sent and nobody hears its answer, a question is the right result, not the same one.
      const scenario = {
        ...calm(seed),
        crm: { ...calm(seed).crm, storage: {} },
        erp: { ...calm(seed).erp, storage: {} },
      };
      const expected = await settle(scenario);
      for (let dies = 1; dies <= 24; dies++) {
        const between = async (world: World) => {
          world.healing = true;
          const [browser] = world.browsers;
          browser?.start('schedule');
          for (let step = 0; step < dies && !world.scheduler.idle; step++) await world.scheduler.step();
          browser?.crash();
          while (!world.scheduler.idle) await world.scheduler.step();
        };
        expect({ dies, state: await settle(scenario, { between }) }).toEqual({ dies, state: expected });
      }
    }
  });

  test('after a mapped field was renamed and renamed back', async () => {
    for (const seed of SEEDS) {
      const between = async (world: World) => {
        world.newMapping(() => ({}), true);
        world.newMapping(() => ({}), false);
      };
      expect(await settle(calm(seed), { between })).toBe(await settle(calm(seed)));
    }
  });

  test('from the same seed, to the last line of the story', async () => {
    for (const seed of SEEDS.slice(0, 20)) {
      const [once, again] = [
        await play(scenarioOf(seed), null, true),
        await play(scenarioOf(seed), null, true),
      ];
      expect(again.world.trace).toEqual(once.world.trace);
    }
  });
});
