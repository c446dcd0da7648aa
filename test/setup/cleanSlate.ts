import { afterAll, vi } from 'vitest';

// The next file in this process begins as the first one did, whatever this one has left standing.
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});
