import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import type { ListLayout } from './listLayout.ts';
import { type RowWindow, WHOLE, windowOf } from './rowWindow.ts';

/** Before anything was measured, and where nothing can be. */
const GUESS = { row: 33, viewport: 480 };

interface Measured {
  readonly window: RowWindow;
  readonly rowHeight: number;
  onScroll(): void;
}

interface Heights {
  readonly row: number;
  readonly viewport: number;
  /** Of the open detail. */
  readonly detail: number;
}

/** Keeps the drawn part of a long list where its scroller is. Rows are of one height; nothing but the place is read while it scrolls. */
export const useRowWindow = (
  scroller: RefObject<HTMLElement | null>,
  count: number,
  openIndex: number,
  layout: ListLayout,
): Measured => {
  const [heights, setHeights] = useState<Heights>({ ...GUESS, detail: 0 });
  const [window, setWindow] = useState<RowWindow>({ first: 0, last: Math.min(count, WHOLE) - 1 });

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const next = windowOf(
      { top: element.scrollTop, height: heights.viewport },
      {
        count,
        height: heights.row,
        open: openIndex < 0 ? null : { index: openIndex, height: heights.detail },
      },
    );
    setWindow((known) => (known.first === next.first && known.last === next.last ? known : next));
  }, [scroller, count, heights, openIndex]);

  const measure = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const heightOf = (what: string) => element.querySelector<HTMLElement>(what)?.offsetHeight ?? 0;
    const next = {
      row: heightOf('tr[data-row]') || GUESS.row,
      viewport: element.clientHeight || GUESS.viewport,
      detail: heightOf('.detail-row'),
    };
    setHeights((known) =>
      known.row === next.row && known.viewport === next.viewport && known.detail === next.detail
        ? known
        : next,
    );
  }, [scroller]);

  useLayoutEffect(onScroll, [onScroll]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what makes rows higher, or puts another element there
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [scroller, measure, layout, count, openIndex]);

  return {
    window: count <= WHOLE ? { first: 0, last: count - 1 } : window,
    rowHeight: heights.row,
    onScroll,
  };
};
