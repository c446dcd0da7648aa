import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';

interface Overflow {
  /** Something is scrolled away before the beginning, or lies beyond the end; in the direction of the script. */
  readonly before: boolean;
  readonly after: boolean;
  look(): void;
  /** Most of a view further on (1) or back (-1). */
  scroll(direction: 1 | -1): void;
}

/** What of a sideways scroller cannot be seen. */
export const useOverflow = (box: RefObject<HTMLElement | null>): Overflow => {
  const [hidden, setHidden] = useState({ before: false, after: false });

  const look = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    // From right to left `scrollLeft` counts down from 0.
    const start = Math.abs(element.scrollLeft);
    const before = start > 1;
    const after = element.scrollWidth - element.clientWidth - start > 1;
    setHidden((known) => (known.before === before && known.after === after ? known : { before, after }));
  }, [box]);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [box, look]);

  const scroll = (direction: 1 | -1) => {
    const element = box.current;
    if (element === null) return;
    const sign = getComputedStyle(element).direction === 'rtl' ? -direction : direction;
    element.scrollBy({ left: sign * element.clientWidth * 0.7, behavior: 'smooth' });
  };
  return { ...hidden, look, scroll };
};
