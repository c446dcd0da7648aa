import type { Money } from '../../lib/erp/api/primitives.ts';
import type { Total } from './total.ts';

/** What is disputed, in the currencies it is disputed in: the ERP gives no figure in company currency. Nothing = one zero. */
export const disputedOf = ({ company, perCurrency }: Total): readonly Money[] => {
  const some = Object.entries(perCurrency)
    .filter(([, figures]) => figures.disputed !== 0)
    .map(([currency, figures]) => ({ amount: figures.disputed, currency }));
  return some.length === 0 ? [{ amount: 0, currency: company.currency }] : some;
};
