import type { CurrencyFigures } from '../erp/api/figures.ts';
import { type Bucket, bucketOf } from './bucket.ts';
import { daysPastDue } from './calendar.ts';
import { convert, sum } from './money.ts';
import type { Settlement } from './settlement.ts';

/** An instalment that still has something open, in its own currency and at its invoice's booked rate. */
interface OpenAmount {
  readonly currency: string;
  readonly due: string;
  readonly open: number;
  readonly openInCompanyCurrency: number;
  readonly disputed: boolean;
}

export interface OpenItem extends OpenAmount {
  readonly daysPastDue: number;
}

/** What a payment or credit note has left to give. */
export interface Remainder {
  readonly currency: string;
  readonly unapplied: number;
  readonly unappliedInCompanyCurrency: number;
}

export type Aging = Omit<CurrencyFigures, 'disputed'>;

export const openAmounts = (settlement: Settlement, companyCurrency: string): OpenAmount[] =>
  settlement.posted.flatMap((invoice) =>
    invoice.instalments.flatMap(({ due }, index) => {
      const open = settlement.open(invoice, index);
      if (open === 0) return [];
      return {
        currency: invoice.currency,
        due,
        open,
        openInCompanyCurrency: convert(open, invoice.currency, companyCurrency, invoice.bookedRate),
        disputed: invoice.disputed === true,
      };
    }),
  );

export const openItems = (settlement: Settlement, companyCurrency: string, asOf: string): OpenItem[] =>
  openAmounts(settlement, companyCurrency).map((item) => ({
    ...item,
    daysPastDue: daysPastDue(item.due, asOf),
  }));

export const remainders = (settlement: Settlement, companyCurrency: string): Remainder[] =>
  settlement.settling.flatMap((document) => {
    const unapplied = settlement.unapplied(document);
    if (unapplied === 0) return [];
    const { currency, bookedRate } = document;
    return {
      currency,
      unapplied,
      unappliedInCompanyCurrency: convert(unapplied, currency, companyCurrency, bookedRate),
    };
  });

/** Buckets, unapplied, overdue and AR balance of amounts in one currency. */
export const ageing = (
  open: readonly { readonly amount: number; readonly daysPastDue: number }[],
  unappliedAmounts: readonly number[],
): Aging => {
  const inBucket = (bucket: Bucket) =>
    sum(open.filter((item) => bucketOf(item.daysPastDue) === bucket).map((item) => item.amount));
  const current = inBucket('current');
  const pastDue = {
    d1_30: inBucket('d1_30'),
    d31_60: inBucket('d31_60'),
    d61_90: inBucket('d61_90'),
    d90plus: inBucket('d90plus'),
  };
  const unapplied = sum(unappliedAmounts);
  const overdue = sum(Object.values(pastDue));
  return { current, ...pastDue, unapplied, overdue, arBalance: sum([current, overdue, -unapplied]) };
};
