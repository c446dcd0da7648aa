import type { Browser } from './browser.ts';
import { check } from './check.ts';
import type { Mutant } from './mutants.ts';
import { act } from './people.ts';
import type { Scenario } from './scenario.ts';
import { World } from './world.ts';

export interface Outcome {
  readonly world: World;
  readonly exempt: readonly number[];
}

const MOST_EVENTS = 6_000;
const HEALING_ROUNDS = 8;

/** Plays one story to its end and checks every invariant: first with everything going wrong, then calm, then once more for nothing. */
export const play = async (
  scenario: Scenario,
  mutant: Mutant | null = null,
  tracing = false,
): Promise<Outcome> => {
  const world = new World(scenario, mutant, tracing);
  await trouble(world);
  if (world.violations.length === 0) await heal(world);
  return { world, exempt: check(world) };
};

const trouble = async (world: World): Promise<void> => {
  const { scenario, scheduler, random } = world;
  for (const browser of world.browsers) {
    for (let each = 0; each < scenario.runs; each++)
      scheduler.at(world.now + random.below(150_000), () => browser.start('schedule'));
  }
  let budget = scenario.actionBudget;
  // Some act when nothing is going on, some in the very middle of things.
  const rate = random.pick([0.02, 0.08, 0.2]);
  for (let each = random.below(3); each > 0 && budget > 0; each--) if (act(world)) budget -= 1;
  const { faults } = scenario;
  while (!scheduler.idle) {
    if (scheduler.events > MOST_EVENTS) {
      world.violate('ends', 'the story does not end');
      return;
    }
    if (budget > 0 && random.chance(rate)) {
      budget -= 1;
      act(world);
    }
    if (faults.sleep > 0 && random.chance(faults.sleep))
      random.pick(world.browsers).sleep(random.between(500, 200_000));
    if (faults.down > 0 && random.chance(faults.down))
      world.down[random.pick(['crm', 'erp'] as const)] = world.now + random.between(1_000, 60_000);
    await scheduler.step();
  }
};

/** Nothing goes wrong any more, everybody sees everything, and enough time passes for every request to have ended. */
export const heal = async (world: World): Promise<void> => {
  world.healing = true;
  world.api.approve();
  world.api.limits = null;
  for (const system of [world.crm, world.erp]) system.refusing.clear();
  for (const browser of world.browsers)
    for (const rights of Object.values(browser.rights))
      for (const set of [rights.hiddenRecords, rights.hiddenFields, rights.readOnlyFields]) set.clear();
  world.tell(() => '— calm —');
  // What somebody waits for is linked once nobody looks at everything any more.
  const { twins } = world.api;
  const lastParents = twins.parentsAt === null ? 0 : 2;
  if (twins.parentsAt !== null) twins.parentsAt = Number.POSITIVE_INFINITY;
  for (let round = 0; round < HEALING_ROUNDS; round++) {
    if (round === lastParents && twins.parentsAt !== null) twins.parentsAt = world.now;
    const before = footprint(world);
    world.scheduler.now += 400_000;
    const trigger =
      (world.rightsChanged || world.scenario.create !== null) && round < 2 ? 'full' : 'schedule';
    for (const browser of world.browsers) await runThrough(world, browser, trigger);
    world.browsers[0]?.finishClaims();
    await drain(world);
    if (world.violations.length > 0) return;
    // A first round may have done no more than to end what crashes had left behind.
    if (round > lastParents && footprint(world) === before) return quiet(world);
  }
  world.violate('convergence', 'it goes on writing for ever');
};

const quiet = async (world: World): Promise<void> => {
  const before = footprint(world);
  world.scheduler.now += 400_000;
  for (const browser of world.browsers) await runThrough(world, browser, 'full');
  if (footprint(world) !== before)
    world.violate('quietAfterConvergence', 'a sync after convergence wrote something');
};

const footprint = ({ crm, erp, api }: World): string =>
  [
    crm.writesLanded,
    erp.writesLanded,
    api.prepares,
    api.asked.length,
    api.ledger.length,
    api.links.size,
    api.twins.questions.size,
    api.twins.suspects.size,
  ].join(' ');

const runThrough = async (world: World, browser: Browser, trigger: 'schedule' | 'full'): Promise<void> => {
  const { scheduler } = world;
  scheduler.at(scheduler.now + 70_000, () => browser.start(trigger));
  await drain(world);
};

const drain = async (world: World): Promise<void> => {
  while (!world.scheduler.idle) {
    if (world.scheduler.events > 3 * MOST_EVENTS) {
      world.violate('ends', 'a run in calm does not end');
      return;
    }
    await world.scheduler.step();
  }
};
