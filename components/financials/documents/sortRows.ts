import type { Column, Sorting } from './column.ts';

// One collator for all comparisons: to make one costs as much as hundreds of them.
const collator = new Intl.Collator(undefined, { numeric: true });
export const collate = collator.compare;

const compare = (one: string | number, other: string | number): number =>
  typeof one === 'number' && typeof other === 'number' ? one - other : collate(String(one), String(other));

/** A sorted copy; rows that compare equal keep their order, rows without a value stand last. */
export const sortRows = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | null,
): readonly Row[] => {
  const column = columns.find(({ id }) => id === sorting?.column);
  if (sorting === null || column === undefined) return rows;
  const sign = sorting.direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: column.sortBy(row) }))
    .sort(({ value: one }, { value: other }) => {
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      return sign * compare(one, other);
    })
    .map(({ row }) => row);
};

/** A first press sorts upwards, the next turns it round. */
export const nextSorting = (sorting: Sorting | null, column: string): Sorting => ({
  column,
  direction: sorting?.column === column && sorting.direction === 'ascending' ? 'descending' : 'ascending',
});
