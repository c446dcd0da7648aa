import type { Books } from '../../books/format.ts';
import type { DatasetOptions } from '../dataset.ts';
import { openLedger } from '../ledger.ts';
import { seededRandom } from '../random.ts';
import { behaviours } from './behaviours.ts';
import { intoFamilies, inventContacts, inventCustomers } from './customers.ts';
import { inventOpportunities } from './opportunities.ts';
import { salesTo } from './sales.ts';
import { products } from './words.ts';

/** The first five are what the smallest data set consists of: in order, in every bucket, returning, over the limit, slow. */
const order = [
  ...['prompt', 'late', 'returns', 'overLimit', 'slow'],
  ...['prompt', 'prospect', 'partPayer', 'prepaid', 'prompt', 'disputing', 'onHold'],
] as const;

type Plan = {
  readonly name: string;
  readonly customers: number;
  readonly opportunities: number;
  /** Every so many customers, one is the parent of the next few. */
  readonly families: { readonly every: number; readonly children: number };
};

/** A wholesaler's books: invented customers who behave in turn in all the ways there are. */
export const tradingCompany = (plan: Plan, { seed, asOf }: DatasetOptions): Books => {
  const random = seededRandom(seed);
  const ledger = openLedger(asOf);
  const customers = intoFamilies(inventCustomers(plan.customers, random), plan.families).map(
    (customer, index) => {
      const behaviour: (typeof behaviours)[keyof typeof behaviours] =
        behaviours[order[index % order.length] ?? 'prompt'];
      const terms = 'terms' in behaviour ? behaviour.terms : {};
      const trading = { ...customer, row: { ...customer.row, ...terms } };
      behaviour.act(salesTo(trading, ledger, random), random);
      return trading;
    },
  );
  return ledger.books({
    company: {
      name: plan.name,
      currency: 'EUR',
      fiscalYearStart: '01-01',
      timeZone: 'Europe/Berlin',
      graceDays: 15,
    },
    customers: customers.map(({ row }) => row),
    contacts: inventContacts(customers, random),
    products: products.map(({ stock, ...product }) => ({
      ...product,
      currency: 'EUR',
      ...(stock === undefined ? {} : { stock }),
    })),
    opportunities: inventOpportunities(plan.opportunities, customers, ledger, random),
  });
};
