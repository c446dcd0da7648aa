import type { RecordPage } from '../../../lib/crm/port.ts';
import { askViewAhead, seeAhead } from '../../../lib/messaging/ahead.ts';
import type { Known } from './known.ts';

/**
 * What this device knows of the page's record, as the loader asked it, or else what the ERP answers, which is asked here. null where
 * nobody asked ahead or an answer failed.
 */
export const knownAhead = async (page: RecordPage | null): Promise<Known | null> => {
  if (page === null) return null;
  askViewAhead(page);
  try {
    const [preferences, cached] = await Promise.all([
      seeAhead('panel.preferences.read', {}),
      seeAhead('record.cached', { page }),
    ]);
    const shown = cached ?? (await seeAhead('record.view', { page, requestId: '' }));
    return preferences === null || shown === null ? null : { page, preferences, shown };
  } catch {
    // The panel takes the same answers, and says what became of them.
    return null;
  }
};
