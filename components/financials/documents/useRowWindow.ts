import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import { type RowWindow, WHOLE, windowOf } from './rowWindow.ts';

/** Before anything was measured, and where nothing can be. */
const GUESS = { row: 33, viewport: 480 };

interface Measured {
  readonly window: RowWindow;
  readonly rowHeight: number;
  /** Wider than its scroller. */
  readonly isWide: boolean;
  onScroll(): void;
}

/** Keeps the drawn part of a long list where its scroller is. Rows are of one height; an open detail is measured. */
export const useRowWindow = (
  scroller: RefObject<HTMLElement | null>,
  count: number,
  openIndex: number,
): Measured => {
  const [rowHeight, setRowHeight] = useState(GUESS.row);
  const [window, setWindow] = useState<RowWindow>({ first: 0, last: Math.min(count, WHOLE) - 1 });

  const [isWide, setWide] = useState(false);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const detail = element.querySelector<HTMLElement>('.detail-row');
    const next = windowOf(
      { top: element.scrollTop, height: element.clientHeight || GUESS.viewport },
      {
        count,
        height: rowHeight,
        open: openIndex < 0 ? null : { index: openIndex, height: detail?.offsetHeight ?? 0 },
      },
    );
    setWindow((known) => (known.first === next.first && known.last === next.last ? known : next));
  }, [scroller, count, rowHeight, openIndex]);

  useLayoutEffect(() => {
    const height = scroller.current?.querySelector<HTMLElement>('tr[data-row]')?.offsetHeight ?? 0;
    if (height > 0) setRowHeight(height);
    onScroll();
  }, [scroller, onScroll]);

  const lookAtWidth = useCallback(() => {
    const element = scroller.current;
    if (element !== null) setWide(element.scrollWidth > element.clientWidth);
    onScroll();
  }, [scroller, onScroll]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(lookAtWidth);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [scroller, lookAtWidth]);

  return { window: count <= WHOLE ? { first: 0, last: count - 1 } : window, rowHeight, isWide, onScroll };
};
