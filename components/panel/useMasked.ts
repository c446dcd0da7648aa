import { useEffect, useState } from 'react';

/** Chromium knows the last one under its old name. */
const MASKS = ['mask-image', 'mask-border-source', '-webkit-mask-box-image-source'];

/**
 * Whether the page has laid a mask on the document. It can cut everything but one button out of a confirm frame, and the browser
 * vouches for the frame all the same (Chromium 156: opacity, filter, clip, transform and layers are seen through, a mask is not).
 * Looked at in every frame that is painted, because no event tells of a style. Only the document element needs a look: it is all
 * that holds the panel, and a panel that is put elsewhere loses its frame.
 */
export const useMasked = (): boolean => {
  const [isMasked, setMasked] = useState(false);
  useEffect(() => {
    let next = 0;
    const look = () => {
      const style = getComputedStyle(document.documentElement);
      setMasked(MASKS.some((name) => !['', 'none'].includes(style.getPropertyValue(name))));
      next = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(next);
  }, []);
  return isMasked;
};
