import type { Mutant } from './mutants.ts';
import { scenarioOf } from './scenario.ts';
import { play } from './story.ts';

export interface Simulation {
  readonly seeds: number;
  /** Seeds that broke an invariant. */
  readonly violations: number;
  /** Edits overwritten in the window that a side with neither lock nor history leaves open. */
  readonly exempt: number;
  /** Widest and mean width of those windows, milliseconds; null without any. */
  readonly exemptWindowMs: { readonly widest: number; readonly mean: number } | null;
  readonly firstBadSeed: number | null;
  readonly seedsPerSecond: number;
}

interface Request {
  readonly first: number;
  readonly seeds: number;
  readonly mutant?: Mutant | null;
  readonly browsers?: number | undefined;
  /** Stop at the first seed that breaks something. */
  readonly untilBad?: boolean;
}

export const simulate = async ({
  first,
  seeds,
  mutant = null,
  browsers,
  untilBad,
}: Request): Promise<Simulation> => {
  let violations = 0;
  let firstBadSeed: number | null = null;
  const windows: number[] = [];
  const since = performance.now();
  let played = 0;
  for (let seed = first; seed < first + seeds; seed++) {
    const { world, exempt } = await play(scenarioOf(seed, browsers), mutant);
    played += 1;
    windows.push(...exempt);
    if (world.violations.length === 0) continue;
    violations += 1;
    firstBadSeed ??= seed;
    if (untilBad) break;
  }
  const seconds = (performance.now() - since) / 1000;
  const sum = windows.reduce((total, each) => total + each, 0);
  return {
    seeds: played,
    violations,
    exempt: windows.length,
    exemptWindowMs:
      windows.length === 0 ? null : { widest: Math.max(...windows), mean: Math.round(sum / windows.length) },
    firstBadSeed,
    seedsPerSecond: Math.round(played / seconds),
  };
};
