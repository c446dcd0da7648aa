import { describe, expect, test } from 'vitest';
import { mutants } from './mutants.ts';
import { regressions } from './regressions.ts';
import { scenarioOf } from './scenario.ts';
import { shrink } from './shrink.ts';
import { simulate } from './simulator.ts';
import { play } from './story.ts';

const PATIENT = { timeout: 300_000 };
const named = (name: string) => {
  const mutant = mutants.find((each) => each.name === name);
  if (mutant === undefined) throw new Error(`No mutant ${name}.`);
  return mutant;
};

describe('failures that were', () => {
  test.each(regressions())('$file: $was', async ({ scenario, invariant, mutant }) => {
    expect((await play(scenario)).world.violations).toEqual([]);
    const { world } = await play(scenario, named(mutant));
    expect(world.violations.map((violation) => violation.invariant)).toContain(invariant);
  });
});

test('in 20,000 stories full of faults nothing is lost, doubled or left apart', PATIENT, async () => {
  const { seeds, violations, firstBadSeed } = await simulate({ first: 1, seeds: 20_000, untilBad: true });
  expect({ seeds, violations, firstBadSeed }).toEqual({ seeds: 20_000, violations: 0, firstBadSeed: null });
});

test('where a side has a lock or history no edit is lost in the window', PATIENT, async () => {
  for (let seed = 1; seed <= 1_500; seed++) {
    const scenario = scenarioOf(seed);
    const crm = { ...scenario.crm, history: true, fieldTimes: true };
    const erp = { ...scenario.erp, history: true, fieldTimes: true };
    const { world, exempt } = await play({ ...scenario, crm, erp });
    expect({ seed, exempt, violations: world.violations }).toEqual({ seed, exempt: [], violations: [] });
  }
});

/** The rare ones have a story of their own under `regressions`, played above. */
const directed = new Set(regressions().map(({ mutant }) => mutant));

describe('every mistake is noticed', () => {
  test.each(mutants.filter(({ name }) => !directed.has(name)))('$name: $about', PATIENT, async (mutant) => {
    const { violations } = await simulate({ first: 1, seeds: 20_000, mutant, untilBad: true });
    expect(violations).toBe(1);
  });
});

test('a failing story is made smaller without losing its failure', PATIENT, async () => {
  const mutant = named('no-three-way-merge');
  const small = await shrink(scenarioOf(1), 'noLostWrite', mutant);
  const { world } = await play(small, mutant);
  expect(small.actionBudget).toBeLessThanOrEqual(scenarioOf(1).actionBudget);
  expect(world.violations.length).toBeGreaterThan(0);
});
