import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { type BenchOptions, type Report, say } from '../line.ts';
import { median, rounded } from '../quantiles.ts';
import type { Measured, StoreBench } from './page/main.ts';

type World = typeof globalThis & { readonly storeBench: StoreBench };

const SIZES = [10_000, 100_000];
const SMALL = [1_000];
const ROUNDS = 3;
const FLOOR = 'raw IndexedDB';
const OWN = 'Ledgerside';
const RIVALS = ['RxDB on Dexie', 'PouchDB'];
const ADDRESS = 'http://store.localhost/';

/** The contenders as one script. */
const bundle = async (): Promise<string> => {
  const built = await build({
    root: import.meta.dirname,
    logLevel: 'error',
    configFile: false,
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    // RxDB's own Dexie is older by three fixes, and refuses to live beside another.
    resolve: { dedupe: ['dexie'] },
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'page/main.ts'), formats: ['iife'], name: 'bench' },
    },
  });
  for (const { output } of Array.isArray(built) ? built : 'output' in built ? [built] : [])
    for (const file of output) if (file.type === 'chunk') return file.code;
  throw new Error('The page of the benchmark came to no script.');
};

/** A page of a secure origin with the contenders in it, in a browser with a profile on disk. */
const openPage = async (profile: string): Promise<Page> => {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.LEDGERSIDE_BROWSER ?? '/usr/bin/chromium',
    headless: true,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--no-first-run'],
  });
  const page = await context.newPage();
  await page.route(ADDRESS, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto(ADDRESS);
  await page.addScriptTag({ content: await bundle() });
  return page;
};

/** Documents per second, middle of the rounds. */
const rates = (measured: readonly Measured[], count: number): Readonly<Record<string, number>> => {
  const of = (pick: (one: Measured) => number | null): number | null => {
    const taken = measured.map(pick).filter((ms) => ms !== null);
    return taken.length === 0 ? null : rounded((count / median(taken)) * 1000);
  };
  const named = {
    insert: of(({ insert }) => insert),
    range: of(({ range }) => range),
    pull: of(({ pull }) => pull),
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, rate]) => (rate === null ? [] : [[name, rate]])),
  );
};

/** In the kind of work that is the least ahead of the rivals. */
const beside = (
  own: Readonly<Record<string, number>>,
  rivals: readonly Readonly<Record<string, number>>[],
): number =>
  rounded(
    Math.min(
      ...Object.entries(own).map(
        ([kind, rate]) => rate / Math.max(...rivals.map((rival) => rival[kind] ?? Number.NaN)),
      ),
    ),
  );

/**
 * Keeping what a sync has to know, beside IndexedDB without a library and three others, in one browser: pages of 500 with the
 * position behind each, ranges of an index, and working everything off 200 at a time. Rounds are interleaved, so that the machine's
 * moods meet everybody.
 */
export const benchStore = async (report: Report, { small }: BenchOptions): Promise<void> => {
  const profile = await mkdtemp(join(tmpdir(), 'ledgerside-store-'));
  try {
    const page = await openPage(profile);
    const names = await page.evaluate(() => (globalThis as World).storeBench.contenders);
    for (const count of small ? SMALL : SIZES) {
      const measured = new Map<string, Measured[]>(names.map((name) => [name, []]));
      for (let round = 1; round <= ROUNDS; round++) {
        for (const name of names) {
          say(`${count} documents, round ${round}: ${name} …`);
          const one = await page.evaluate(
            ({ name, count }) => (globalThis as World).storeBench.run(name, count),
            { name, count },
          );
          measured.get(name)?.push(one);
        }
      }
      const ratesOf = (name: string) => rates(measured.get(name) ?? [], count);
      const floor = ratesOf(FLOOR);
      for (const name of measured.keys()) {
        const own = ratesOf(name);
        report({
          bench: 'store',
          case: `${name}, ${count.toLocaleString('en-US')} documents`,
          ...Object.fromEntries(
            Object.entries(own).flatMap(([kind, rate]) => [
              [`${kind}_per_second`, rate],
              [`${kind}_of_raw_times`, rounded(rate / (floor[kind] ?? Number.NaN))],
            ]),
          ),
          ...(name === OWN
            ? { of_the_faster_of_RxDB_and_PouchDB_times: beside(own, RIVALS.map(ratesOf)) }
            : {}),
        });
      }
    }
    await page.context().close();
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
};
