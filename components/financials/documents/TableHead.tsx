import { memo } from 'react';
import { t } from '../../../lib/i18n.ts';
import type { Column, Sorting } from './column.ts';
import { nextSorting } from './sortRows.ts';

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sorting: Sorting | null;
  readonly isNumbered: boolean;
  onSort(sorting: Sorting): void;
}

/** Of a list that nobody has sorted: it comes newest first, and says so where it has that column. */
const NEWEST_FIRST: Sorting = { column: 'date', direction: 'descending' };

function Head<Row>({ columns, sorting: chosen, isNumbered, onSort }: TableHeadProps<Row>) {
  const sorting = chosen ?? NEWEST_FIRST;
  return (
    <thead>
      <tr aria-rowindex={isNumbered ? 1 : undefined} data-label={t('documents.sortBy')}>
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            className={column.isNumeric ? 'end' : undefined}
            aria-sort={sorting?.column === column.id ? sorting.direction : 'none'}
          >
            <button type="button" onClick={() => onSort(nextSorting(sorting, column.id))}>
              {t(column.label)}
              <SortArrow direction={sorting?.column === column.id ? sorting.direction : null} />
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** The names of the columns; pressing one sorts by it. */
export const TableHead = memo(Head) as typeof Head;

const SortArrow = ({ direction }: { direction: Sorting['direction'] | null }) => (
  <svg
    className="sort-arrow"
    data-direction={direction ?? undefined}
    viewBox="0 0 8 8"
    width="8"
    height="8"
    aria-hidden="true"
  >
    <path d="M4 1.5 7 6.5H1Z" fill="currentColor" />
  </svg>
);
