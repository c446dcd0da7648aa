import type { BooksCustomer } from '../books/format.ts';
import type { Dataset } from './dataset.ts';
import { edgeCases } from './edgeCases.ts';
import { openLedger } from './ledger.ts';
import { seededRandom } from './random.ts';

/** What goes wrong with ordinary data, one customer each. */
export const edge: Dataset = {
  describe:
    'Hard cases, one customer each: currencies, credit notes, part payments, instalments, look-alikes, extremes.',
  make({ seed, asOf }) {
    const random = seededRandom(seed);
    const ledger = openLedger(asOf);
    const customers = edgeCases.map(({ name, act, ...terms }, index): BooksCustomer => {
      const id = `E${String(index + 1).padStart(2, '0')}`;
      act?.({ customer: id, ledger, amount: () => random.between(10_000, 900_000) });
      return { id, name, currency: 'EUR', creditLimit: null, creditHold: false, ...terms };
    });
    return ledger.books({
      company: {
        name: 'Randfall Handels AG',
        currency: 'EUR',
        fiscalYearStart: '07-01',
        timeZone: 'Pacific/Auckland',
      },
      customers,
    });
  },
};
