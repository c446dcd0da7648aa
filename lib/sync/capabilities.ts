/**
 * What a side can promise about writes; declared by its connector, never guessed.
 * - `lock`: a write can name the exact version that it replaces.
 * - `wholeSecondLock`: it can name a time stamp in whole seconds (Salesforce's If-Unmodified-Since), so edits within the second of
 *   the stamp go unseen. A reading is therefore only trusted once the server's clock has left that second: see `freshness.ts`.
 * - `none`: no conditional writes (HubSpot, Odoo, Dolibarr).
 */
export type Locking = 'lock' | 'wholeSecondLock' | 'none';

export interface SideCapabilities {
  readonly locking: Locking;
  /** Old values of a field can be read with their times (HubSpot's propertiesWithHistory). */
  readonly history: boolean;
  /** The step of the record's time stamp in milliseconds; null = versions are exact. */
  readonly stampMs: number | null;
}
