/** What opens or moves something on a page: a press, and the end of what it set going. */
const SIGNS = ['click', 'transitionend', 'animationend'] as const;
/** A page answers a press in its own time; what still moves after this says so when it has come to rest. */
const ANSWERED_MS = 200;

/** Calls `look` soon after the page has been used, once however much happens meanwhile. @returns what ends it. */
export const onPageActivity = (host: Element, look: () => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onSign = ({ target }: Event) => {
    // What happens inside of the panel moves nothing of the page.
    if (target === host || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      look();
    }, ANSWERED_MS);
  };
  for (const sign of SIGNS) document.addEventListener(sign, onSign, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    for (const sign of SIGNS) document.removeEventListener(sign, onSign, true);
  };
};
