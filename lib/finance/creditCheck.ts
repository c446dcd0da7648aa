import type { CreditCheck, CreditDeal, SharedLimit } from '../erp/api/creditCheck.ts';
import type { Figures } from '../erp/api/figures.ts';
import { creditTerms } from './creditTerms.ts';
import { currencyDigits } from './currency.ts';
import type { CustomerDocuments, LedgerOrder } from './ledger.ts';
import { convert, decimal, MoneyError, roundHalfEven, sum } from './money.ts';

/** An opportunity as its CRM tells it. `amount` in major units, tax as the CRM has it; null = not told. */
export interface Deal {
  readonly opportunity: string;
  readonly amount: string | null;
  readonly currency: string | null;
}

/** An order that carries the deal's opportunity. `id` null: of a customer that the asker may not see. */
export interface DealOrder {
  readonly id: string | null;
  readonly state: LedgerOrder['state'];
}

/** Company's latest booked rate: one unit of the deal's currency in company currency. */
export interface BookedRate {
  readonly rate: string;
  readonly date: string;
}

export interface CreditCheckContext {
  /** `figuresOf` the same documents. */
  readonly figures: Figures;
  readonly creditHold: boolean;
  readonly sharedLimit: SharedLimit | null;
  readonly deal: Deal;
  /** Orders of that opportunity, whoever their customer is. */
  readonly orders: readonly DealOrder[];
  /** null = the company has booked nothing in the deal's currency. Not looked at where that is the company's own. */
  readonly rate: BookedRate | null;
}

/**
 * A confirmed order stands in open orders until it is invoiced, then in the AR balance; a closed one has run its course. A draft counts
 * nowhere yet, and a cancelled one no more: there the deal itself still counts.
 */
const COUNTED: readonly LedgerOrder['state'][] = ['confirmed', 'closed'];
const WEIGHT: readonly LedgerOrder['state'][] = ['confirmed', 'closed', 'draft', 'cancelled'];

const orderOf = (orders: readonly DealOrder[]): DealOrder | null =>
  orders.toSorted((one, other) => WEIGHT.indexOf(one.state) - WEIGHT.indexOf(other.state))[0] ?? null;

const minorUnits = (amount: string, currency: string): number =>
  roundHalfEven(decimal(amount).times(`1e${currencyDigits(currency)}`));

/** What the deal adds to the exposure. Without an amount, a currency or a rate that is unknown, and no guess is made. */
const creditDealOf = (
  { opportunity, amount, currency }: Deal,
  companyCurrency: string,
  orders: readonly DealOrder[],
  rate: BookedRate | null,
): CreditDeal => {
  const order = orderOf(orders);
  const known =
    amount === null || currency === null ? null : { amount: minorUnits(amount, currency), currency };
  const deal = { opportunity, amount: known, rate: null, order };
  if (order !== null && COUNTED.includes(order.state)) return { ...deal, counted: 0, unknown: null };
  if (amount === null) return { ...deal, counted: null, unknown: 'amount' };
  if (known === null) return { ...deal, counted: null, unknown: 'currency' };
  if (known.currency === companyCurrency) return { ...deal, counted: known.amount, unknown: null };
  if (rate === null) return { ...deal, counted: null, unknown: 'rate' };
  const counted = convert(known.amount, known.currency, companyCurrency, rate.rate);
  return { ...deal, rate, counted, unknown: null };
};

/** An amount too large to be told exactly is an unknown one. */
const exactDeal = (...parts: Parameters<typeof creditDealOf>): CreditDeal => {
  try {
    return creditDealOf(...parts);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    return creditDealOf({ ...parts[0], amount: null }, parts[1], parts[2], parts[3]);
  }
};

/** Would this deal pass the credit limit, by how much, and what is that made of? */
export const creditCheckOf = (
  documents: CustomerDocuments,
  { figures, creditHold, sharedLimit, deal: asked, orders, rate }: CreditCheckContext,
): CreditCheck => {
  const { currency, creditLimit, overdue, availableCredit } = figures.company;
  const deal = exactDeal(asked, currency, orders, rate);
  const availableAfter =
    availableCredit === null || deal.counted === null ? null : sum([availableCredit, -deal.counted]);
  return {
    outcome: outcomeOf(creditLimit, availableAfter),
    currency,
    creditLimit,
    sharedLimit,
    terms: creditTerms(documents, currency),
    deal,
    availableAfter,
    overdue,
    creditHold,
  };
};

/** Exactly at the limit is within it. */
const outcomeOf = (creditLimit: number | null, availableAfter: number | null): CreditCheck['outcome'] => {
  if (creditLimit === null) return 'noLimit';
  if (availableAfter === null) return 'unknown';
  return availableAfter < 0 ? 'exceeds' : 'passes';
};
