import { expect, test } from 'vitest';
import { simulate } from './simulator.ts';

test('in 2,000 stories full of faults nothing is lost, doubled or left apart', {
  timeout: 120_000,
}, async () => {
  const { seeds, violations, firstBadSeed } = await simulate({ first: 1, seeds: 2_000, untilBad: true });
  expect({ seeds, violations, firstBadSeed }).toEqual({ seeds: 2_000, violations: 0, firstBadSeed: null });
});
