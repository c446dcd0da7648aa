import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SYNC_DAYS } from './syncDays.ts';

const ROOT = join(import.meta.dirname, '../..');

it.each(SYNC_DAYS)('$day: is lived through by tests that are there', ({ tests }) => {
  expect(tests.length).toBeGreaterThan(0);
  for (const test of tests) {
    const [file = '', title = ''] = test.split(' › ');
    expect(title.length, test).toBeGreaterThan(0);
    expect(readFileSync(join(ROOT, file), 'utf8'), test).toContain(title);
  }
});
