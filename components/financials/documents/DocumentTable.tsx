import { type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { type MessageKey, t } from '../../../lib/i18n.ts';
import type { ChainDocument } from './chain.ts';
import type { Column, Sorting } from './column.ts';
import { DocumentRow } from './DocumentRow.tsx';
import { ListingStatus } from './ListingStatus.tsx';
import type { Listing } from './listing.ts';
import { narrow } from './narrow.ts';
import { Ruler } from './Ruler.tsx';
import { drawn, WHOLE } from './rowWindow.ts';
import { SelectionBar } from './SelectionBar.tsx';
import type { Chosen } from './selection.ts';
import { sortRows } from './sortRows.ts';
import { TableHead } from './TableHead.tsx';
import { useListLayout } from './useListLayout.ts';
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
  const openIndex = useMemo(() => (open === null ? -1 : keys.indexOf(open)), [keys, open]);
  const ruler = useRef<HTMLDivElement>(null);
  const layout = useListLayout(scroller, ruler, columns, rows, shown.length > 0);
  const { window, rowHeight, onScroll } = useRowWindow(scroller, shown.length, openIndex, layout);
  const { active, onKeyDown, go } = useRovingRow(scroller, keys, rowHeight);
  const activeIndex = useMemo(() => (active === null ? -1 : keys.indexOf(active)), [keys, active]);
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
        <div className="rows" ref={scroller} onScroll={onScroll}>
          <Ruler rows={rows} columns={columns} box={ruler} />
          <table
            className="documents"
            data-layout={layout.mode}
            style={layout.style}
            aria-rowcount={isWindowed ? shown.length + 1 : undefined}
          >
            <caption className="sr-only">{t(caption)}</caption>
            <TableHead columns={columns} sorting={sorting} isNumbered={isWindowed} onSort={setSorting} />
            <tbody onKeyDown={onKeyDown}>
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

/** The room of rows that are not drawn. */
const Gap = ({ height }: { height: number }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus, and this one has nothing in it
  <tr aria-hidden="true" style={{ height }} />
);
