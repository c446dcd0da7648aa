import { withFloors } from './floors.ts';
import { type BenchLine, type BenchOptions, benchLine, type Report } from './line.ts';

export type Benches = Readonly<Record<string, (report: Report, options: BenchOptions) => Promise<void>>>;

interface Around {
  print(line: BenchLine): void;
  /** Is told after each line all that there are of that benchmark: what is cut short has kept what it has. */
  keep(bench: string, lines: readonly BenchLine[]): void;
}

/** @returns the exit code: 1 = a floor does not hold. Figures that mean nothing break none. */
export const runBenches = async (
  benches: Benches,
  names: readonly string[],
  options: BenchOptions,
  { print, keep }: Around,
): Promise<0 | 1> => {
  let isBroken = false;
  for (const name of names) {
    const lines: BenchLine[] = [];
    await benches[name]?.((measured) => {
      const line = withFloors(benchLine.parse(measured));
      lines.push(line);
      isBroken ||= line.holds === 'no';
      print(line);
      keep(name, lines);
    }, options);
  }
  return isBroken && !options.small ? 1 : 0;
};
