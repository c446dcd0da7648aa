import * as z from 'zod';

/**
 * One result. Every number's key ends in its unit, or in `_times` for a ratio; those of `sync` are named as whoever asked for them
 * named them.
 */
export const benchLine = z
  .object({ bench: z.string(), case: z.string() })
  .catchall(z.union([z.string(), z.number(), z.array(z.number())]));
export type BenchLine = z.infer<typeof benchLine>;

/** Where a benchmark reports. stdout belongs to these lines; what is going on goes to stderr. */
export type Report = (line: BenchLine) => void;

export interface BenchOptions {
  /** Sizes and rounds that only show that the benchmark runs: its figures mean nothing. */
  readonly small: boolean;
}

export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
