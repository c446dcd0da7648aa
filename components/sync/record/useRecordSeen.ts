import { useEffect } from 'react';
import type { RecordPage } from '../../../lib/crm/port.ts';
import { usePort } from '../../panel/port.ts';

/** Tells the worker that this page shows its record, or shows it again after it was left: it may have been changed there. */
export const useRecordSeen = (page: RecordPage): void => {
  const port = usePort();
  useEffect(() => {
    const tell = () => {
      if (document.visibilityState !== 'visible') return;
      port.send('sync.recordSeen', { page }).catch(() => {
        // A hint to sync sooner; the next sync by the clock finds the change all the same.
      });
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [port, page]);
};
