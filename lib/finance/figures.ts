import type { CurrencyFigures, Figures } from '../erp/api/figures.ts';
import { ageing, type OpenItem, openAmounts, openItems, type Remainder, remainders } from './aging.ts';
import { availableCredit } from './credit.ts';
import { daysSalesOutstanding } from './dso.ts';
import type { CompanyTerms, CustomerDocuments } from './ledger.ts';
import { sum } from './money.ts';
import { openOrders } from './orders.ts';
import { revenue } from './revenue.ts';
import { settle } from './settlement.ts';

export interface FiguresContext {
  readonly company: CompanyTerms;
  /** Date in the company's time zone. */
  readonly asOf: string;
  /** The limit that counts for this customer: its own, or its credit group's. Company currency; null = none set. */
  readonly creditLimit: number | null;
  /** `exposureOf` each other member of the credit group; none where the limit is the customer's own. */
  readonly otherExposures?: readonly number[];
}

const perCurrency = (
  items: readonly OpenItem[],
  rest: readonly Remainder[],
): Record<string, CurrencyFigures> => {
  const currencies = [...new Set([...items, ...rest].map(({ currency }) => currency))].sort();
  return Object.fromEntries(
    currencies.map((currency) => {
      const open = items.filter((item) => item.currency === currency);
      return [
        currency,
        {
          ...ageing(
            open.map((item) => ({ amount: item.open, daysPastDue: item.daysPastDue })),
            rest.filter((remainder) => remainder.currency === currency).map(({ unapplied }) => unapplied),
          ),
          disputed: sum(open.filter((item) => item.disputed).map((item) => item.open)),
        },
      ];
    }),
  );
};

/**
 * Every figure of one customer on a date, by the product's financial terms.
 * @throws {MoneyError} where an amount is beyond safe integers or a rate is not a decimal.
 */
export const figuresOf = (
  documents: CustomerDocuments,
  { company, asOf, creditLimit, otherExposures = [] }: FiguresContext,
): Figures => {
  const settlement = settle(documents);
  const items = openItems(settlement, company.currency, asOf);
  const rest = remainders(settlement, company.currency);
  const aging = ageing(
    items.map((item) => ({ amount: item.openInCompanyCurrency, daysPastDue: item.daysPastDue })),
    rest.map((remainder) => remainder.unappliedInCompanyCurrency),
  );
  const orders = openOrders(documents.orders, company.currency);
  const { ytdRevenue, lifetimeValue, salesOfLast90Days } = revenue(documents.invoices, company, asOf);
  return {
    asOf,
    perCurrency: perCurrency(items, rest),
    company: {
      currency: company.currency,
      ...aging,
      openOrders: orders,
      creditLimit,
      availableCredit: availableCredit(creditLimit, [aging.arBalance, orders.uninvoiced, ...otherExposures]),
      ytdRevenue,
      lifetimeValue,
      dsoDays: daysSalesOutstanding(aging.arBalance, salesOfLast90Days),
    },
  };
};

/** AR balance + open orders in company currency: what a customer draws on a shared limit. No date in it: aging moves nothing in or out. */
export const exposureOf = (documents: CustomerDocuments, companyCurrency: string): number => {
  const settlement = settle(documents);
  return sum([
    ...openAmounts(settlement, companyCurrency).map((item) => item.openInCompanyCurrency),
    ...remainders(settlement, companyCurrency).map((remainder) => -remainder.unappliedInCompanyCurrency),
    openOrders(documents.orders, companyCurrency).uninvoiced,
  ]);
};
