/**
 * `npm run bench -- server | panel | scroll | store | sync | all`: measures, and prints one JSON line per result on stdout.
 * `--keep`: and writes README.md. `--small`: only shows that it runs. Exit code 1 = a floor does not hold.
 */
import { parseArgs } from 'node:util';
import { BENCHES } from './benches.ts';
import { keep } from './keep.ts';
import { say } from './line.ts';
import { runBenches } from './run.ts';

const main = async (): Promise<number> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { small: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } },
  });
  const names = positionals.includes('all') ? Object.keys(BENCHES) : positionals;
  const isKnown = names.every((name) => Object.hasOwn(BENCHES, name));
  if (names.length === 0 || !isKnown || (values.keep && values.small)) {
    say(`Usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')} | all [--keep | --small]`);
    return 2;
  }
  return runBenches(BENCHES, names, values, {
    print: (line) => console.log(JSON.stringify(line)),
    keep: (bench, lines) => {
      if (values.keep) keep(bench, lines);
    },
  });
};

process.exitCode = await main();
