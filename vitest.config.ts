import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

// Two worlds: what runs in a browser (fakeBrowser, a DOM where a test asks for one) and what runs in Node (server, simulated orgs).
export default defineConfig({
  test: {
    // A core is not kept free: the runner itself has little to do.
    maxWorkers: availableParallelism(),
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
          name: 'extension',
          // Property tests share two cores with a browser; what hangs is still found.
          testTimeout: 30_000,
          include: [
            'entrypoints/**/*.test.{ts,tsx}',
            'components/**/*.test.{ts,tsx}',
            'lib/**/*.test.{ts,tsx}',
          ],
          exclude: ['lib/erp/server/**', 'lib/erp/sources/**', 'node_modules/**'],
          setupFiles: ['test/setup/extension.ts'],
        },
      },
      {
        test: {
          name: 'server',
          include: [
            'lib/erp/server/**/*.test.ts',
            'lib/erp/sources/**/*.test.ts',
            'test/world/**/*.test.ts',
            'test/simulation/**/*.test.ts',
            'test/house/**/*.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'end-to-end',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Each file has a browser, an ERP API and two simulated orgs of its own: more than two at once would wait for each other.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
