import type { Books } from '../../books/format.ts';
import type { Ledger } from '../ledger.ts';
import type { Random } from '../random.ts';
import type { TradingCustomer } from './customers.ts';

type Opportunity = NonNullable<Books['opportunities']>[number];

/** From the first talk to the end, with what each is usually given. Percent. */
const stages = [
  { stage: 'Prospecting', probability: 10, status: 'open' },
  { stage: 'Qualification', probability: 25, status: 'open' },
  { stage: 'Proposal', probability: 50, status: 'open' },
  { stage: 'Negotiation', probability: 75, status: 'open' },
  { stage: 'Closed Won', probability: 100, status: 'won' },
  { stage: 'Closed Lost', probability: 0, status: 'lost' },
] as const;
const wishes = ['renewal', 'extension', 'first delivery', 'yearly contract', 'spare parts'] as const;

/** What the company expects to sell, over all stages in turn: open ones in the weeks to come, closed ones behind it. */
export const inventOpportunities = (
  count: number,
  customers: readonly TradingCustomer[],
  ledger: Pick<Ledger, 'daysAgo'>,
  random: Random,
): Opportunity[] =>
  Array.from({ length: count }, (_, index) => {
    const { stage, probability, status } = stages[index % stages.length] ?? stages[0];
    const customer = customers[(index * 7) % customers.length]?.row;
    if (customer === undefined) throw new RangeError('There is nobody to sell to.');
    const days = random.between(1, 120);
    return {
      id: `OPP-${String(index + 1).padStart(4, '0')}`,
      customer: customer.id,
      name: `${customer.name}: ${random.pick(wishes)}`,
      amount: random.between(10, 2_000) * 5_000,
      currency: customer.currency,
      forecastDate: ledger.daysAgo(status === 'open' ? -days : days),
      stage,
      probability,
      status,
    };
  });
