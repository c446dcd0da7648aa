import Big from 'big.js';
import { currencyDigits } from '../../../finance/currency.ts';
import { asValue, BLANK, type Seen, UNSEEN, type Written } from '../../../sync/value.ts';
import { type Property, typeOf } from './describe.ts';

/** ISO 4217 of the record, else of the account; null = nobody knows. */
export type Currency = string | null;

const DECIMAL = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * A property of an answer as the core sees it; HubSpot says everything as text. undefined = it is not in the answer: gone, or hidden
 * from this user. What is not of the described type, or cannot be told exactly, is unseen: never guessed.
 */
export const seenIn = (property: Property, raw: string | null | undefined, currency: Currency): Seen => {
  if (raw === undefined) return UNSEEN;
  if (raw === null || raw.trim() === '') return BLANK;
  switch (typeOf(property)) {
    case 'other':
      return UNSEEN;
    case 'boolean':
      return raw === 'true' || raw === 'false' ? asValue(raw === 'true') : UNSEEN;
    case 'number':
      return DECIMAL.test(raw) ? exact(Number(raw)) : UNSEEN;
    case 'amount':
      return DECIMAL.test(raw) && currency !== null ? minorUnits(raw, currency) : UNSEEN;
    case 'date':
      return day(raw);
    case 'dateTime':
      return moment(raw);
    default:
      return asValue(raw);
  }
};

const exact = (value: number): Seen => (Number.isFinite(value) ? asValue(value === 0 ? 0 : value) : UNSEEN);

/** Not a whole number of minor units (a unit price of 0.0125 EUR), or beyond what a number can tell: unseen. */
const minorUnits = (amount: string, currency: string): Seen => {
  const minor = new Big(amount).times(new Big(10).pow(currencyDigits(currency))).toNumber();
  return Number.isSafeInteger(minor) ? exact(minor) : UNSEEN;
};

/** A date is a day; in the history of a property it comes as that day's midnight in UTC, in text or in milliseconds. */
const day = (raw: string): Seen => {
  if (/^\d{4}-\d\d-\d\d$/.test(raw)) return asValue(raw);
  const at = momentOf(raw);
  return at === null ? UNSEEN : asValue(new Date(at).toISOString().slice(0, 10));
};

const moment = (raw: string): Seen => {
  const at = momentOf(raw);
  return at === null ? UNSEEN : asValue(new Date(at).toISOString());
};

/** Epoch milliseconds of `2026-11-20T10:00:00Z` or `1795168800000`; null = neither. */
export const momentOf = (raw: string | null | undefined): number | null => {
  const at = /^-?\d{1,16}$/.test(raw ?? '') ? Number(raw) : Date.parse(raw ?? '');
  return Number.isNaN(at) || Math.abs(at) > 8.64e15 ? null : at;
};

/** A value as the API takes it; an empty text clears. null = an amount whose currency nobody knows. */
export const textOf = (property: Property, written: Written, currency: Currency): string | null => {
  if (written.kind === 'cleared') return '';
  const { value } = written;
  if (typeof value !== 'number') return String(value);
  if (typeOf(property) !== 'amount') return new Big(value).toFixed();
  return currency === null ? null : new Big(value).div(new Big(10).pow(currencyDigits(currency))).toFixed();
};
