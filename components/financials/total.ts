import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import type { CompanyFigures, CurrencyFigures, Figures } from '../../lib/erp/api/figures.ts';

type Summable = Omit<
  CompanyFigures,
  'creditLimit' | 'availableCredit' | 'dsoDays' | 'ytdRevenue' | 'lifetimeValue'
>;

/** What several customers owe together. Limits are absent on purpose: children may share a parent's, so they cannot be added. */
export interface Total {
  readonly company: Summable;
  readonly perCurrency: Figures['perCurrency'];
}

const addCurrency = (one: CurrencyFigures, other: CurrencyFigures): CurrencyFigures => ({
  current: one.current + other.current,
  d1_30: one.d1_30 + other.d1_30,
  d31_60: one.d31_60 + other.d31_60,
  d61_90: one.d61_90 + other.d61_90,
  d90plus: one.d90plus + other.d90plus,
  unapplied: one.unapplied + other.unapplied,
  overdue: one.overdue + other.overdue,
  arBalance: one.arBalance + other.arBalance,
  disputed: one.disputed + other.disputed,
});

const addPerCurrency = (
  one: Figures['perCurrency'],
  other: Figures['perCurrency'],
): Figures['perCurrency'] => {
  const sum = { ...one };
  for (const [currency, figures] of Object.entries(other)) {
    const known = sum[currency];
    sum[currency] = known === undefined ? figures : addCurrency(known, figures);
  }
  return sum;
};

const addCompany = (one: Summable, other: Summable): Summable => ({
  currency: one.currency,
  ...withoutDisputed(addCurrency({ ...one, disputed: 0 }, { ...other, disputed: 0 })),
  openOrders: {
    count: one.openOrders.count + other.openOrders.count,
    uninvoiced: one.openOrders.uninvoiced + other.openOrders.uninvoiced,
  },
});

const withoutDisputed = ({ disputed: _, ...rest }: CurrencyFigures): Omit<CurrencyFigures, 'disputed'> =>
  rest;

/** null where the customers' company currencies differ: such amounts have no sum. */
export const totalOf = (customers: readonly CustomerDetail[]): Total | null => {
  const [first, ...others] = customers.map((customer) => customer.figures);
  if (first === undefined) return null;
  if (others.some(({ company }) => company.currency !== first.company.currency)) return null;
  return others.reduce<Total>(
    (sum, { company, perCurrency }) => ({
      company: addCompany(sum.company, company),
      perCurrency: addPerCurrency(sum.perCurrency, perCurrency),
    }),
    first,
  );
};
