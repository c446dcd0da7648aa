/** Nearest-rank quantile (no interpolation) of measurements in any order; `share` between 0 and 1. */
export const quantile = (measured: readonly number[], share: number): number => {
  const sorted = [...measured].sort((one, other) => one - other);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('Nothing was measured.');
  return found;
};

export const median = (measured: readonly number[]): number => quantile(measured, 0.5);

/** For a line: as many digits as the noise leaves meaningful. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** The lowest and the highest of the rounds' medians: how far the machine's noise reaches. */
export const spreadOf = (rounds: readonly (readonly number[])[]): readonly [number, number] => {
  const medians = rounds.map(median);
  return [rounded(Math.min(...medians)), rounded(Math.max(...medians))];
};
