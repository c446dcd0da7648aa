import type { Contender, Open } from './contender.ts';
import { openDexie } from './dexieContender.ts';
import { documents } from './document.ts';
import { openOwn } from './ownContender.ts';
import { openPouch } from './pouchContender.ts';
import { openRaw } from './rawContender.ts';
import { openRxdb } from './rxdbContender.ts';

const OPEN: Readonly<Record<string, Open>> = {
  'raw IndexedDB': openRaw,
  Dexie: openDexie,
  'RxDB on Dexie': openRxdb,
  PouchDB: openPouch,
  Ledgerside: openOwn,
};

const INSERT_PAGE = 500;
const PULL_PAGE = 200;
const RANGES = 100;

/** Milliseconds of each kind of work over `count` documents; `range` null = not offered. */
export interface Measured {
  readonly insert: number;
  readonly range: number | null;
  readonly pull: number;
}

const took = async (work: () => Promise<void>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const expectCount = (what: string, found: number, wanted: number): void => {
  if (found !== wanted) throw new Error(`${what}: ${found} documents instead of ${wanted}.`);
};

const measure = async (contender: Contender, count: number): Promise<Measured> => {
  const all = documents(count);
  const insert = await took(async () => {
    for (let from = 0; from < count; from += INSERT_PAGE)
      await contender.insert(all.slice(from, from + INSERT_PAGE), Math.min(from + INSERT_PAGE, count));
  });
  const { range } = contender;
  const width = count / RANGES;
  const ranged =
    range === null
      ? null
      : await took(async () => {
          for (let n = 0; n < RANGES; n++)
            expectCount('A range', await range(n * width + 1, (n + 1) * width + 1), width);
        });
  const pull = await took(async () => expectCount('The pull', await contender.pull(PULL_PAGE), count));
  return { insert, range: ranged, pull };
};

const run = async (name: string, count: number): Promise<Measured> => {
  const contender = await OPEN[name]?.();
  if (contender === undefined) throw new Error(`There is no contender ${name}.`);
  try {
    return await measure(contender, count);
  } finally {
    await contender.close();
  }
};

/** What the benchmark calls from outside. */
export interface StoreBench {
  readonly contenders: readonly string[];
  run(name: string, count: number): Promise<Measured>;
}

Object.assign(globalThis, { storeBench: { contenders: Object.keys(OPEN), run } satisfies StoreBench });
