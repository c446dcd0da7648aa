/**
 * A clock that several threads read: the machine's own, and ahead of it by all that somebody waited. Waiting moves it instead of
 * taking time, so that minutes of a rate limit cost nothing but what is done in them.
 */
export interface VirtualClock {
  readonly shared: SharedArrayBuffer;
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds by which it was moved so far. */
  moved(): number;
  pass(ms: number): void;
  /** Several who wait at once wait together. */
  wait(ms: number): Promise<void>;
}

export const virtualClock = (
  shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT),
): VirtualClock => {
  const ahead = new Float64Array(shared);
  const moved = () => ahead[0] ?? 0;
  const now = () => Date.now() + moved();
  const pass = (ms: number) => {
    ahead[0] = moved() + ms;
  };
  return {
    shared,
    now,
    moved,
    pass,
    wait: async (ms) => {
      const until = now() + ms;
      // Whoever has something to do goes first.
      await new Promise((resolve) => setImmediate(resolve));
      pass(Math.max(0, until - now()));
    },
  };
};
