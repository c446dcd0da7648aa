/**
 * Milliseconds that go on while the computer sleeps, and never go back. Of the two clocks of a browser one can be set by anybody, the
 * other stands still during sleep on some systems: whichever went on more is believed. A clock that is set forward makes what waits
 * look older than it is, so that it is not sent; nothing ever looks younger.
 */
export const elapsedClock = (
  now: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): (() => number) => {
  let elapsed = 0;
  let seen = { now: now(), monotonic: monotonic() };
  return () => {
    const at = { now: now(), monotonic: monotonic() };
    elapsed += Math.max(0, at.now - seen.now, at.monotonic - seen.monotonic);
    seen = at;
    return elapsed;
  };
};
