import { Fragment, memo, type ReactNode } from 'react';
import { labelOf } from './cellLabel.ts';
import type { Column } from './column.ts';

interface DocumentRowProps<Row> {
  readonly row: Row;
  readonly rowKey: string;
  readonly index: number;
  /** Of a list that is not drawn whole: its place for whoever cannot see the scroll bar. */
  readonly isNumbered: boolean;
  readonly columns: readonly Column<Row>[];
  readonly isTabStop: boolean;
  readonly isOpen: boolean;
  readonly detailId: string;
  onToggle(key: string): void;
  detail(row: Row): ReactNode;
}

function Row<T>({
  row,
  rowKey,
  index,
  isNumbered,
  columns,
  isTabStop,
  isOpen,
  detailId,
  onToggle,
  detail,
}: DocumentRowProps<T>) {
  return (
    <Fragment>
      <tr
        data-row
        data-key={rowKey}
        data-open={isOpen || undefined}
        aria-rowindex={isNumbered ? index + 2 : undefined}
      >
        {columns.map((column, place) =>
          place === 0 ? (
            <th key={column.id} scope="row">
              <button
                type="button"
                className="disclosure"
                tabIndex={isTabStop ? 0 : -1}
                aria-expanded={isOpen}
                aria-controls={isOpen ? detailId : undefined}
                onClick={() => onToggle(rowKey)}
              >
                {column.cell(row)}
              </button>
            </th>
          ) : (
            <td
              key={column.id}
              className={column.isNumeric ? 'cell end' : 'cell'}
              data-label={labelOf(column)}
            >
              {column.cell(row)}
            </td>
          ),
        )}
      </tr>
      {isOpen ? (
        <tr id={detailId} className="detail-row">
          <td colSpan={columns.length}>{detail(row)}</td>
        </tr>
      ) : null}
    </Fragment>
  );
}

/** Drawn again only when something of its own changes: a scrolled list draws the rows that come in, not those that stay. */
export const DocumentRow = memo(Row) as typeof Row;
