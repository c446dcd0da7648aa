import { defineConfig } from 'vitest/config';

/** What Stryker asks of every mutated line of `lib/sync`: its unit tests, and some hundred stories that must stay clean. */
export default defineConfig({
  test: {
    include: ['lib/sync/**/*.test.ts', 'test/simulation/mutation.stories.ts'],
    setupFiles: [],
    bail: 1,
  },
});
