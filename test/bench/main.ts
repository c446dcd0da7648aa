/** `npm run bench -- server | panel | scroll | store`: measures, and prints one JSON line per result on stdout. */
import { parseArgs } from 'node:util';
import { benchLine, type Report, say } from './line.ts';
import { benchPanel } from './panel/panel.ts';
import { benchScroll } from './scroll/scroll.ts';
import { benchServer } from './server/server.ts';
import { benchStore } from './store/store.ts';

const BENCHES: Readonly<Record<string, (report: Report) => Promise<void>>> = {
  server: benchServer,
  panel: benchPanel,
  scroll: benchScroll,
  store: benchStore,
};

const main = async (): Promise<number> => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const unknown = positionals.find((name) => !Object.hasOwn(BENCHES, name));
  if (positionals.length === 0 || unknown !== undefined) {
    say(`Usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')}`);
    return 2;
  }
  for (const name of positionals) {
    await BENCHES[name]?.((line) => console.log(JSON.stringify(benchLine.parse(line))));
  }
  return 0;
};

process.exitCode = await main();
