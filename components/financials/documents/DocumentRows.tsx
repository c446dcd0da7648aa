import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useMemo, useRef } from 'react';
import { type MessageKey, t } from '../../../lib/i18n.ts';
import type { Column, Sorting } from './column.ts';
import { DocumentRow } from './DocumentRow.tsx';
import { Ruler } from './Ruler.tsx';
import { drawn, WHOLE } from './rowWindow.ts';
import { TableHead } from './TableHead.tsx';
import { useListLayout } from './useListLayout.ts';
import { useRowWindow } from './useRowWindow.ts';

interface DocumentRowsProps<Row> {
  readonly caption: MessageKey;
  readonly columns: readonly Column<Row>[];
  /** Before a filter: which of them are shown does not change how wide the columns are. */
  readonly all: readonly Row[];
  readonly shown: readonly Row[];
  /** Of those that are shown. */
  readonly keys: readonly string[];
  readonly sorting: Sorting | null;
  /** Keys of the row whose detail is open, and of the one that Tab comes to. */
  readonly open: string | null;
  readonly active: string | null;
  readonly scroller: RefObject<HTMLDivElement | null>;
  detail(row: Row): ReactNode;
  onSort(sorting: Sorting): void;
  onToggle(key: string): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  /** Asks for the next page; null = not now, or there is none. */
  readonly readOn: (() => void) | null;
}

/** This close to the end of what is here, the next page is asked for. */
const AHEAD = 60;

/** The rows of a list in a scroller of their own. Nothing outside is drawn again while it scrolls. */
export function DocumentRows<Row>({
  caption,
  columns,
  all,
  shown,
  keys,
  sorting,
  open,
  active,
  scroller,
  detail,
  onSort,
  onToggle,
  onKeyDown,
  readOn,
}: DocumentRowsProps<Row>) {
  const id = useId();
  const ruler = useRef<HTMLDivElement>(null);
  const openIndex = useMemo(() => (open === null ? -1 : keys.indexOf(open)), [keys, open]);
  const activeIndex = useMemo(() => (active === null ? -1 : keys.indexOf(active)), [keys, active]);
  const layout = useListLayout(scroller, ruler, columns, all);
  const { window, rowHeight, onScroll } = useRowWindow(scroller, shown.length, openIndex, layout);

  const isNearEnd = window.last >= shown.length - AHEAD;
  useEffect(() => {
    if (isNearEnd) readOn?.();
  }, [isNearEnd, readOn]);

  const isWindowed = shown.length > WHOLE;
  const lines = drawn(window, [openIndex, activeIndex]);
  const left = shown.length - 1 - (lines.at(-1)?.index ?? -1);
  return (
    <div className="rows" ref={scroller} onScroll={onScroll}>
      <Ruler rows={all} columns={columns} box={ruler} />
      <table
        className="documents"
        data-layout={layout.mode}
        style={layout.style}
        aria-rowcount={isWindowed ? shown.length + 1 : undefined}
      >
        <caption className="sr-only">{t(caption)}</caption>
        <TableHead columns={columns} sorting={sorting} isNumbered={isWindowed} onSort={onSort} />
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
                onToggle={onToggle}
                detail={detail}
              />,
            ];
          })}
          {left > 0 ? <Gap height={left * rowHeight} /> : null}
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not drawn. */
const Gap = ({ height }: { height: number }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus, and this one has nothing in it
  <tr aria-hidden="true" style={{ height }} />
);
