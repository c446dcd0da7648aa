import type { Mutant } from './mutants.ts';
import type { Scenario } from './scenario.ts';
import { play } from './story.ts';

/** One thing less at a time: faults, people's acts, fields, browsers, records. */
const smaller = (scenario: Scenario): Scenario[] => {
  const { faults, actions, units } = scenario;
  const without = (Object.keys(faults) as (keyof Scenario['faults'])[])
    .filter((name) => name !== 'leases' && faults[name] !== 0)
    .map((name) => ({ ...scenario, faults: { ...faults, [name]: 0 } }));
  return [
    ...without,
    ...actions.map((action) => ({ ...scenario, actions: actions.filter((each) => each !== action) })),
    ...units.slice(1).map((unit) => ({ ...scenario, units: units.filter((each) => each !== unit) })),
    { ...scenario, actionBudget: scenario.actionBudget - 1 },
    { ...scenario, runs: scenario.runs - 1 },
    { ...scenario, pairs: scenario.pairs - 1 },
    { ...scenario, browsers: scenario.browsers - 1 },
  ].filter(
    (each) =>
      each.actions.length > 0 &&
      each.actionBudget >= 0 &&
      each.runs > 0 &&
      each.pairs > 0 &&
      each.browsers > 0,
  );
};

/** The smallest scenario that still breaks the same invariant; with the order of events drawn anew where that helps. */
export const shrink = async (
  scenario: Scenario,
  invariant: string,
  mutant: Mutant | null = null,
): Promise<Scenario> => {
  for (const less of smaller(scenario)) {
    for (let seed = scenario.seed; seed < scenario.seed + 20; seed++) {
      const candidate = { ...less, seed };
      const { world } = await play(candidate, mutant);
      if (world.violations.some((violation) => violation.invariant === invariant))
        return shrink(candidate, invariant, mutant);
    }
  }
  return scenario;
};
