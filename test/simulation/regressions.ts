import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from './scenario.ts';

const FOLDER = join(import.meta.dirname, 'regressions');

export interface Regression {
  readonly file: string;
  readonly invariant: string;
  /** The mistake that this story exposes. */
  readonly mutant: string;
  /** What it was, in a sentence. */
  readonly was: string;
  readonly scenario: Scenario;
}

/** Failures that were, as small as they could be made; a file that does not parse is an error, not a skipped test. */
export const regressions = (): readonly Regression[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      ...(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Omit<Regression, 'file'>),
      file,
    }));
