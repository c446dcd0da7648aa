import type { RecordPage } from '../../../lib/crm/port.ts';
import { seeAhead } from '../../../lib/messaging/ahead.ts';
import type { Known } from './known.ts';

/** What the loader asked this device about the page's record; null where it did not ask, nothing is known, or an answer failed. */
export const knownAhead = async (page: RecordPage | null): Promise<Known | null> => {
  if (page === null) return null;
  try {
    const [preferences, cached] = await Promise.all([
      seeAhead('panel.preferences.read', {}),
      seeAhead('record.cached', { page }),
    ]);
    return preferences === null || cached === null ? null : { page, preferences, cached };
  } catch {
    // The panel takes the same answers, and says what became of them.
    return null;
  }
};
