import { Fragment, type ReactNode, useId, useState } from 'react';
import { type MessageKey, t } from '../../../lib/i18n.ts';
import type { Column, Sorting } from './column.ts';
import { nextSorting, sortRows } from './sortRows.ts';

export interface DocumentTableProps<Row> {
  readonly caption: MessageKey;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly empty: MessageKey;
  keyOf(row: Row): string;
  /** Everything a person may type to find the row. */
  textOf(row: Row): string;
  detail(row: Row): ReactNode;
}

/** Sortable, filterable list; a row's first cell opens its detail. */
export function DocumentTable<Row>({
  caption,
  rows,
  columns,
  empty,
  keyOf,
  textOf,
  detail,
}: DocumentTableProps<Row>) {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [filter, setFilter] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const id = useId();

  if (rows.length === 0) return <p className="empty">{t(empty)}</p>;

  const wanted = filter.trim().toLowerCase();
  const matching = rows.filter((row) => textOf(row).toLowerCase().includes(wanted));
  const sorted = sortRows(matching, columns, sorting);
  return (
    <>
      <input
        className="filter"
        type="search"
        aria-label={t('documents.filter')}
        placeholder={t('documents.filter')}
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      {sorted.length === 0 ? (
        <p className="empty" role="status">
          {t('documents.noMatch', [filter.trim()])}{' '}
          <button type="button" className="link-button" onClick={() => setFilter('')}>
            {t('documents.clearFilter')}
          </button>
        </p>
      ) : (
        <div className="scroll">
          <table className="documents">
            <caption className="sr-only">{t(caption)}</caption>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th
                    key={column.id}
                    scope="col"
                    className={column.isNumeric ? 'end' : undefined}
                    aria-sort={sorting?.column === column.id ? sorting.direction : 'none'}
                  >
                    <button type="button" onClick={() => setSorting(nextSorting(sorting, column.id))}>
                      {t(column.label)}
                      <SortArrow direction={sorting?.column === column.id ? sorting.direction : null} />
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sorted.map((row) => {
                const key = keyOf(row);
                const isOpen = open === key;
                return (
                  <Fragment key={key}>
                    <tr data-open={isOpen || undefined}>
                      {columns.map((column, index) =>
                        index === 0 ? (
                          <th key={column.id} scope="row">
                            <button
                              type="button"
                              className="disclosure"
                              aria-expanded={isOpen}
                              aria-controls={isOpen ? `${id}${key}` : undefined}
                              onClick={() => setOpen(isOpen ? null : key)}
                            >
                              <Chevron />
                              {column.cell(row)}
                            </button>
                          </th>
                        ) : (
                          <td key={column.id} className={column.isNumeric ? 'end' : undefined}>
                            {column.cell(row)}
                          </td>
                        ),
                      )}
                    </tr>
                    {isOpen ? (
                      <tr id={`${id}${key}`} className="detail-row">
                        <td colSpan={columns.length}>{detail(row)}</td>
                      </tr>
                    ) : null}
                  </Fragment>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

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

const Chevron = () => (
  <svg className="chevron" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
    <path
      d="m4.5 2.5 3.5 3.5-3.5 3.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
