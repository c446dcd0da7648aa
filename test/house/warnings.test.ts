import { expect, test } from 'vitest';
import { warningsIn } from '../setup/warnings.ts';

const QUIET = `WXT 0.21.4
ℹ Building chrome-mv3 for production with Vite 8.3.8
\u001b[?25l⠋ Preparing...\u001b[K⠋ [1/4] background, confirm, options, popup\u001b[K✔ Built extension in 4.564 s
  ├─ .output/chrome-mv3/chunks/warningSign-D42Knwhu.js               432 B
✔ Finished in 4.871 s`;

test('a build that says nothing but what it built has no warnings', () => {
  expect(warningsIn(QUIET)).toEqual([]);
});

test.each([
  '(!) Some chunks are larger than 500 kB after minification. Consider:',
  ' WARN  Content scripts matching "x" have no matches',
  '\u001b[33m⚠ chrome-mv3 misses an icon\u001b[39m',
  '[plugin vite:esbuild] warning: unused import',
  '[MISSING_EXPORT] Warning: "it" is not exported by "lib/a.ts".',
  'warning: `eval` is discouraged',
  '(node:4711) [DEP0190] DeprecationWarning: Passing args to a child process',
])('%s', (line) => {
  expect(warningsIn(`${QUIET}\n${line}\n${QUIET}`)).toHaveLength(1);
  // After the spinner, on the same line.
  expect(warningsIn(`⠋ [4/4] panel\u001b[K${line}`)).toHaveLength(1);
});
