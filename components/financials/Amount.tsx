import { formatMoney } from '../../lib/format/money.ts';
import { NotKnown } from './NotKnown.tsx';

/** An amount in minor units of `currency`; null = not known, which is never written as 0. */
export function Amount({ amount, currency }: { amount: number | null; currency: string }) {
  if (amount === null) return <NotKnown />;
  return <span className="amount">{formatMoney({ amount, currency })}</span>;
}
