const DAYS = 90n;

/** Nearest integer to a fraction with a positive denominator, a tie to the even one; exact, whatever the size. */
const divideHalfEven = (numerator: bigint, denominator: bigint): bigint => {
  const truncated = numerator / denominator;
  const rest = numerator % denominator;
  const direction = numerator < 0n ? -1n : 1n;
  const twice = 2n * rest * direction;
  const up = twice > denominator || (twice === denominator && truncated % 2n !== 0n);
  return up ? truncated + direction : truncated;
};

/**
 * Days sales outstanding: AR balance ÷ tax-included sales of the last 90 days × 90, one decimal.
 * null where the credit notes of those days outweigh the sales, or nothing was sold: there is no such figure.
 */
export const daysSalesOutstanding = (arBalance: number, salesOfLast90Days: number): number | null =>
  salesOfLast90Days <= 0
    ? null
    : Number(divideHalfEven(BigInt(arBalance) * DAYS * 10n, BigInt(salesOfLast90Days))) / 10;
