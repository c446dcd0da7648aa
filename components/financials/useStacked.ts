import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';

/** Whether what is in a box needs more than the box's width. Measured as if it were not stacked. */
export const useStacked = (box: RefObject<HTMLElement | null>): boolean => {
  const [isStacked, setStacked] = useState(false);

  const look = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    const before = element.dataset.stacked;
    delete element.dataset.stacked;
    setStacked(element.scrollWidth > element.clientWidth);
    if (before !== undefined) element.dataset.stacked = before;
  }, [box]);

  // After each change: other figures may be wider ones.
  useLayoutEffect(look);

  useLayoutEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(look);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box, look]);

  return isStacked;
};
