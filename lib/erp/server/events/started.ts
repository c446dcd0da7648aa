import type { SyncEvent } from './event.ts';

export const started = (id: string, of: string | undefined): SyncEvent => ({
  event: 'CRM.SyncStarted',
  sync_id: id,
  direction: 'both',
  record_type: of ?? 'all',
});
