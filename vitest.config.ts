import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { LongestFirst } from './test/setup/longestFirst.ts';
import { ALONE, STORIES } from './test/setup/longTests.ts';

// Two worlds: what runs in a browser (fakeBrowser, a DOM where a test asks for one) and what runs in Node (server, simulated orgs).
const EXTENSION_SETUP = ['test/setup/extension.ts'];
/**
 * Test files without a page share a process and its modules, one after the other; `cleanSlate` leaves none of them a clock, a mock or a
 * variable of the one before.
 */
const SHARED = { isolate: false, execArgv: ['--import=./test/setup/quickPackages.ts'] };
const CLEAN_SLATE = 'test/setup/cleanSlate.ts';
const SERVER_TIME = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    // More than there are cores: the runner itself has little to do, and a browser test waits for timers of the product.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: 'v8',
      include: ['lib/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'entrypoints/**/*.{ts,tsx}'],
      exclude: ['**/*.test.{ts,tsx}', '**/*.d.ts'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: '.output/coverage',
      thresholds: { lines: 90 },
    },
    projects: [
      {
        plugins: [WxtVitest()],
        test: {
          name: 'pages',
          testTimeout: 30_000,
          include: ['entrypoints/**/*.test.{ts,tsx}', 'components/**/*.test.{ts,tsx}'],
          exclude: [...ALONE],
          setupFiles: EXTENSION_SETUP,
          // A DOM and a React of its own for each file, in half of the time that a process for each would take.
          pool: 'vmThreads',
        },
      },
      { test: { name: 'alone', include: [...ALONE], ...SERVER_TIME } },
      {
        plugins: [WxtVitest()],
        test: {
          name: 'extension',
          // Property tests share two cores with a browser; what hangs is still found.
          testTimeout: 30_000,
          include: ['lib/**/*.test.ts'],
          exclude: ['lib/erp/server/**', 'lib/erp/sources/**', ...STORIES.extension],
          setupFiles: [...EXTENSION_SETUP, CLEAN_SLATE],
          ...SHARED,
        },
      },
      {
        test: {
          name: 'server',
          include: ['lib/erp/server/**/*.test.ts', 'lib/erp/sources/**/*.test.ts'],
          exclude: [...STORIES.server, ...ALONE],
          setupFiles: CLEAN_SLATE,
          ...SERVER_TIME,
          ...SHARED,
        },
      },
      {
        plugins: [WxtVitest()],
        test: {
          name: 'extension-stories',
          include: [...STORIES.extension],
          setupFiles: [...EXTENSION_SETUP, CLEAN_SLATE],
          ...SERVER_TIME,
          ...SHARED,
        },
      },
      {
        test: {
          name: 'server-stories',
          include: [
            'test/simulation/**/*.test.ts',
            ...STORIES.server,
            'test/world/**/*.test.ts',
            'test/house/**/*.test.ts',
          ],
          setupFiles: CLEAN_SLATE,
          ...SERVER_TIME,
          ...SHARED,
        },
      },
      {
        test: {
          name: 'end-to-end',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          setupFiles: CLEAN_SLATE,
          ...SHARED,
        },
      },
    ],
  },
});
