import { memo, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { type MessageKey, t } from '../../../lib/i18n.ts';
import type { ChainDocument } from './chain.ts';
import type { Column, Sorting } from './column.ts';
import { DocumentRow } from './DocumentRow.tsx';
import { ListingStatus } from './ListingStatus.tsx';
import type { Listing } from './listing.ts';
import { drawn, WHOLE } from './rowWindow.ts';
import { SelectionBar } from './SelectionBar.tsx';
import type { Chosen } from './selection.ts';
import { nextSorting, sortRows } from './sortRows.ts';
import { useRovingRow } from './useRovingRow.ts';
import { useRowWindow } from './useRowWindow.ts';

export interface DocumentTableProps<Row> {
  readonly caption: MessageKey;
  readonly listing: Listing<Row>;
  readonly columns: readonly Column<Row>[];
  readonly empty: MessageKey;
  keyOf(row: Row): string;
  /** Everything a person may type to find the row. */
  textOf(row: Row): string;
  detail(row: Row): ReactNode;
  /** Key of a row to open, in an object of its own per request; it may not be here yet. */
  readonly wanted: { readonly key: string } | null;
  /** The documents of one figure alone; null = all. */
  readonly chosen: Chosen | null;
  readonly documentOf: ((row: Row) => ChainDocument) | undefined;
  onShowAll(): void;
}

/** This close to the end of what is here, the next page is asked for. */
const AHEAD = 60;

/** Sortable, filterable list of any length; a row's first cell opens its detail. */
export function DocumentTable<Row>({
  caption,
  listing,
  columns,
  empty,
  keyOf,
  textOf,
  detail,
  wanted,
  chosen,
  documentOf,
  onShowAll,
}: DocumentTableProps<Row>) {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [filter, setFilter] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const [isLoadingAll, setLoadingAll] = useState(false);
  const [seeking, setSeeking] = useState<{ readonly key: string } | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const { asking, failure, more } = listing;
  const narrowed = useMemo(
    () => narrow(listing.rows, chosen, documentOf),
    [listing.rows, chosen, documentOf],
  );
  const { rows } = narrowed;
  // What comes to the figure is all of it, however long the list goes on.
  const isComplete = listing.isComplete || narrowed.isWhole;

  const words = filter.trim().toLowerCase();
  const shown = useMemo(() => {
    const matching = words === '' ? rows : rows.filter((row) => textOf(row).toLowerCase().includes(words));
    return sortRows(matching, columns, sorting);
  }, [rows, words, textOf, columns, sorting]);
  const keys = useMemo(() => shown.map(keyOf), [shown, keyOf]);
  const openIndex = open === null ? -1 : keys.indexOf(open);
  const { window, rowHeight, isWide, onScroll } = useRowWindow(scroller, shown.length, openIndex);
  const { active, onKeyDown, go } = useRovingRow(scroller, keys, rowHeight);
  const activeIndex = active === null ? -1 : keys.indexOf(active);
  const toggle = useCallback((key: string) => {
    setOpen((known) => (known === key ? null : key));
  }, []);

  useEffect(() => {
    if (wanted === null) return;
    setFilter('');
    setSeeking(wanted);
  }, [wanted]);

  useEffect(() => {
    if (chosen !== null) setFilter('');
  }, [chosen]);

  // A document that was asked for is opened once it is here; until then its list is read on.
  useEffect(() => {
    if (seeking === null) return;
    if (keys.includes(seeking.key)) {
      setSeeking(null);
      setOpen(seeking.key);
      go(seeking.key, true);
    } else if (isComplete || failure !== null) setSeeking(null);
  }, [seeking, keys, isComplete, failure, go]);

  const isPartial = words !== '' || sorting !== null;
  const isNearEnd = !isPartial && window.last >= rows.length - AHEAD;
  const isSeeking = isLoadingAll || seeking !== null || narrowed.documents !== null;
  const wantsMore = isNearEnd || isSeeking;
  useEffect(() => {
    if (isComplete || failure !== null) setLoadingAll(false);
    else if (wantsMore && !asking) more();
  }, [isComplete, failure, wantsMore, asking, more]);

  const isEmpty = rows.length === 0;
  if (isEmpty && isComplete && narrowed.documents === null) return <p className="empty">{t(empty)}</p>;

  const status = (
    <ListingStatus
      listing={{ ...listing, isComplete }}
      isPartial={isPartial}
      isLoadingAll={isSeeking}
      onLoadAll={(isWanted) => {
        setLoadingAll(isWanted);
        if (isWanted) return;
        setSeeking(null);
        onShowAll();
      }}
    />
  );
  const bar =
    chosen === null || narrowed.documents === null ? null : (
      <SelectionBar chosen={chosen} documents={narrowed.documents} onClear={onShowAll} />
    );
  if (isEmpty)
    return (
      <>
        {bar}
        <div className="empty">{status}</div>
      </>
    );

  const isWindowed = shown.length > WHOLE;
  const lines = drawn(window, [openIndex, activeIndex]);
  const left = shown.length - 1 - (lines.at(-1)?.index ?? -1);
  return (
    <>
      {bar}
      <input
        className="filter"
        type="search"
        aria-label={t('documents.filter')}
        placeholder={t('documents.filter')}
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      {shown.length === 0 ? (
        <p className="empty" role="status">
          {t('documents.noMatch', [filter.trim()])}{' '}
          <button type="button" className="link-button" onClick={() => setFilter('')}>
            {t('documents.clearFilter')}
          </button>
        </p>
      ) : (
        <div className="rows" data-wide={isWide || undefined} ref={scroller} onScroll={onScroll}>
          <table className="documents" aria-rowcount={isWindowed ? shown.length + 1 : undefined}>
            <caption className="sr-only">{t(caption)}</caption>
            <TableHead columns={columns} sorting={sorting} isNumbered={isWindowed} onSort={setSorting} />
            <tbody onKeyDown={onKeyDown}>
              {isWindowed ? <WidestRow rows={shown} columns={columns} /> : null}
              {lines.map(({ index, gap }) => {
                const row = shown[index];
                const key = keys[index];
                if (row === undefined || key === undefined) return null;
                return [
                  gap > 0 ? <Gap key={`before ${key}`} height={gap * rowHeight} /> : null,
                  <DocumentRow
                    key={key}
                    row={row}
                    rowKey={key}
                    index={index}
                    isNumbered={isWindowed}
                    columns={columns}
                    isTabStop={index === (activeIndex < 0 ? window.first : activeIndex)}
                    isOpen={open === key}
                    detailId={`${id}${key}`}
                    onToggle={toggle}
                    detail={detail}
                  />,
                ];
              })}
              {left > 0 ? <Gap height={left * rowHeight} /> : null}
            </tbody>
          </table>
        </div>
      )}
      {status}
    </>
  );
}

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sorting: Sorting | null;
  readonly isNumbered: boolean;
  onSort(sorting: Sorting): void;
}

function Head<Row>({ columns, sorting, isNumbered, onSort }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr aria-rowindex={isNumbered ? 1 : undefined}>
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

const TableHead = memo(Head) as typeof Head;

interface Narrowed<Row> {
  readonly rows: readonly Row[];
  /** null = the list is not narrowed. */
  readonly documents: readonly ChainDocument[] | null;
  readonly isWhole: boolean;
}

const narrow = <Row,>(
  rows: readonly Row[],
  chosen: Chosen | null,
  documentOf: ((row: Row) => ChainDocument) | undefined,
): Narrowed<Row> => {
  if (chosen === null || documentOf === undefined) return { rows, documents: null, isWhole: false };
  const kept = rows.filter((row) => chosen.has(documentOf(row)));
  const documents = kept.map(documentOf);
  return { rows: kept, documents, isWhole: chosen.isWhole(documents) };
};

/** The room of rows that are not drawn. */
const Gap = ({ height }: { height: number }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus, and this one has nothing in it
  <tr aria-hidden="true">
    <td style={{ height }} />
  </tr>
);

/** A row without height that holds the widest cell of each column, so that columns stand still while the list scrolls. */
function Widest<Row>({ rows, columns }: { rows: readonly Row[]; columns: readonly Column<Row>[] }) {
  const widest = useMemo(() => columns.map((column) => widestOf(rows, column)), [rows, columns]);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus; its cells repeat what other rows say
    <tr className="widest" aria-hidden="true">
      {columns.map((column, place) => {
        const row = widest[place];
        return (
          <td key={column.id}>
            <div className={place === 0 ? 'disclosure' : undefined}>
              {row === undefined ? null : column.cell(row)}
            </div>
          </td>
        );
      })}
    </tr>
  );
}

const WidestRow = memo(Widest) as typeof Widest;

const widestOf = <Row,>(rows: readonly Row[], { widthOf }: Column<Row>): Row | undefined => {
  if (widthOf === undefined) return undefined;
  let widest: { readonly row: Row; readonly width: number } | undefined;
  for (const row of rows) {
    const width = widthOf(row);
    if (widest === undefined || width > widest.width) widest = { row, width };
  }
  return widest?.row;
};

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
