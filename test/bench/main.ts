/** `npm run bench -- server | panel | scroll | store | sync`: measures, and prints one JSON line per result on stdout; `--keep`: and into README.md. */
import { parseArgs } from 'node:util';
import { keep } from './keep.ts';
import { type BenchLine, type BenchOptions, benchLine, type Report, say } from './line.ts';
import { benchPanel } from './panel/panel.ts';
import { benchScroll } from './scroll/scroll.ts';
import { benchServer } from './server/server.ts';
import { benchStore } from './store/store.ts';
import { benchSync } from './sync/sync.ts';

const BENCHES: Readonly<Record<string, (report: Report, options: BenchOptions) => Promise<void>>> = {
  server: benchServer,
  panel: benchPanel,
  scroll: benchScroll,
  store: benchStore,
  sync: benchSync,
};

const main = async (): Promise<number> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { small: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } },
  });
  const unknown = positionals.find((name) => !Object.hasOwn(BENCHES, name));
  if (positionals.length === 0 || unknown !== undefined) {
    say(`Usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')} [--keep]`);
    return 2;
  }
  for (const name of positionals) {
    const lines: BenchLine[] = [];
    await BENCHES[name]?.((line) => {
      lines.push(benchLine.parse(line));
      console.log(JSON.stringify(lines.at(-1)));
    }, values);
    if (values.keep) keep(name, lines);
  }
  return 0;
};

process.exitCode = await main();
