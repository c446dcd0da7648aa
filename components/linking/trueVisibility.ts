/** An entry with what `trackVisibility` adds (Intersection Observer v2, Chromium); absent in other browsers. */
type VouchedEntry = IntersectionObserverEntry & { readonly isVisible?: boolean };

export type Visibility = 'visible' | 'hidden' | 'unsupported';

const WHOLE = 0.99; // 1, less what fractional pixels take away

/**
 * Whether the browser vouches that an element is wholly in view with nothing over it and no effect upon it, also across the
 * frame it is in. A page can lay a nearly transparent layer over a frame; it cannot make the browser deny it.
 */
export const watchVisibility = (
  element: Element,
  onChange: (visibility: Visibility) => void,
): (() => void) => {
  const options = { threshold: [WHOLE], trackVisibility: true, delay: 100 };
  const observer = new IntersectionObserver((entries) => {
    const entry: VouchedEntry | undefined = entries.at(-1);
    if (entry === undefined) return;
    if (entry.isVisible === undefined) onChange('unsupported');
    else onChange(entry.isVisible && entry.intersectionRatio >= WHOLE ? 'visible' : 'hidden');
  }, options);
  observer.observe(element);
  return () => observer.disconnect();
};
