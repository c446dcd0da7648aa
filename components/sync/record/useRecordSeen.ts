import { useEffect } from 'react';
import type { RecordPage } from '../../../lib/crm/port.ts';
import { usePort } from '../../panel/port.ts';

/** How long a save has to settle, and how long others that follow are one with it. */
const SETTLED_MS = 2_000;

/**
 * What the CRMs' own pages call the requests that save a record: of their addresses alone, for nothing else of a request can be
 * seen (Salesforce names the action in it; HubSpot the kind of thing, and its reads do as well).
 */
const isSave = ({ initiatorType, name }: PerformanceResourceTiming): boolean =>
  /^(fetch|xmlh)/.test(initiatorType) && /save|update|objects/i.test(name);

/**
 * Tells the worker that this page shows its record, shows it again after it was left, or has just saved something: it may have been
 * changed there. A save is a request that ends soon after somebody has done something; nothing of the page is read for it.
 */
export const useRecordSeen = (page: RecordPage): void => {
  const port = usePort();
  useEffect(() => {
    let due: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      if (document.visibilityState !== 'visible') return;
      port.send('sync.recordSeen', { page }).catch(() => {
        // A hint to sync sooner; the next sync by the clock finds the change all the same.
      });
    };
    const saves = new PerformanceObserver((list) => {
      if (due === undefined && navigator.userActivation.isActive)
        if ((list.getEntries() as PerformanceResourceTiming[]).some(isSave))
          due = setTimeout(() => {
            due = undefined;
            tell();
          }, SETTLED_MS);
    });
    tell();
    saves.observe({ type: 'resource' });
    document.addEventListener('visibilitychange', tell);
    return () => {
      clearTimeout(due);
      saves.disconnect();
      document.removeEventListener('visibilitychange', tell);
    };
  }, [port, page]);
};
