import { parseArgs } from 'node:util';
import { mutants } from './mutants.ts';
import { scenarioOf } from './scenario.ts';
import { simulate } from './simulator.ts';
import { play } from './story.ts';

/**
 * `npm run simulate -- --seeds N [--seed S] [--mutant NAME] [--browsers B]`: one JSON line.
 * `--list-mutants`: their names. `--seed S --seeds 1 --trace`: one story, line by line, on stderr.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    mutant: { type: 'string' },
    browsers: { type: 'string' },
    'list-mutants': { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
  },
});

const whole = (name: string, text: string): number => {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  process.stderr.write(`--${name} takes a whole number, not "${text}".\n`);
  process.exit(2);
};

if (values['list-mutants']) {
  for (const { name } of mutants) console.log(name);
} else {
  const mutant =
    values.mutant === undefined ? null : (mutants.find(({ name }) => name === values.mutant) ?? undefined);
  if (mutant === undefined) {
    process.stderr.write(`There is no mutant "${values.mutant}"; --list-mutants prints them.\n`);
    process.exit(2);
  }
  const browsers = values.browsers === undefined ? undefined : whole('browsers', values.browsers);
  const seed = whole('seed', values.seed);
  if (values.trace) {
    const { world } = await play(scenarioOf(seed, browsers), mutant, true);
    process.stderr.write(`${JSON.stringify(world.scenario, null, 1)}\n${(world.trace ?? []).join('\n')}\n`);
    for (const { invariant, story } of world.violations) process.stderr.write(`✗ ${invariant}: ${story}\n`);
  }
  const result = await simulate({ first: seed, seeds: whole('seeds', values.seeds), mutant, browsers });
  console.log(JSON.stringify(result));
}
