/**
 * `npm run bench -- server | panel | scroll | store | sync | all`: measures, and prints one JSON line per result on stdout.
 * `--keep`: and writes README.md. `--small`: only shows that it runs.
 */
import { parseArgs } from 'node:util';
import { BENCHES } from './benches.ts';
import { withFloors } from './floors.ts';
import { keep } from './keep.ts';
import { type BenchLine, benchLine, say } from './line.ts';

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
  for (const name of names) {
    const lines: BenchLine[] = [];
    await BENCHES[name]?.((line) => {
      lines.push(withFloors(benchLine.parse(line)));
      console.log(JSON.stringify(lines.at(-1)));
      // What is cut short has kept what it has.
      if (values.keep) keep(name, lines);
    }, values);
  }
  return 0;
};

process.exitCode = await main();
