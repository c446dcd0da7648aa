import type { LedgerLine } from './ledger.ts';
import { decimal, roundHalfEven } from './money.ts';

/** Quantity × net price of one, rounded half to even to the document currency's minor unit. */
export const lineNet = ({ quantity, unitPrice }: Pick<LedgerLine, 'quantity' | 'unitPrice'>): number =>
  roundHalfEven(decimal(quantity).times(unitPrice));

/** Tax on a line's net amount, already rounded. */
export const lineTax = (net: number, taxRate: string): number => roundHalfEven(decimal(taxRate).times(net));
