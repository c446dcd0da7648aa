import type { RecordPage } from '../../../lib/crm/port.ts';
import type { Dated, PanelPreferences, PanelView } from '../../../lib/messaging/protocol.ts';

/** What this device knew of a record when its page came: enough to draw the panel before anybody is asked. */
export interface Known {
  readonly page: RecordPage;
  readonly preferences: PanelPreferences;
  /** From the encrypted cache; it speaks of `page`. */
  readonly cached: Dated<PanelView>;
}
