import type { CustomerDetail, RecordView } from '../../lib/erp/api/customer.ts';

/** Whose figures are shown before anybody chooses: the customer that a deal is said to be of, else all of the record's. */
export const whoseFigures = ({ customers, dealLinks }: RecordView): readonly CustomerDetail[] => {
  const theirs = customers.filter(({ id }) => dealLinks.some(({ customer }) => customer === id));
  return theirs.length === 1 ? theirs : customers;
};
