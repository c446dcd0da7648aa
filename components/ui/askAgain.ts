import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Asks again whatever was asked under these keys and is shown. A question that is on its way is given up first: it was asked before what
 * made its answer stale, and to invalidate it alone would let that answer stand.
 */
export const askAgain = (queries: QueryClient, ...keys: readonly QueryKey[]): void => {
  for (const queryKey of keys) {
    void queries.cancelQueries({ queryKey });
    void queries.invalidateQueries({ queryKey });
  }
};
