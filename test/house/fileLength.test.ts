import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const MOST_LINES = 300;
/** Where a reader looks first. */
const TOP = 16;
/** In words that are used for nothing else. */
const REASON = /Long because |Longer than a page on purpose|keeps this file long/;
const FOLDERS = ['lib', 'components', 'entrypoints', 'test'];

it('a file that is longer than a few pages says at its top why', () => {
  const files = globSync(
    FOLDERS.map((folder) => `${folder}/**/*.{ts,tsx}`),
    { cwd: ROOT },
  );
  expect(files.length).toBeGreaterThan(1_000);
  const silent = files.filter((file) => {
    const lines = readFileSync(join(ROOT, file), 'utf8').trimEnd().split('\n');
    return lines.length > MOST_LINES && !REASON.test(lines.slice(0, TOP).join('\n'));
  });
  expect(silent).toEqual([]);
});
