import type { EventName } from '../../api/webhook.ts';

/** The events of the sync. Names and parts are the requirement's; no value of a record is in any of them but an order's amount. */
export type SyncEvent = { readonly event: EventName } & (
  | {
      readonly event: 'CRM.SyncStarted';
      readonly sync_id: string;
      readonly direction: 'both';
      /** As the ERP calls the kind of record that is synced; `all` where a person asked for everything. */
      readonly record_type: string;
    }
  | {
      readonly event: 'CRM.SyncCompleted';
      readonly sync_id: string;
      readonly records_synced: number;
      readonly duration_ms: number;
    }
  | {
      readonly event: 'CRM.ConflictDetected';
      readonly sync_id: string;
      readonly record_id: string;
      readonly field_name: string;
    }
  | {
      readonly event: 'CRM.ConflictResolved';
      /** The run that asked; null = none did: a survivor of a merge with a link of its own. */
      readonly sync_id: string | null;
      readonly conflict_id: string;
      readonly resolution_strategy: string;
    }
  | {
      readonly event: 'CRM.OpportunityConverted';
      /** null = a person did it, or a system that named no sync. */
      readonly sync_id: string | null;
      readonly opportunity_id: string;
      readonly order_id: string;
      /** Minor units. */
      readonly amount: number;
      readonly currency: string;
    }
  | { readonly event: 'CRM.SyncBraked' | 'CRM.SyncApproved' | 'CRM.SyncPaused'; readonly sync_id: string }
  /** `sync_id`: the run that had stopped the sync; null = no single one had. */
  | { readonly event: 'CRM.SyncResumed'; readonly sync_id: string | null }
);
