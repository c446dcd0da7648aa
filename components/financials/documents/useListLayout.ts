import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Column } from './column.ts';
import { type ListLayout, layoutOf, UNMEASURED } from './listLayout.ts';

/** Measures the ruler and what room its list has, when either changes: never while the list scrolls. */
export const useListLayout = <Row>(
  scroller: RefObject<HTMLElement | null>,
  ruler: RefObject<HTMLElement | null>,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): ListLayout => {
  const [layout, setLayout] = useState(UNMEASURED);
  /** The scroll bar's room is kept free once it was there: a layout that makes it come and go would have no end. */
  const bar = useRef(0);

  const look = useCallback(() => {
    const [list, box] = [scroller.current, ruler.current];
    if (list === null || box === null) return;
    bar.current = Math.max(bar.current, list.offsetWidth - list.clientWidth);
    const widths = (mode: ListLayout['mode']) => {
      box.dataset.layout = mode;
      return [...box.children].map((child) => Math.ceil(child.getBoundingClientRect().width));
    };
    const [inColumns, inLines] = [widths('columns'), widths('lines')];
    const next = layoutOf(
      list.offsetWidth - bar.current,
      columns.map(({ least }, place) => ({
        ...(least === undefined ? {} : { least }),
        inColumns: inColumns[place] ?? 0,
        inLines: inLines[place] ?? 0,
      })),
    );
    setLayout((known) => (JSON.stringify(known) === JSON.stringify(next) ? known : next));
  }, [scroller, ruler, columns]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows may be wider ones
  useLayoutEffect(look, [look, rows]);

  useLayoutEffect(() => {
    const observer = new ResizeObserver(look);
    for (const { current } of [scroller, ruler]) if (current !== null) observer.observe(current);
    return () => observer.disconnect();
  }, [scroller, ruler, look]);

  return layout;
};
