import { expect, test } from 'vitest';
import { readmeOf } from '../bench/keep.ts';

test('the README of the benchmarks says of each where it was measured, and has every number of its lines', () => {
  const at = {
    commit: 'abc1234',
    measured: '2026-11-20',
    machine: '2 × an invented processor, 8 GB',
    node: 'v24',
  };
  const lines = [
    { bench: 'scroll', case: 'left alone', p95_ms: 16.7 },
    { bench: 'scroll', case: 'a|b', p95_ms: 17, spread_ms: [16, 18] },
  ];
  expect(readmeOf([{ bench: 'scroll', at, lines }])).toMatchInlineSnapshot(`
    "# Measured

    Written by \`npm run bench -- NAME … --keep\`, from the JSON lines in \`results/\`; not by hand.

    ## scroll

    Commit abc1234, 2026-11-20, 2 × an invented processor, 8 GB, Node v24.

    | case | p95 ms | spread ms |
    | --- | ---: | ---: |
    | left alone | 16.7 |  |
    | a\\|b | 17 | 16–18 |
    "
  `);
});
