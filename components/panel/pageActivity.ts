/** What opens or moves something on a page: a press, and the end of what it set going. */
const SIGNS = ['click', 'transitionend', 'animationend'] as const;
/** A page answers a press in its own time; what still moves after this says so when it has come to rest. */
const ANSWERED_MS = 200;
/** A page that never comes to rest is not looked at more often than this, but for a press. */
const RESTLESS_MS = 2000;

/** Calls `look` soon after the page has been used, once however much happens meanwhile. @returns what ends it. */
export const onPageActivity = (host: Element, look: () => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restedAt = Number.NEGATIVE_INFINITY;
  const lookIn = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      look();
    }, ms);
  };
  const onSign = ({ target, type }: Event) => {
    // What happens inside of the panel moves nothing of the page.
    if (target === host) return;
    if (type === 'click') {
      // What it sets going is seen as soon as it rests.
      restedAt = Number.NEGATIVE_INFINITY;
      lookIn(ANSWERED_MS);
    } else if (timer === undefined) {
      const wait = Math.max(ANSWERED_MS, restedAt + RESTLESS_MS - performance.now());
      restedAt = performance.now() + wait;
      lookIn(wait);
    }
  };
  for (const sign of SIGNS) document.addEventListener(sign, onSign, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    for (const sign of SIGNS) document.removeEventListener(sign, onSign, true);
  };
};
