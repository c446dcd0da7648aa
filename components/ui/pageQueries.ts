import type { QueryClientConfig } from '@tanstack/react-query';
import type { FailureCode } from '../../lib/failure.ts';
import { failureOf } from './failure.ts';

/** Settings are stale after 10 minutes (spec §5). */
export const SETTINGS_STALE_MS = 10 * 60 * 1000;

/** Only what may go by itself is asked again; a refused token is refused the second time too. */
const PASSING = new Set<FailureCode>([
  'erp.unreachable',
  'erp.timeout',
  'erp.server',
  'crm.unreachable',
  'crm.timeout',
  'crm.server',
]);

/**
 * How extension pages ask the worker: 2 retries, after 1 s and 2 s. networkMode `always`: a message needs no network, and a page
 * that waited for one in silence would hide the worker's own answer.
 */
export const PAGE_QUERIES: QueryClientConfig = {
  defaultOptions: {
    queries: {
      networkMode: 'always',
      retry: (failures, error) => failures < 2 && PASSING.has(failureOf(error)?.code ?? 'unexpected'),
      retryDelay: (failures) => 1000 * 2 ** failures,
    },
    mutations: { networkMode: 'always', retry: false },
  },
};
