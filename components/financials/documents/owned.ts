import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import type { Part } from './listing.ts';

/** A row of one of the record's customers, with that customer's name. */
export type Owned<Row> = Row & { readonly customerName: string };

// A row that stays the same object is drawn once, however often the list around it grows.
const known = new WeakMap<object, { readonly customerName: string }>();

const ownedRow = <Row extends object>(row: Row, customerName: string): Owned<Row> => {
  const before = known.get(row);
  if (before?.customerName === customerName) return before as Owned<Row>;
  const made: Owned<Row> = { ...row, customerName };
  known.set(row, made);
  return made;
};

export const owned = <Row extends object>(
  part: Part<Row>,
  { name }: Pick<CustomerDetail, 'name'>,
): Part<Owned<Row>> => ({ ...part, rows: part.rows.map((row) => ownedRow(row, name)) });
