import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import type { PairEnd } from './runPair.ts';
import type { SyncLog } from './syncLog.ts';

/** One run has begun: the log is told, of its beginning now, and of its end by what comes back. `of`: what else both lines say. */
export const tellStarted = (
  { log, now }: { readonly log: SyncLog; readonly now: () => number },
  syncId: string,
  { object, system }: MappingPair,
  of: Readonly<Record<string, string>> = {},
): ((end: PairEnd) => void) => {
  const began = now();
  const about = { record_type: object, system, ...of };
  log.add('CRM.SyncStarted', syncId, { direction: 'both', ...about });
  return (end) =>
    log.add('CRM.SyncCompleted', syncId, {
      ...about,
      duration_ms: Math.max(0, now() - began),
      ...detailsOf(end),
    });
};

const detailsOf = (end: PairEnd): Readonly<Record<string, string | number>> => {
  switch (end.kind) {
    case 'finished': {
      const { created, updated, unchanged } = end.counts;
      return { result: end.result, ...end.counts, records_synced: created + updated + unchanged };
    }
    case 'passed':
      return { result: end.why, records_synced: 0 };
    case 'stopped':
      return { result: 'stopped', failure: end.failure.code, records_synced: 0 };
  }
};
