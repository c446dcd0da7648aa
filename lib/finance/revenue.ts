import { daysBefore, fiscalYearFirstDay } from './calendar.ts';
import type { CompanyTerms, CustomerDocuments } from './ledger.ts';
import { convert, sum } from './money.ts';

export interface Revenue {
  /** Net of tax since the fiscal year's first day. */
  readonly ytdRevenue: number;
  /** Net of tax, ever. */
  readonly lifetimeValue: number;
  /** Tax included, of the last 90 days: date > as-of − 90 days. */
  readonly salesOfLast90Days: number;
}

/** Posted invoices − posted credit notes up to the as-of date, company currency, each document at its booked rate. */
export const revenue = (
  invoices: CustomerDocuments['invoices'],
  { currency, fiscalYearStart }: CompanyTerms,
  asOf: string,
): Revenue => {
  const sales = invoices
    .filter((document) => document.state === 'posted' && document.date <= asOf)
    .map((document) => {
      const sign = document.type === 'invoice' ? 1 : -1;
      const booked = (amount: number) =>
        sign * convert(amount, document.currency, currency, document.bookedRate);
      return {
        date: document.date,
        net: booked(document.net),
        gross: booked(sum([document.net, document.tax])),
      };
    });
  const yearStart = fiscalYearFirstDay(asOf, fiscalYearStart);
  const before90Days = daysBefore(asOf, 90);
  return {
    ytdRevenue: sum(sales.filter(({ date }) => date >= yearStart).map(({ net }) => net)),
    lifetimeValue: sum(sales.map(({ net }) => net)),
    salesOfLast90Days: sum(sales.filter(({ date }) => date > before90Days).map(({ gross }) => gross)),
  };
};
