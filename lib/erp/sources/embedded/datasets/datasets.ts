import type { Dataset } from './dataset.ts';
import { edge } from './edge.ts';
import { tradingCompany } from './trading/company.ts';

/** Books to try the product with, by name; every one is reproducible from its seed and date. */
export const datasets = {
  minimal: {
    describe: '5 customers, one of each kind, and 3 opportunities: as small as books can be.',
    make: (options) =>
      tradingCompany(
        {
          name: 'Kleinwerk Handel GmbH',
          customers: 5,
          opportunities: 3,
          families: { every: 5, children: 0 },
        },
        options,
      ),
  },
  standard: {
    describe: '50 customers of a small wholesaler, some of them in families, and 20 opportunities.',
    make: (options) =>
      tradingCompany(
        {
          name: 'Mittelau Großhandel GmbH',
          customers: 50,
          opportunities: 20,
          families: { every: 12, children: 2 },
        },
        options,
      ),
  },
  large: {
    describe: '500 customers and 100 opportunities, for lists, search and speed.',
    make: (options) =>
      tradingCompany(
        {
          name: 'Weitfeld Versorgung AG',
          customers: 500,
          opportunities: 100,
          families: { every: 12, children: 3 },
        },
        options,
      ),
  },
  edge,
  demo: {
    describe:
      '100 customers in families, contacts, products, all documents, and 50 opportunities over all stages.',
    make: (options) =>
      tradingCompany(
        {
          name: 'Ledgerside Demo GmbH',
          customers: 100,
          opportunities: 50,
          families: { every: 9, children: 3 },
        },
        options,
      ),
  },
} as const satisfies Record<string, Dataset>;
export type DatasetName = keyof typeof datasets;
