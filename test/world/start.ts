/** `npm start`: the product on a record of the simulated org. `npm start -- --check [--seed N]`: the same, compared with the books, and synced. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { datasets } from '../../lib/erp/sources/embedded/datasets/datasets.ts';
import { check } from './check.ts';
import { show } from './show.ts';
import { openWorld } from './world.ts';

const ROOT = join(import.meta.dirname, '../..');

const seedOf = (text: string): number => {
  const seed = Number(text);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error(`--seed takes a whole number, not "${text}".`);
  return seed;
};

const build = (): void => {
  // stdout belongs to the JSON lines.
  const done = spawnSync('wxt', ['build'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) throw new Error('The extension could not be built; the lines above say why.');
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { check: { type: 'boolean', default: false }, seed: { type: 'string', default: '7' } },
  });
  const seed = seedOf(values.seed);
  build();
  const asOf = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(new Date());
  // The check syncs right after its edits: HubSpot's search must not run behind them.
  const extras = values.check ? { indexingDelayMs: 0 } : {};
  const world = await openWorld(datasets.demo.make({ seed, asOf }), asOf, seed, extras);
  try {
    return await (values.check ? check(world, seed) : show(world));
  } finally {
    await world.close();
  }
};

try {
  process.exit(await main());
} catch (error) {
  process.stderr.write(`ledgerside: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
