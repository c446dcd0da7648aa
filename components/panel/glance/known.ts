import type { RecordPage } from '../../../lib/crm/port.ts';
import type { Dated, PanelPreferences, PanelView } from '../../../lib/messaging/protocol.ts';

/** What was known of a record before the panel's script was there: enough to draw it. */
export interface Known {
  readonly page: RecordPage;
  readonly preferences: PanelPreferences;
  /** From the encrypted cache, or the ERP's answer where nothing was in it; it speaks of `page`. */
  readonly shown: Dated<PanelView>;
}
