import type { Random } from '../random.ts';
import type { TradingCustomer } from './customers.ts';
import type { Sales } from './sales.ts';

/** How a customer buys and pays: what a salesperson may find in the panel. */
interface Behaviour {
  /** What differs on the customer itself. */
  readonly terms?: Partial<Pick<TradingCustomer['row'], 'creditLimit' | 'creditHold'>>;
  act(sales: Sales, random: Random): void;
}

/** A year of sales that were paid, some days before or after they were due. */
const paidHistory = (sales: Sales, random: Random, [early, late]: readonly [number, number]) => {
  for (let count = random.between(1, 4); count > 0; count -= 1) {
    const due = random.between(75, 330);
    sales.pay(sales.sell([due]), due - random.between(early, late), 100);
  }
};

export const behaviours = {
  prompt: {
    act: (sales, random) => {
      paidHistory(sales, random, [-10, 0]);
      sales.sell([-random.between(5, 28)]);
      if (random.chance(60)) sales.orderInProgress(random.between(3, 20));
    },
  },
  /** One open invoice in each aging bucket. */
  late: {
    act: (sales, random) => {
      paidHistory(sales, random, [20, 60]);
      for (const [low, high] of [
        [-20, 0],
        [1, 30],
        [31, 60],
        [61, 90],
        [91, 200],
      ] as const) {
        sales.sell([random.between(low, high)]);
      }
    },
  },
  slow: {
    act: (sales, random) => {
      paidHistory(sales, random, [3, 12]);
      sales.sell([random.between(2, 12)]);
      sales.sell([-random.between(5, 28)]);
      if (random.chance(40)) sales.order('draft', random.between(1, 9));
    },
  },
  returns: {
    act: (sales, random) => {
      paidHistory(sales, random, [-5, 5]);
      sales.takeBack(sales.sell([-random.between(1, 20)]), random.between(1, 9));
    },
  },
  overLimit: {
    terms: { creditLimit: 5_000 },
    act: (sales, random) => {
      paidHistory(sales, random, [-5, 10]);
      sales.sell([-random.between(5, 28)]);
      sales.orderInProgress(random.between(3, 20));
    },
  },
  partPayer: {
    act: (sales, random) => {
      sales.pay(sales.sell([random.between(10, 28)]), random.between(1, 9), 50);
      sales.pay(sales.sell([40, 10, -20]), 8, random.between(40, 60));
    },
  },
  prepaid: {
    act: (sales, random) => {
      paidHistory(sales, random, [-25, -5]);
      sales.payInAdvance(random.between(1, 30));
      sales.quote('sent', random.between(1, 20));
    },
  },
  disputing: {
    act: (sales, random) => {
      paidHistory(sales, random, [0, 10]);
      sales.dispute(random.between(-10, 70));
    },
  },
  onHold: {
    terms: { creditHold: true },
    act: (sales, random) => {
      sales.sell([random.between(60, 150)]);
      sales.order('cancelled', random.between(20, 60));
    },
  },
  /** Nothing bought yet. */
  prospect: {
    act: (sales, random) => {
      sales.quote(random.pick(['draft', 'sent', 'declined', 'expired']), random.between(3, 25));
      if (random.chance(30)) sales.draftInvoice();
    },
  },
} as const satisfies Record<string, Behaviour>;
