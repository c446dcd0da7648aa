import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type MessageKey, t } from '../../../lib/i18n.ts';
import type { ChainDocument } from './chain.ts';
import type { Column, Sorting } from './column.ts';
import { DocumentRows } from './DocumentRows.tsx';
import { ListingStatus } from './ListingStatus.tsx';
import type { Listing } from './listing.ts';
import { narrow } from './narrow.ts';
import { SelectionBar } from './SelectionBar.tsx';
import type { Chosen } from './selection.ts';
import { sortRows } from './sortRows.ts';
import { useRovingRow } from './useRovingRow.ts';

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
  const { active, onKeyDown, go } = useRovingRow(scroller, keys);
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
  const isSeeking = isLoadingAll || seeking !== null || narrowed.documents !== null;
  // Further pages are asked for by the rows, when somebody comes near their end.
  const wantsMore = isSeeking || (rows.length === 0 && !isPartial);
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
        <DocumentRows
          caption={caption}
          columns={columns}
          all={rows}
          shown={shown}
          keys={keys}
          sorting={sorting}
          open={open}
          active={active}
          scroller={scroller}
          detail={detail}
          onSort={setSorting}
          onToggle={toggle}
          onKeyDown={onKeyDown}
          readOn={isPartial || isSeeking || asking || isComplete || failure !== null ? null : more}
        />
      )}
      {status}
    </>
  );
}
