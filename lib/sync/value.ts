/** Amounts are integers in minor units; dates are calendar dates as text. */
export type Scalar = string | number | boolean;

export interface Value {
  readonly kind: 'value';
  readonly value: Scalar;
}
/** Nothing is there, and nobody is known to have taken it away. */
export interface Blank {
  readonly kind: 'blank';
}
/** Nothing is there where the base has a value: somebody took it away. */
interface Cleared {
  readonly kind: 'cleared';
}
/** This user may not read it, or it was not asked for. Says nothing about what is there. */
export interface Unseen {
  readonly kind: 'unseen';
}

/** What a system can hold: half of a base pair. */
export type Stored = Blank | Value;
/** What one reading of a field can say. */
export type Seen = Unseen | Stored;
/** What can be written: never "unseen", and a blank only as the deliberate act of clearing. */
export type Written = Cleared | Value;

export const BLANK: Blank = { kind: 'blank' };
const CLEARED: Cleared = { kind: 'cleared' };
export const UNSEEN: Unseen = { kind: 'unseen' };

export const asValue = (value: Scalar): Value => ({ kind: 'value', value });

export const sameStored = (a: Stored, b: Stored): boolean =>
  a.kind === 'value' ? b.kind === 'value' && a.value === b.value : b.kind === 'blank';

/** What stands there after `written` was stored as it was sent. */
export const storedAfter = (written: Written): Stored => (written.kind === 'cleared' ? BLANK : written);

/** How to write `stored`: a blank is written by clearing. */
export const toWrite = (stored: Stored): Written => (stored.kind === 'blank' ? CLEARED : stored);

/** A reading against its own half of the base: only the base tells "cleared" from "blank". */
export const observe = (seen: Seen, half: Stored | null): Seen | Cleared =>
  seen.kind === 'blank' && half?.kind === 'value' ? CLEARED : seen;
