import Big from 'big.js';
import { currencyDigits } from '../../../finance/currency.ts';
import { asValue, BLANK, type Seen, type Stored, UNSEEN, type Written } from '../../../sync/value.ts';
import { recordId18 } from '../recordId.ts';
import { type DescribedField, typeOf } from './describe.ts';
import { timeIn } from './serverTime.ts';

/** ISO 4217 of the record, else of the org; null = nobody knows. */
export type Currency = string | null;

/** A field of an answer as the core sees it. What is not of the described type, or cannot be told exactly, is unseen: never guessed. */
export const seenIn = (field: DescribedField, raw: unknown, currency: Currency): Seen => {
  if (raw === undefined || typeOf(field) === 'other') return UNSEEN;
  if (raw === null || raw === '') return BLANK;
  switch (typeOf(field)) {
    case 'boolean':
      return typeof raw === 'boolean' ? asValue(raw) : UNSEEN;
    case 'number':
      return typeof raw === 'number' ? asValue(raw) : UNSEEN;
    case 'amount':
      return typeof raw === 'number' && currency !== null ? minorUnits(raw, currency) : UNSEEN;
    case 'dateTime':
      return dateTime(raw);
    case 'reference': {
      const id = typeof raw === 'string' ? recordId18(raw) : null;
      return id === null ? UNSEEN : asValue(id);
    }
    default:
      return typeof raw === 'string' ? asValue(raw) : UNSEEN;
  }
};

/** Not a whole number of minor units (a unit price of 0.0125 EUR), or beyond what a number can tell: unseen. */
const minorUnits = (amount: number, currency: string): Seen => {
  const minor = new Big(amount).times(new Big(10).pow(currencyDigits(currency))).toNumber();
  return Number.isSafeInteger(minor) ? asValue(minor === 0 ? 0 : minor) : UNSEEN;
};

/** `2026-11-20T10:00:00.000+0000` → `2026-11-20T10:00:00.000Z`. */
const dateTime = (raw: unknown): Seen => {
  const at = typeof raw === 'string' ? timeIn(raw) : null;
  return at === null ? UNSEEN : asValue(new Date(at).toISOString());
};

/** A value as the API takes it; undefined = an amount whose currency nobody knows. */
export const jsonOf = (
  field: DescribedField,
  written: Written,
  currency: Currency,
): string | number | boolean | null | undefined => {
  if (written.kind === 'cleared') return null;
  const { value } = written;
  if (typeOf(field) !== 'amount' || typeof value !== 'number') return value;
  return currency === null
    ? undefined
    : new Big(value).div(new Big(10).pow(currencyDigits(currency))).toNumber();
};

/**
 * Whether `back` is what Salesforce makes of `written` by itself: white space at the ends is cut, digits behind the scale are
 * rounded, times lose what is below a second, choices are put in order. Anything else may be a trigger's work or somebody's typing
 * a moment later, and nobody can tell which.
 */
export const isOwnDoing = (
  field: DescribedField,
  written: Written,
  back: Stored,
  currency: Currency,
): boolean => {
  if (written.kind === 'cleared') return back.kind === 'blank';
  const sent = written.value;
  if (back.kind === 'blank') return typeof sent === 'string' && sent.trim() === '';
  const kept = back.value;
  if (typeof sent === 'number' && typeof kept === 'number') return isRounded(field, sent, kept, currency);
  if (typeof sent !== 'string' || typeof kept !== 'string') return sent === kept;
  switch (typeOf(field)) {
    case 'dateTime':
      return Math.floor(Date.parse(sent) / 1_000) === Math.floor(Date.parse(kept) / 1_000);
    case 'reference':
      return recordId18(sent) === kept;
    case 'email':
      return sent.trim().toLowerCase() === kept.toLowerCase();
    case 'picklist':
      return choices(sent) === choices(kept);
    default:
      return plain(sent) === plain(kept);
  }
};

/** Of several choices Salesforce keeps its own order. */
const choices = (text: string): string => plain(text).split(';').toSorted().join(';');

const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();

const isRounded = (field: DescribedField, sent: number, kept: number, currency: Currency): boolean => {
  const digits = typeOf(field) === 'amount' && currency !== null ? currencyDigits(currency) : 0;
  const half = new Big(10).pow(digits - field.scale).div(2);
  return sent === kept || (field.scale >= 0 && new Big(sent).minus(kept).abs().lte(half));
};
