import { expect, test } from 'vitest';
import { regressions } from './regressions.ts';
import { simulate } from './simulator.ts';
import { play } from './story.ts';

test.each(regressions())('$file', async ({ scenario }) => {
  expect((await play(scenario)).world.violations).toEqual([]);
});

test('600 stories', { timeout: 120_000 }, async () => {
  const { violations, firstBadSeed } = await simulate({ first: 1, seeds: 600, untilBad: true });
  expect({ violations, firstBadSeed }).toEqual({ violations: 0, firstBadSeed: null });
});
