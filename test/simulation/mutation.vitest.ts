import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The stories last: what a unit test notices need not be told. */
class StoriesLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isStory = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith('.stories.ts'));
    return files.toSorted((one, other) => isStory(one) - isStory(other));
  }
}

/** What Stryker asks of every mutated line of `lib/sync`: its unit tests, and some hundred stories that must stay clean. */
export default defineConfig({
  test: {
    include: ['lib/sync/**/*.test.ts', 'test/simulation/mutation.stories.ts'],
    setupFiles: [],
    bail: 1,
    isolate: false,
    sequence: { sequencer: StoriesLast },
  },
});
