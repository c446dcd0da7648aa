import type { ErpField, ErpObject } from '../../../api/erpFields.ts';
import type { Money } from '../../../api/primitives.ts';
import type { Stored } from '../../../api/sync/values.ts';

/** What money a question is about. `unknown`: some, in a currency that nobody can tell. */
export type Stake =
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'money'; readonly money: Money };

/** The amount that a whole record stands for, where it stands for one. */
export const HEADLINE: Readonly<Record<ErpObject, string | null>> = {
  customer: null,
  contact: null,
  opportunity: 'amount',
  quote: 'total',
  order: 'total',
};

/** Currency of a field's amounts: the record's own, or the company's; null = no amount, or not known. */
export const currencyOf = (
  field: ErpField | undefined,
  record: Readonly<Record<string, Stored>>,
  companyCurrency: string | null,
): string | null => {
  if (field === undefined || field.amountIn === null) return null;
  if (field.amountIn === 'company') return companyCurrency;
  const own = record.currency;
  return own?.kind === 'value' && typeof own.value === 'string' ? own.value : null;
};

/** Values of one amount, with its currency. */
export interface Amounts {
  readonly currency: string | null;
  readonly values: readonly Stored[];
}

/** The largest amount of all, whichever way it points. Amounts of two currencies are not compared: then it is unknown. */
export const stakeOf = (amounts: readonly Amounts[]): Stake => {
  let stake: Stake = { kind: 'none' };
  for (const { currency, values } of amounts) {
    const numbers = values.flatMap((each) =>
      each.kind === 'value' && typeof each.value === 'number' ? [Math.abs(each.value)] : [],
    );
    if (numbers.length === 0) continue;
    if (currency === null || (stake.kind === 'money' && stake.money.currency !== currency))
      return { kind: 'unknown' };
    const amount = Math.max(...numbers, stake.kind === 'money' ? stake.money.amount : 0);
    stake = { kind: 'money', money: { amount, currency } };
  }
  return stake;
};
