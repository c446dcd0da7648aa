import Big from 'big.js';
import { currencyDigits } from './currency.ts';

export type MoneyErrorCode = 'money.overflow' | 'money.notADecimal';

/** An amount that cannot be told exactly. Never rounded away: a wrong balance is worse than none. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
  readonly code: MoneyErrorCode;
  constructor(code: MoneyErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

const exact = (value: Big | bigint): number => {
  const amount = Number(value.toString());
  if (!Number.isSafeInteger(amount)) {
    throw new MoneyError(
      'money.overflow',
      `The amount ${value.toString()} is beyond what can be told to the minor unit (±${Number.MAX_SAFE_INTEGER}). Look for a slipped decimal in the documents.`,
    );
  }
  return amount === 0 ? 0 : amount;
};

/** A rate, quantity or tax rate with every digit it was booked with. */
export const decimal = (text: string): Big => {
  try {
    return new Big(text);
  } catch (cause) {
    throw new MoneyError('money.notADecimal', `"${text}" is not a decimal number. ${String(cause)}`);
  }
};

/** Minor units nearest to an exact value; a tie goes to the even one. */
export const roundHalfEven = (value: Big): number => exact(value.round(0, Big.roundHalfEven));

/** Sum of minor units of one currency. The order of the amounts cannot matter, not even for an overflow. */
export const sum = (amounts: Iterable<number>): number => {
  let total = 0n;
  for (const amount of amounts) total += BigInt(amount);
  return exact(total);
};

/**
 * Minor units of `from` in minor units of `to`, half to even.
 * @param rate one unit of `from` = `rate` units of `to`, as booked.
 */
export const convert = (amount: number, from: string, to: string, rate: string): number => {
  // Most documents are in company currency, and a customer has thousands of them.
  if (from === to && rate === '1') return exact(BigInt(amount));
  return roundHalfEven(
    new Big(amount).times(decimal(rate)).times(new Big(`1e${currencyDigits(to) - currencyDigits(from)}`)),
  );
};
