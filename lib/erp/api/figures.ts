import * as z from 'zod';
import { currencyCode, isoDate, minorUnits } from './primitives.ts';

const agingShape = {
  /** Open amounts not yet past due on the as-of date. */
  current: minorUnits,
  d1_30: minorUnits,
  d31_60: minorUnits,
  d61_90: minorUnits,
  d90plus: minorUnits,
  /** Posted credit notes and payments not yet allocated; already subtracted in `arBalance`. */
  unapplied: minorUnits,
  /** Buckets past current, gross of `unapplied`. */
  overdue: minorUnits,
  /** Sum of the buckets − `unapplied`. */
  arBalance: minorUnits,
};

/** What a customer owes in one document currency. */
const currencyFigures = z.object({ ...agingShape, disputed: minorUnits }).meta({ id: 'CurrencyFigures' });
export type CurrencyFigures = z.infer<typeof currencyFigures>;

/** The same in company currency, each document at its booked rate, with what only makes sense there. */
const companyFigures = z
  .object({
    currency: currencyCode,
    ...agingShape,
    openOrders: z.object({ count: z.int().nonnegative(), uninvoiced: minorUnits }),
    /** null = no limit set; 0 is a limit of nothing. */
    creditLimit: minorUnits.nullable(),
    /** Limit − AR balance − open orders; null where no limit is set. */
    availableCredit: minorUnits.nullable(),
    ytdRevenue: minorUnits,
    lifetimeValue: minorUnits,
    /** Days sales outstanding, one decimal; null without sales in the last 90 days. */
    dsoDays: z.number().nullable(),
  })
  .meta({ id: 'CompanyFigures' });
export type CompanyFigures = z.infer<typeof companyFigures>;

/** Every figure of one customer. `perCurrency` holds only currencies with something open or unapplied. */
export const figures = z
  .object({ asOf: isoDate, perCurrency: z.record(currencyCode, currencyFigures), company: companyFigures })
  .meta({ id: 'Figures' });
export type Figures = z.infer<typeof figures>;
