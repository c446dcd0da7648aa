/** The part of a window that tells where it is and when that changes. */
export interface NavigatingWindow extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly location: Pick<Location, 'href'>;
  readonly navigation?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined;
}

// Both come after the commit, so `location` is the new address already (`navigate` comes before it). `popstate` is for
// browsers without the Navigation API, `pageshow` for a page that returns whole from the back-forward cache.
const NAVIGATION_EVENTS = ['currententrychange', 'navigatesuccess'];
const WINDOW_EVENTS = ['popstate', 'pageshow'];

/** Calls back with the committed address: now, and after every navigation within the page, until `signal` aborts. */
export const followNavigation = (
  window: NavigatingWindow,
  arrive: (url: URL) => void,
  signal: AbortSignal,
): void => {
  const look = () => arrive(new URL(window.location.href));
  for (const event of NAVIGATION_EVENTS) window.navigation?.addEventListener(event, look, { signal });
  for (const event of WINDOW_EVENTS) window.addEventListener(event, look, { signal });
  look();
};
