import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ABOUT } from '../bench/about.ts';
import { BENCHES } from '../bench/benches.ts';
import { FLOORS, judged, withFloors } from '../bench/floors.ts';
import { kept, README, readmeOf } from '../bench/keep.ts';
import type { BenchLine } from '../bench/line.ts';
import { runBenches } from '../bench/run.ts';

test('the README of the benchmarks says of each where it was measured, and has every number of its lines', () => {
  const at = {
    commit: 'abc1234',
    measured: '2026-11-20',
    machine: '2 × an invented processor, 8 GB',
    node: 'v24',
  };
  const lines = [
    { bench: 'scroll', case: 'left alone', p95_ms: 16.7 },
    { bench: 'scroll', case: 'a|b, by the wheel', p95_ms: 17, spread_ms: [16, 18] },
  ];
  expect(readmeOf([{ bench: 'scroll', at, lines }])).toMatchInlineSnapshot(`
    "# Measured

    Written by \`npm run bench -- NAME … --keep\` (\`all\` for every one), from the JSON lines in \`results/\`; not by hand.

    | | floor | measured | holds |
    | --- | --- | ---: | --- |
    | scroll: a\\|b, by the wheel | p95 ms ≤ 20 | 17 | yes |

    ## scroll

    10,000 invoices in the panel on the simulated org, scrolled with the wheel for ten seconds as fast as a hurried person does, beside the same page left alone: milliseconds between two painted frames, and processor time of the main thread per frame, which other processes do not blur.

    Commit abc1234, 2026-11-20, 2 × an invented processor, 8 GB, Node v24.

    | case | p95 ms | spread ms |
    | --- | ---: | ---: |
    | left alone | 16.7 |  |
    | a\\|b, by the wheel | 17 | 16–18 |
    "
  `);
});

test('the README that is kept is the one of the lines that are kept', () => {
  expect(readFileSync(README, 'utf8')).toBe(readmeOf(kept()));
});

test('a floor that does not hold is exit code 1, after everything is measured and kept', async () => {
  const loader = (gzip_bytes: number) => ({ bench: 'panel', case: 'bytes: loader', gzip_bytes });
  const seen: string[] = [];
  const run = (names: readonly string[], small = false) =>
    runBenches(
      {
        large: async (report) => report(loader(5_001)),
        fine: async (report) => report(loader(5_000)),
        none: async (report) => report({ bench: 'panel', case: 'held against nothing', p50_ms: 1 }),
      },
      names,
      { small },
      {
        print: (line: BenchLine) => seen.push(`${String(line.gzip_bytes)} ${String(line.holds)}`),
        keep: (bench, lines) => seen.push(`${bench}: ${lines.length}`),
      },
    );
  expect(await run(['fine', 'none'])).toBe(0);
  seen.length = 0;
  expect(await run(['large', 'fine'])).toBe(1);
  expect(seen).toEqual(['5001 no', 'large: 1', '5000 yes', 'fine: 1']);
  expect(await run(['large'], true)).toBe(0);
});

test('every benchmark is described, and has a floor that is found by the name of its lines', () => {
  expect(Object.keys(ABOUT)).toEqual(Object.keys(BENCHES));
  expect([...new Set(FLOORS.map(({ bench }) => bench))]).toEqual(Object.keys(BENCHES));
});

test('a line says what it is held against, and a figure that is missing does not hold', () => {
  const store = {
    bench: 'store',
    case: 'Ledgerside, 10,000 documents',
    insert_of_raw_times: 1.9,
    pull_of_raw_times: 0.84,
  };
  expect(judged(store).map(({ holds }) => holds)).toEqual([true, false, false]);
  expect(withFloors({ bench: 'panel', case: 'bytes: loader', gzip_bytes: 5_000 })).toMatchObject({
    floor: 'gzip bytes ≤ 5000 (aim 2000)',
    holds: 'yes',
  });
  expect(withFloors({ bench: 'panel', case: 'bytes: loader', gzip_bytes: 5_001 })).toMatchObject({
    holds: 'no',
  });
  expect(withFloors({ bench: 'scroll', case: 'left alone', p95_ms: 99 })).toEqual({
    bench: 'scroll',
    case: 'left alone',
    p95_ms: 99,
  });
});
